import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ErrorCode } from "@appointment-registry/registry-contract";
import { contentType, newRequestId } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import { printFailure } from "./failures.js";
import { negotiate } from "./negotiation.js";

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "header-too-large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "body-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "body-timeout",
};

/** Answers what Node refuses before there is a request, as an OperationOutcome. The connection ends with it. */
export function answerClientError(error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Socket): void {
  if (error.code === "ECONNRESET" || error.code === "EPIPE" || !socket.writable) {
    socket.destroy();
    return;
  }
  // Bytes of an answer that is under way must not be followed by those of another.
  if ((socket as Socket & { _httpMessage?: { headersSent?: boolean } })._httpMessage?.headersSent === true) {
    socket.destroy();
    return;
  }
  const accept = /^accept:[ \t]*(.*?)[ \t]*\r?$/im.exec(error.rawPacket?.toString("latin1") ?? "")?.[1];
  const format = negotiate({ format: undefined, accept, contentType: undefined }) ?? "json";
  const code = CODES[error.code ?? ""] ?? "request-malformed";
  const { status, body } = printFailure(new RegistryError(code), format, false);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "Connection: close",
      "Cache-Control: no-store",
      `Content-Type: ${contentType(format)}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-ID: ${newRequestId()}`,
      "",
      body,
    ].join("\r\n"),
  );
}
