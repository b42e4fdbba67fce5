import { createHash, hash as hashAtOnce } from "node:crypto";

/**
 * One line of a trail, before it is sealed. The hash covers every byte of this line and, through its hash, the line
 * before it.
 */
export interface AuditRecord {
  /** From 1, without gaps, over all files of a trail. */
  readonly sequence: number;
  readonly [member: string]: unknown;
}

/** The end of a trail. Kept elsewhere, it proves later that nothing was cut off. */
export interface Anchor {
  readonly sequence: number;
  readonly hash: string;
}

/** The anchor before the first record. */
export const GENESIS: Anchor = { sequence: 0, hash: "0".repeat(43) };

const BEFORE_HASH = ',"hash":"';
const AFTER_HASH = '"}';
const SUFFIX_LENGTH = BEFORE_HASH.length + 43 + AFTER_HASH.length;

/** Returns the line (without its line feed) that makes `record` follow `previous`, and the new end of the chain. */
export function seal(previous: Anchor, record: AuditRecord): { readonly line: string; readonly anchor: Anchor } {
  const open = JSON.stringify(record).slice(0, -1);
  const hash = hashAtOnce("sha256", `${previous.hash}\n${open}`, "base64url");
  return { line: open + BEFORE_HASH + hash + AFTER_HASH, anchor: { sequence: record.sequence, hash } };
}

/** Returns the end of the chain after `line`, or undefined if the line does not follow `previous` or was changed. */
export function follow(previous: Anchor, line: Buffer): Anchor | undefined {
  if (line.length <= SUFFIX_LENGTH) return undefined;
  const open = line.subarray(0, line.length - SUFFIX_LENGTH);
  const hash = computeHash(previous.hash, open);
  if (line.toString("latin1", open.length) !== BEFORE_HASH + hash + AFTER_HASH) return undefined;
  const sequence = previous.sequence + 1;
  // The hash already covers this, but the check lets a reader trust the number in the line.
  return open.toString("latin1", 0, 40).startsWith(`{"sequence":${sequence},`) ? { sequence, hash } : undefined;
}

/**
 * Returns the end that a last line claims, or undefined if it is not a line of a trail. This proves nothing; `follow`
 * does.
 */
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
