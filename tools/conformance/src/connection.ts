import { setTimeout as delay } from "node:timers/promises";
import { rootCertificates } from "node:tls";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { ZlibOptions } from "node:zlib";
import { EnvHttpProxyAgent, request } from "undici";
import type { Dispatcher } from "undici";
import { Answer } from "./answer.js";
import { MOST_WAITED_MILLISECONDS, pauseAfter } from "./throttling.js";
import { Blocked } from "./verdict.js";

/** How to connect to one server. PEM texts. Without `ca`, Node.js's default roots are trusted. */
export interface Endpoint {
  readonly ca?: string | undefined;
  /** Trusts Node.js's default roots in addition to `ca`. */
  readonly publicRoots?: boolean;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
  /** URL of an HTTP proxy. Defaults to HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  readonly proxy?: string | undefined;
}

export interface Limits {
  /** Time limit for one answer, from sending the request to the last byte. */
  readonly answerMilliseconds: number;
  readonly answerBytes: number;
  /** Aborted when the time limit of the run is reached. */
  readonly signal?: AbortSignal;
}

export const LIMITS: Limits = { answerMilliseconds: 30_000, answerBytes: 16 * 1024 * 1024 };

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

export function open({ ca, publicRoots = false, cert, key, passphrase, proxy }: Endpoint, connections = 8): Dispatcher {
  const tls = {
    ...(ca === undefined ? {} : { ca: publicRoots ? [ca, ...rootCertificates] : ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
  return new EnvHttpProxyAgent({
    ...(proxy === undefined ? {} : { httpProxy: proxy, httpsProxy: proxy, noProxy: "" }),
    proxyTls: ca === undefined ? {} : { ca: [ca, ...rootCertificates] },
    connect: { ...tls, timeout: 10_000 },
    requestTls: tls,
    connections,
  });
}

/**
 * Sends one request and returns its answer. A request that is answered 429 is retried after at least the time in the answer.
 * @throws Blocked if a 429 requests more than two minutes
 * @throws Error if there is no answer, or if it does not end or is too long
 */
export async function exchange(
  dispatcher: Dispatcher,
  url: string,
  sent: Sent,
  limits: Limits = LIMITS,
): Promise<Answer> {
  const { method = "GET", body } = sent;
  const headers = Object.fromEntries(Object.entries(sent.headers ?? {}).filter(([, value]) => value !== undefined));
  const asked = `${method} ${shortened(url)}`;
  for (let waits = 1, left = MOST_WAITED_MILLISECONDS; ; waits++) {
    const signal = deadline(limits);
    const answer = await request(url, {
      method: method as Dispatcher.HttpMethod,
      dispatcher,
      headers: headers as Record<string, string>,
      ...(body === undefined ? {} : { body }),
      signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    }).catch((error: unknown) => {
      throw inTime(limits, signal, error);
    });
    const received: Record<string, string> = {};
    for (const [name, value] of Object.entries(answer.headers)) received[name] = String(value);
    const bytes = await getBytes(answer.body, limits).catch((error: unknown) => {
      throw inTime(limits, signal, error);
    });
    const text = unpacked(bytes, received["content-encoding"] ?? "", limits).toString("utf8");
    if (answer.statusCode !== 429) return new Answer(asked, answer.statusCode, received, text);
    const pause = pauseAfter(received["retry-after"], waits, left);
    if (pause === undefined) throw new Blocked(`${asked} is throttled`);
    left -= pause;
    await delay(pause, undefined, limits.signal === undefined ? {} : { signal: limits.signal });
  }
}

const deadline = ({ answerMilliseconds, signal }: Limits): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(answerMilliseconds), ...(signal === undefined ? [] : [signal])]);

/** An idle time-out would not end an answer that arrives slowly but steadily. The deadline covers the whole answer. */
function inTime({ answerMilliseconds, signal }: Limits, ended: AbortSignal, error: unknown): unknown {
  if (!ended.aborted) return error;
  if (signal?.aborted === true) return new NoAnswerInTime("the time of the run was over");
  return new NoAnswerInTime(`no complete answer within ${answerMilliseconds / 1000} s`);
}

export class NoAnswerInTime extends Error {}

async function getBytes(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
  { answerBytes }: Limits,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > answerBytes) {
      body.destroy();
      throw tooLong(answerBytes);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLong = (bytes: number): Error => new Error(`the answer is longer than ${bytes} bytes`);

const CODINGS: Readonly<Record<string, (bytes: Buffer, options: ZlibOptions) => Buffer>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: (bytes, { maxOutputLength }) => brotliDecompressSync(bytes, { maxOutputLength }),
};

/** The kit requests no content coding, but a server or gateway may choose one anyway (RFC 9110, 12.5.3). */
function unpacked(bytes: Buffer, encoding: string, { answerBytes }: Limits): Buffer {
  const codings = encoding
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((each) => each !== "" && each !== "identity");
  if (bytes.length === 0) return bytes;
  return codings.reduceRight((packed, coding) => {
    const decode = CODINGS[coding];
    if (decode === undefined) throw new Error(`the answer has the Content-Encoding ${coding}, which was not asked for`);
    try {
      return decode(packed, { maxOutputLength: answerBytes });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLong(answerBytes);
      throw new Error(`the answer is not in its Content-Encoding, ${coding}`, { cause: error });
    }
  }, bytes);
}

const shortened = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

const UNTRUSTED =
  /UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|SELF_SIGNED|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|CERT_UNTRUSTED|ALTNAME_INVALID/;
/** Node.js's errors for a TLS handshake whose client certificate is refused. */
const REFUSED_HANDSHAKE = /other side closed|ECONNRESET|EPIPE|socket hang up|alert/i;

/** Explains why a server gave no answer, with the option that would help. */
export function explain(error: unknown, url: string, caOption: string): string {
  const { message, code = "", cause } = error as Error & { code?: string };
  const { message: inner = "", code: innerCode = "" } = (cause ?? {}) as Error & { code?: string };
  const said = inner === "" || message.includes(inner) ? message : `${message}: ${inner}`;
  const codes = `${code} ${innerCode} ${said}`;
  const [, refusedBy] = /Proxy response \((\d+)\)/.exec(said) ?? [];
  if (refusedBy !== undefined) return `the proxy answers ${refusedBy} to the tunnel that is asked for`;
  if (UNTRUSTED.test(codes))
    return `the certificate of ${new URL(url).origin} is not trusted (${said}): give its CA with ${caOption}`;
  return REFUSED_HANDSHAKE.test(codes) ? `${said} (is the client certificate one that it trusts?)` : said;
}
