/**
 * No answer came, or none that could be read. `sent` is false only where the request cannot have reached the registry, so that
 * it is certain that it was not done; `lasting` where another attempt would fail in the same way.
 */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly code: string | undefined;
  readonly sent: boolean;
  readonly lasting: boolean;

  constructor(cause: unknown, { sent, lasting }: { sent?: boolean; lasting?: boolean } = {}) {
    super(messageOf(cause), { cause });
    this.code = codeOf(cause);
    this.lasting = lasting ?? isTlsFault(this.code);
    this.sent = sent ?? !(this.lasting || NOT_CONNECTED.has(this.code ?? ""));
  }
}

const NOT_CONNECTED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Codes of Node.js and OpenSSL for a handshake that failed on a certificate or a key, on either side. */
function isTlsFault(code: string | undefined): boolean {
  return code !== undefined && /^ERR_TLS_|^ERR_SSL_|^ERR_OSSL|CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code);
}

function codeOf(cause: unknown): string | undefined {
  return isObject(cause) && typeof cause.code === "string" ? cause.code : undefined;
}

function messageOf(cause: unknown): string {
  if (!isObject(cause)) return String(cause);
  // Node.js gives one error for all addresses of a name, whose own message is empty.
  if (cause.message === "" && Array.isArray(cause.errors)) return messageOf(cause.errors[0]);
  return typeof cause.message === "string" ? cause.message : String(cause);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
