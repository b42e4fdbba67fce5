import type { IncomingMessage } from "node:http";
import { RegistryError, overloaded } from "../errors.js";
import { turnForWhole } from "../in-turns.js";
import type { Application } from "./application.js";

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMilliseconds: number;
  /** Reserves memory until the request is answered. @returns whether there is room */
  reserve(request: IncomingMessage, bytes: number): boolean;
  /** The body has not arrived whole. */
  waits(request: IncomingMessage): void;
}

export function getBodyLimits({ config: { http }, admission }: Pick<Application, "config" | "admission">): BodyLimits {
  return {
    maxBytes: http.maxBodyBytes,
    timeoutMilliseconds: http.bodyTimeoutMilliseconds,
    reserve: (request, bytes) => admission.reserve(request, bytes),
    waits: (request) => admission.waits(request),
  };
}

/** Smaller ones are bounded by the number of requests in progress. */
export const SMALL_BYTES = 16 * 1024;
/** A body is there as bytes, as text and as a resource. */
const COPIES = 4;

/** @throws RegistryError `overloaded` if there is no room for so many bytes of a body */
function requireRoom(request: IncomingMessage, bytes: number, { reserve }: BodyLimits): void {
  if (bytes > SMALL_BYTES && !reserve(request, COPIES * bytes)) throw overloaded();
}

/** The caller closed the connection within the body: there is nobody to answer, and nothing wrong with the request. */
export class BodyCutOffError extends RegistryError {
  constructor() {
    super("request-malformed", { message: "The request body is incomplete.", facts: { endsConnection: true } });
  }
}

/** How much more than the limit is taken in and thrown away, so that a caller that is still sending gets to see its 413. */
const DRAINED_TIMES = 16;

/**
 * The whole body, within a limit and a deadline. An oversize body is read on for a while before the refusal: closing the
 * connection at once would reset it under a caller that only reads when it has sent everything. Parsing a large one takes tens of
 * milliseconds: between two of them other requests have their turns.
 * @throws RegistryError `body-too-large`, `body-timeout` (both end the connection), `overloaded`, `request-malformed`
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const body = await readWhole(request, limits);
  if (body.length > SMALL_BYTES) await turnForWhole();
  return body;
}

async function readWhole(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  if (!request.complete) return receiveBody(request, limits);
  // It came with its head, as small ones do: there is nothing to wait for.
  const body = (request.read() as Buffer | null) ?? Buffer.alloc(0);
  if (body.length > limits.maxBytes) throw tooLarge(limits);
  requireRoom(request, body.length, limits);
  return body;
}

async function receiveBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  // Of unknown length: as much as it may have.
  const length = Math.min(limits.maxBytes, Number(request.headers["content-length"] ?? limits.maxBytes));
  requireRoom(request, length, limits);
  limits.waits(request);
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
    const onBreak = () => settle(new BodyCutOffError());

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

/** A caller that sends nothing for so long waits for the answer first. */
const PAUSE_MILLISECONDS = 1000;

/**
 * Takes in and throws away what is still to come of a body that nobody will read. A request that was refused before its body was
 * read may still be in progress: closing the connection would reset it under the caller, who would not see why it was refused.
 * Resolves at the end of the body, when it pauses, and when it is longer than any that is read.
 */
export function discardBody(request: IncomingMessage, { maxBytes }: BodyLimits): Promise<void> {
  const { "content-length": length, "transfer-encoding": coding } = request.headers;
  if ((length === undefined && coding === undefined) || request.readableEnded || request.destroyed)
    return Promise.resolve();
  return new Promise((resolve) => {
    let received = 0;
    const timer = setTimeout(settle, PAUSE_MILLISECONDS);

    function onData(chunk: Buffer): void {
      received += chunk.length;
      timer.refresh();
      if (received > maxBytes * DRAINED_TIMES) settle();
    }
    function settle(): void {
      clearTimeout(timer);
      request.off("data", onData).off("end", settle).off("close", settle);
      resolve();
    }
    request.on("error", () => undefined);
    request.on("data", onData).on("end", settle).on("close", settle);
  });
}

const CLOSE = { facts: { endsConnection: true } } as const;

function tooLarge({ maxBytes }: BodyLimits): RegistryError {
  return new RegistryError("body-too-large", {
    message: `The request body is larger than ${maxBytes} bytes.`,
    ...CLOSE,
  });
}
