import type { TrafficLine } from "../shapes.js";
import { headers } from "./api.js";
import { current, update } from "./state.js";
import type { Step } from "./state.js";

/** Number of requests kept for the table and the plots. */
const KEPT = 500;
const AGAIN_MS = 2_000;

let following = false;

/** Follows the server-sent events with one connection. It uses `fetch`, since an EventSource cannot send the session. */
export function startEvents(): void {
  if (following) return;
  following = true;
  void followEvents();
}

async function followEvents(): Promise<void> {
  try {
    const answer = await fetch("/api/events", { headers: headers() });
    if (answer.status === 401) {
      following = false;
      return;
    }
    if (answer.ok && answer.body !== null) {
      update({ connected: true });
      await read(
        answer.body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>),
      );
    }
  } catch {
    // The sandbox has stopped or is restarting.
  }
  update({ connected: false });
  setTimeout(() => void followEvents(), AGAIN_MS);
}

async function read(stream: ReadableStream<string>): Promise<void> {
  const reader = stream.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) receive(part);
  }
}

function receive(text: string): void {
  const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(text) ?? [];
  if (data === undefined) return;
  const { traffic, playing, steps } = current();
  if (event === "earlier") update({ traffic: JSON.parse(data) as TrafficLine[] });
  if (event === "traffic") update({ traffic: [...traffic, JSON.parse(data) as TrafficLine].slice(-KEPT) });
  if (event === "exchange" && playing !== undefined) update({ steps: [...steps, JSON.parse(data) as Step] });
}
