/**
 * There was no answer, or no readable one. `sent` is false only if nothing of the request left this process, so the
 * request was certainly not performed. `lasting` is true if another attempt would fail in the same way.
 */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  /** Code of the causing error, from Node.js, OpenSSL or undici. */
  readonly code: string | undefined;
  readonly sent: boolean;
  readonly lasting: boolean;

  constructor(
    message: string,
    { sent, lasting = false, cause }: { readonly sent: boolean; readonly lasting?: boolean; readonly cause?: unknown },
  ) {
    super(message, { cause });
    this.code = getCode(cause);
    this.sent = sent;
    this.lasting = lasting;
  }
}

/** The known facts about a request without an answer. */
export interface Failed {
  readonly url: string;
  /** True if the request's head was written to a connection. */
  readonly started: boolean;
  readonly hasCertificate: boolean;
}

/** Returns a `NoAnswer` for an error of the network, TLS or undici, with the likely cause in its message. */
export function noAnswer(cause: unknown, { url, started, hasCertificate }: Failed): NoAnswer {
  if (cause instanceof NoAnswer) return cause;
  const code = getCode(cause) ?? "";
  const { hostname, host } = new URL(url);
  const said = getMessage(cause);
  // The server verifies a certificate in the handshake, but TLS 1.3 lets a client send data before that (RFC 8446,
  // 4.4.2.4). This alert shows that the server processed no HTTP on this connection.
  const distrusted = CERTIFICATE_ALERT.test(code);
  const sent = started && !distrusted;
  const lasting = distrusted || (!started && LASTING.test(code));
  return new NoAnswer(likely(), { sent, lasting, cause });

  function likely(): string {
    if (distrusted || (started && !hasCertificate && CLOSED.test(code))) {
      return hasCertificate
        ? `${host} does not accept the client certificate: ${said}`
        : `${host} ended the connection, and no client certificate is set: ${said}`;
    }
    if (started) return CLOSED.test(code) ? `${host} ended the connection without an answer: ${said}` : said;
    if (/ALTNAME|HOSTNAME_MISMATCH/.test(code)) return `The certificate of ${host} is for another name: ${said}`;
    if (CERTIFICATE.test(code)) return `The certificate of ${host} is not trusted (${code}): ${said}`;
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `The name ${hostname} cannot be resolved: ${said}`;
    if (code === "ECONNREFUSED") return `Nothing listens at ${host}: ${said}`;
    if (/^ERR_SSL_|^EPROTO/.test(code)) return `No TLS connection to ${host}: ${said}`;
    return `No connection to ${host}: ${said}`;
  }
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_/;
/** Lasting errors before anything was sent: failed trust, and requests or clients that undici rejects. */
const LASTING =
  /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|^ERR_TLS_|^ERR_SSL_|^UND_ERR_(?:INVALID_ARG|DESTROYED|CLOSED)$/;
/** Alerts of RFC 8446, 6.2, with which a server refuses the client's certificate. */
const CERTIFICATE_ALERT =
  /^ERR_SSL_.+_ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|CERTIFICATE_REQUIRED)$/;
const CLOSED = /^UND_ERR_SOCKET$|^ECONNRESET$|^EPIPE$/;

function getCode(cause: unknown): string | undefined {
  if (!isObject(cause)) return undefined;
  if (typeof cause.code === "string") return cause.code;
  return Array.isArray(cause.errors) ? getCode(cause.errors[0]) : undefined;
}

function getMessage(cause: unknown): string {
  if (!isObject(cause)) return String(cause);
  // Node.js reports one error for all addresses of a name, and its own message is empty.
  if (cause.message === "" && Array.isArray(cause.errors)) return getMessage(cause.errors[0]);
  return typeof cause.message === "string" ? cause.message : String(cause);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
