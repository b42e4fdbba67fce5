import { STATUS_CODES } from "node:http";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ErrorCode, Format } from "@appointment-registry/registry-contract";
import { contentType, newRequestId } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import type { Application } from "./application.js";
import { printFailure } from "./failures.js";
import { negotiate } from "./negotiation.js";

export type ClientError = NodeJS.ErrnoException & { rawPacket?: Buffer };

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "header-too-large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "body-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "body-timeout",
};

/** Only the parser's errors say that a request is malformed; a reset or a late handshake says nothing of it. */
function codeOf({ code = "" }: ClientError): ErrorCode | undefined {
  return CODES[code] ?? (code.startsWith("HPE_") ? "request-malformed" : undefined);
}

/**
 * Answers what Node refuses before there is a request, as an OperationOutcome, and accounts for it as for every answer. The connection
 * ends with it.
 */
export function clientErrors({ audit, log, ports }: Pick<Application, "audit" | "log" | "ports">) {
  const answering = new WeakSet<Socket>();

  return (error: ClientError, socket: Socket): void => {
    // The parser fails again on each chunk that follows.
    if (answering.has(socket)) return;
    const code = codeOf(error);
    const pending = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage;
    // Bytes of an answer that is under way must not be followed by those of another.
    if (code === undefined || !socket.writable || pending?.headersSent === true) {
      socket.destroy();
      return;
    }
    answering.add(socket);
    // What is malformed follows a request that is still being served: that one is answered first.
    if (pending?.req.complete === true) pending.once("close", () => void answer(code, error, socket));
    else void answer(code, error, socket);
  };

  async function answer(code: ErrorCode, error: ClientError, socket: Socket): Promise<void> {
    const requestId = newRequestId();
    const { remoteAddress } = socket;
    const account = { requestId, remoteAddress };
    let refusal = new RegistryError(code);
    let { status, body } = print(refusal, error);
    try {
      const entry = { at: ports.now(), interaction: "unknown", status, code, durable: false, ...account } as const;
      await audit.record(entry);
    } catch (cause) {
      refusal = new RegistryError("audit-unavailable", { cause });
      ({ status, body } = print(refusal, error));
    }
    log.info("A request was answered.", { status, code: refusal.code, ...account });
    if (!socket.writable) return;
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        "Connection: close",
        "Cache-Control: no-store",
        `Content-Type: ${contentType(formatOf(error))}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-ID: ${requestId}`,
        "",
        body,
      ].join("\r\n"),
    );
  }
}

function print(refusal: RegistryError, error: ClientError) {
  return printFailure(refusal, formatOf(error), false);
}

function formatOf({ rawPacket }: ClientError): Format {
  return clientErrorFormat(rawPacket);
}

/** The format that the bytes of a head which is no request ask for. */
export function clientErrorFormat(head: Buffer | undefined): Format {
  const [, accept] = /^accept:(.*)$/im.exec(head?.toString("latin1") ?? "") ?? [];
  return negotiate({ format: undefined, accept: accept?.trim(), contentType: undefined }) ?? "json";
}
