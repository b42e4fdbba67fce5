import { createHash, hash as hashAtOnce } from "node:crypto";

/** One line of a trail, before it is sealed. The hash covers the line before it (by its hash) and every byte of this one. */
export interface AuditRecord {
  /** From 1, without gaps, over all files of a trail. */
  readonly sequence: number;
  readonly [member: string]: unknown;
}

/** How far a trail reaches: what one has to keep elsewhere to prove later that nothing was cut off. */
export interface Anchor {
  readonly sequence: number;
  readonly hash: string;
}

/** What the first record follows. */
export const GENESIS: Anchor = { sequence: 0, hash: "0".repeat(43) };

const BEFORE_HASH = ',"hash":"';
const AFTER_HASH = '"}';
const SUFFIX_LENGTH = BEFORE_HASH.length + 43 + AFTER_HASH.length;

/** The line (without its line feed) that makes `record` follow `previous`, and where the chain then ends. */
export function seal(previous: Anchor, record: AuditRecord): { readonly line: string; readonly anchor: Anchor } {
  const open = JSON.stringify(record).slice(0, -1);
  const hash = hashAtOnce("sha256", `${previous.hash}\n${open}`, "base64url");
  return { line: open + BEFORE_HASH + hash + AFTER_HASH, anchor: { sequence: record.sequence, hash } };
}

/** Where the chain ends after `line`; undefined if the line does not follow `previous` or is not as it was written. */
export function follow(previous: Anchor, line: Buffer): Anchor | undefined {
  if (line.length <= SUFFIX_LENGTH) return undefined;
  const open = line.subarray(0, line.length - SUFFIX_LENGTH);
  const hash = computeHash(previous.hash, open);
  if (line.toString("latin1", open.length) !== BEFORE_HASH + hash + AFTER_HASH) return undefined;
  const sequence = previous.sequence + 1;
  // Redundant to the hash, but it lets a reader trust the number that is written in the line.
  return open.toString("latin1", 0, 40).startsWith(`{"sequence":${sequence},`) ? { sequence, hash } : undefined;
}

/** The end that a last line claims; undefined if it is no line of a trail. Proves nothing: `follow` does. */
export function claimedAnchor(line: Buffer): Anchor | undefined {
  const sequence = /^\{"sequence":(\d{1,15}),/.exec(line.toString("latin1", 0, 40))?.[1];
  const hash = /,"hash":"([A-Za-z0-9_-]{43})"\}$/.exec(
    line.toString("latin1", Math.max(0, line.length - SUFFIX_LENGTH)),
  )?.[1];
  return sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

function computeHash(previous: string, bytes: Buffer): string {
  return createHash("sha256").update(previous).update("\n").update(bytes).digest("base64url");
}
