import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { TrafficLine } from "./shapes.js";

/** Maximum size of the log's end from which a page begins with earlier answers. */
const EARLIER_BYTES = 64 * 1024;
const INTERVAL_MS = 250;

type Listener = (line: TrafficLine) => void;

/**
 * Follows the registry's log while there are listeners. It polls, so that it does not depend on change notifications of the file system.
 */
export class LiveTraffic {
  readonly #listeners = new Set<Listener>();
  readonly #file: string;
  #timer: NodeJS.Timeout | undefined;
  #offset = 0;
  #rest = Buffer.alloc(0);
  #reading: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** Returns the last answered requests, oldest first. A request of this console that has no answer yet is not included. */
  async earlier(): Promise<TrafficLine[]> {
    const { size } = await stat(this.#file);
    const start = Math.max(0, size - EARLIER_BYTES);
    const lines = (await read(this.#file, start, size)).toString("utf8").split("\n");
    return lines.flatMap((line) => trafficLine(line) ?? []);
  }

  /** Calls `listener` with every new request until the returned function is called. */
  async listen(listener: Listener): Promise<() => void> {
    if (this.#listeners.size === 0) {
      this.#offset = (await stat(this.#file)).size;
      this.#rest = Buffer.alloc(0);
      clearInterval(this.#timer);
      this.#timer = setInterval(() => {
        this.#reading = this.#reading.then(() => this.#more()).catch(() => undefined);
      }, INTERVAL_MS);
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) clearInterval(this.#timer);
    };
  }

  stop(): void {
    this.#listeners.clear();
    clearInterval(this.#timer);
  }

  async #more(): Promise<void> {
    const { size } = await stat(this.#file);
    // The file was replaced.
    if (size < this.#offset) this.#offset = 0;
    if (size === this.#offset) return;
    const text = Buffer.concat([this.#rest, await read(this.#file, this.#offset, size)]);
    this.#offset = size;
    const end = text.lastIndexOf(0x0a) + 1;
    this.#rest = text.subarray(end);
    for (const each of text.subarray(0, end).toString("utf8").split("\n")) {
      const line = trafficLine(each);
      if (line !== undefined) for (const listener of this.#listeners) listener(line);
    }
  }
}

async function read(file: string, start: number, end: number): Promise<Buffer> {
  if (end <= start) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start, end: end - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Parses a line of the log about an answered request. Returns `undefined` for any other line. */
function trafficLine(text: string): TrafficLine | undefined {
  const line = parsed(text);
  const word = (name: string): string => (typeof line[name] === "string" ? line[name] : "");
  if (typeof line["status"] !== "number" || typeof line["durationMilliseconds"] !== "number") return undefined;
  return {
    time: word("time"),
    requestId: word("requestId"),
    client: word("clientId"),
    method: word("method"),
    route: word("route"),
    interaction: word("interaction"),
    status: line["status"],
    code: word("code"),
    milliseconds: line["durationMilliseconds"],
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
