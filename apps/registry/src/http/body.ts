import type { IncomingMessage } from "node:http";
import { RegistryError, overloaded } from "../errors.js";
import { turnForWhole } from "../in-turns.js";
import type { Application } from "./application.js";

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMilliseconds: number;
  /** Reserves memory until the request is answered. @returns whether there is room */
  reserve(request: IncomingMessage, bytes: number): boolean;
  /** The body has not arrived completely. */
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

/** Smaller bodies are limited by the number of requests in progress. */
export const SMALL_BYTES = 16 * 1024;
/** A body exists as bytes, as text and as a resource. */
const COPIES = 4;

/** @throws RegistryError `overloaded` if there is no room for this many bytes of a body */
function requireRoom(request: IncomingMessage, bytes: number, { reserve }: BodyLimits): void {
  if (bytes > SMALL_BYTES && !reserve(request, COPIES * bytes)) throw overloaded();
}

/** The caller closed the connection within the body: there is nobody to answer, and nothing wrong with the request. */
export class BodyCutOffError extends RegistryError {
  constructor() {
    super("request-malformed", { message: "The request body is incomplete.", facts: { endsConnection: true } });
  }
}

/** Multiple of the limit up to which an oversize body is read and discarded, so that a caller that is still sending receives its 413. */
const DRAINED_TIMES = 16;

/**
 * Reads the whole body, within a limit and a deadline. Part of an oversize body is read before the refusal. Closing the connection at once
 * would reset it for a caller that reads only after sending everything. Parsing a large body takes tens of milliseconds, so other requests
 * get turns between two of them.
 * @throws RegistryError `body-too-large`, `body-timeout` (both end the connection), `overloaded`, `request-malformed`
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const body = await readWhole(request, limits);
  if (body.length > SMALL_BYTES) await turnForWhole();
  return body;
}

async function readWhole(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  if (!request.complete) return receiveBody(request, limits);
  // It arrived with its head, as small ones do: there is nothing to wait for.
  const body = (request.read() as Buffer | null) ?? Buffer.alloc(0);
  if (body.length > limits.maxBytes) throw tooLarge(limits);
  requireRoom(request, body.length, limits);
  return body;
}

async function receiveBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  // If the length is unknown, the maximum is assumed.
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

/** A caller that sends nothing for this long is waiting for the response. */
const PAUSE_MILLISECONDS = 1000;

/**
 * Reads and discards the remaining part of a body that nobody will use. The body of a rejected request may still be arriving. Closing the
 * connection would reset it, and the caller would not see the reason for the refusal. Resolves at the end of the body, when the body
 * pauses, or when it exceeds the maximum that is discarded.
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
