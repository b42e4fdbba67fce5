import type { IncomingMessage } from "node:http";
import { RegistryError } from "../../errors.js";
import { requireHost } from "./host.js";

type Head = Pick<IncomingMessage, "headers" | "httpVersion"> & Partial<Pick<IncomingMessage, "rawHeaders">>;

const VERSIONS: ReadonlySet<string> = new Set(["1.0", "1.1"]);

/**
 * Checks that Node's parser leaves to the server: the version, the transfer coding and the host (RFC 9112, 2.3, 6.1 and 3.2). A body in a
 * coding that is not decoded would be misread.
 * @throws RegistryError `request-malformed`
 */
export function requireFraming(head: Head): void {
  if (!VERSIONS.has(head.httpVersion)) throw malformed("The version of HTTP is neither 1.0 nor 1.1.");
  const coding = head.headers["transfer-encoding"];
  if (coding !== undefined && coding.trim().toLowerCase() !== "chunked") {
    throw malformed("The Transfer-Encoding of the request is not chunked.");
  }
  requireHost(head);
}

function malformed(message: string): RegistryError {
  return new RegistryError("request-malformed", { message, facts: { endsConnection: true } });
}
