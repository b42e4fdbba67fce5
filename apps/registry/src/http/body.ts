import type { IncomingMessage } from "node:http";
import { RegistryError } from "../errors.js";

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMilliseconds: number;
}

/** How much more than the limit is taken in and thrown away, so that a caller that is still sending gets to see its 413. */
const DRAINED_TIMES = 16;

/**
 * The whole body, within a limit and a deadline. An oversize body is read on for a while before the refusal: closing the
 * connection at once would reset it under a caller that only reads when it has sent everything.
 * @throws RegistryError `body-too-large`, `body-timeout` (both end the connection), `request-malformed`
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    const timer = setTimeout(
      () => settle(received > limits.maxBytes ? tooLarge(limits) : new RegistryError("body-timeout", CLOSE)),
      limits.timeoutMilliseconds,
    );

    function onData(chunk: Buffer): void {
      received += chunk.length;
      if (received <= limits.maxBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        if (received > limits.maxBytes * DRAINED_TIMES) settle(tooLarge(limits));
      }
    }
    function onEnd(): void {
      if (received > limits.maxBytes) settle(tooLarge(limits));
      else settle(undefined, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, received));
    }
    const onBreak = () =>
      settle(new RegistryError("request-malformed", { message: "The request body was cut off.", ...CLOSE }));

    function settle(error: RegistryError | undefined, body?: Buffer): void {
      clearTimeout(timer);
      request.off("data", onData).off("end", onEnd).off("error", onBreak).off("close", onBreak);
      if (error === undefined) resolve(body as Buffer);
      else {
        request.on("error", () => undefined);
        reject(error);
      }
    }
    request.on("data", onData).on("end", onEnd).on("error", onBreak).on("close", onBreak);
  });
}

const CLOSE = { headers: { connection: "close" } } as const;

function tooLarge({ maxBytes }: BodyLimits): RegistryError {
  return new RegistryError("body-too-large", {
    message: `The request body is larger than ${maxBytes} bytes.`,
    ...CLOSE,
  });
}
