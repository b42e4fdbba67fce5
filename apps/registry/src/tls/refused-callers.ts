import { X509Certificate } from "node:crypto";
import { TokenBucket } from "../auth/token-bucket.js";
import type { Log } from "../logging/log.js";
import { REFUSALS } from "./refusal.js";
import type { Refusal } from "./refusal.js";

/**
 * `too-many-handshakes`: closed before TLS. `handshake-failed`: a reason other than the client's certificate, such as an old TLS version.
 */
export type RefusalReason = Refusal | "handshake-failed" | "not-a-proxy" | "too-many-handshakes";

const REASONS: readonly RefusalReason[] = [
  ...(Object.keys(REFUSALS) as Refusal[]),
  "handshake-failed",
  "not-a-proxy",
  "too-many-handshakes",
];

export interface RefusedCaller {
  readonly remoteAddress: string | undefined;
  /** DER of the client's certificate, if it sent one. */
  readonly certificate: Uint8Array | undefined;
  /** The code that OpenSSL or Node uses for the reason. */
  readonly code?: string | undefined;
}

const LONGEST_NAME = 200;
/** Lines at once for each reason, and then one per period: a flood of one kind does not hide another. */
const LINES_AT_ONCE = 10;
const MILLISECONDS_EACH = 5000;

/** Counts callers rejected before or because of their certificate, and logs them at a limited rate. */
export class RefusedCallers {
  readonly #counts = new Map<RefusalReason, number>();
  readonly #lines = new Map<RefusalReason, { readonly bucket: TokenBucket; leftOut: number }>();

  constructor(private readonly log: Pick<Log, "warn">) {}

  /** Counts by reason since startup. Every reason is included: Prometheus sees no increase in a series that begins with its first event. */
  counts(): [RefusalReason, number][] {
    return REASONS.map((reason) => [reason, this.#counts.get(reason) ?? 0]);
  }

  add(reason: RefusalReason, { remoteAddress, certificate, code }: RefusedCaller): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
    const now = performance.now();
    let lines = this.#lines.get(reason);
    if (lines === undefined) {
      this.#lines.set(reason, (lines = { bucket: new TokenBucket(LINES_AT_ONCE, MILLISECONDS_EACH, now), leftOut: 0 }));
    }
    if (!lines.bucket.take(now).taken) {
      lines.leftOut++;
      return;
    }
    this.log.warn("A caller was refused.", {
      reason,
      remoteAddress,
      ...(certificate === undefined ? {} : getNames(certificate)),
      code,
      leftOut: lines.leftOut === 0 ? undefined : lines.leftOut,
    });
    lines.leftOut = 0;
  }
}

function getNames(der: Uint8Array): { readonly subject?: string; readonly issuer?: string } {
  try {
    const { subject, issuer } = new X509Certificate(der);
    return { subject: oneLine(subject), issuer: oneLine(issuer) };
  } catch {
    return {};
  }
}

/** Converts a name to the format of RFC 4514, most specific part first. Node writes one part per line, most general first. */
function oneLine(name: string | undefined): string {
  return (name ?? "").split("\n").reverse().join(",").slice(0, LONGEST_NAME);
}
