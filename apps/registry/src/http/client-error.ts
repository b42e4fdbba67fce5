import { STATUS_CODES } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ErrorCode, Format } from "@appointment-registry/registry-contract";
import { contentType, newRequestId } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import type { Application } from "./application.js";
import { printFailure } from "./failures.js";
import { negotiate } from "./negotiation.js";

export type ClientError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer; readonly accept?: string | undefined };

/** `CONNECT`, which only proxies serve. */
export function notAllowed({ accept }: IncomingHttpHeaders): ClientError {
  return Object.assign(new Error("CONNECT"), { code: "CONNECT", accept });
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "header-too-large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "body-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "body-timeout",
  CONNECT: "method-not-allowed",
};

/** The connection ended within a request, or data followed the last one: the part received may be valid. */
const CUT_OFF: ReadonlySet<string> = new Set(["HPE_INVALID_EOF_STATE", "HPE_CLOSED_CONNECTION"]);

/** Only parser errors indicate a malformed request; a reset or a late handshake says nothing about it. */
function getCode({ code = "" }: ClientError): ErrorCode | undefined {
  if (CUT_OFF.has(code)) return undefined;
  return CODES[code] ?? (code.startsWith("HPE_") ? "request-malformed" : undefined);
}

/**
 * Answers input that Node rejects before there is a request. The response is an OperationOutcome, is accounted for like every response, and
 * ends the connection.
 */
export function clientErrors({ audit, log, ports }: Pick<Application, "audit" | "log" | "ports">) {
  const answering = new WeakSet<Socket>();

  return (error: ClientError, socket: Socket): void => {
    // The parser fails again on each chunk that follows.
    if (answering.has(socket)) return;
    const code = getCode(error);
    const pending = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage;
    // Bytes of a response in progress must not be followed by those of another.
    if (code === undefined || !socket.writable || pending?.headersSent === true) {
      socket.destroy();
      return;
    }
    answering.add(socket);
    // The malformed input follows a request that is still being served: that one is answered first.
    if (pending?.req.complete === true) pending.once("close", () => void answer(code, error, socket));
    else void answer(code, error, socket);
  };

  async function answer(code: ErrorCode, error: ClientError, socket: Socket): Promise<void> {
    const requestId = newRequestId();
    const { remoteAddress } = socket;
    const account = { requestId, remoteAddress };
    const format = error.accept === undefined ? clientErrorFormat(error.rawPacket) : formatAccepted(error.accept);
    let refusal = new RegistryError(code);
    let { status, body } = printFailure(refusal, format, false);
    try {
      const entry = { at: ports.now(), interaction: "unknown", status, code, wrote: false, ...account } as const;
      await audit.record(entry);
    } catch (cause) {
      refusal = new RegistryError("audit-unavailable", { cause });
      ({ status, body } = printFailure(refusal, format, false));
    }
    log.info("A request was answered.", { status, code: refusal.code, ...account });
    if (!socket.writable) return;
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        "Connection: close",
        "Cache-Control: no-store",
        `Content-Type: ${contentType(format)}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-ID: ${requestId}`,
        "",
        body,
      ].join("\r\n"),
    );
  }
}

/** Returns the format requested by the bytes of a head that is not a valid request. */
export function clientErrorFormat(head: Buffer | undefined): Format {
  const [, accept] = /^accept:(.*)$/im.exec(head?.toString("latin1") ?? "") ?? [];
  return formatAccepted(accept?.trim());
}

function formatAccepted(accept: string | undefined): Format {
  return negotiate({ format: undefined, accept, contentType: undefined }) ?? "json";
}
