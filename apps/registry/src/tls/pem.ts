import { setImmediate as yieldToOthers } from "node:timers/promises";
import { OperatorError } from "../logging/describe-error.js";

const SLICE_BYTES = 256 * 1024;

/**
 * Returns the DER encodings of the blocks with this label (RFC 7468), in order. Decodes one slice at a time and yields to other work
 * between slices: revocation lists can have megabytes.
 * @throws OperatorError if a block does not end: the file may still be being written
 */
export async function decodePem(pem: Buffer, label: string): Promise<Buffer[]> {
  const [begin, end] = [`-----BEGIN ${label}-----`, `-----END ${label}-----`];
  const blocks: Buffer[] = [];
  for (let at = pem.indexOf(begin); at !== -1;) {
    const from = at + begin.length;
    const to = pem.indexOf(end, from);
    if (to === -1) throw new OperatorError(`A block ${label} does not end.`);
    blocks.push(await decodeBase64(pem.subarray(from, to)));
    at = pem.indexOf(begin, to);
  }
  return blocks;
}

async function decodeBase64(text: Buffer): Promise<Buffer> {
  const decoded = Buffer.allocUnsafe(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let rest = "";
  for (let at = 0; at < text.length; at += SLICE_BYTES) {
    const characters = rest + text.toString("latin1", at, at + SLICE_BYTES).replace(/\s+/g, "");
    const whole = characters.length & ~3;
    length += decoded.write(characters.slice(0, whole), length, "base64");
    rest = characters.slice(whole);
    if (text.length > SLICE_BYTES) await yieldToOthers();
  }
  length += decoded.write(rest, length, "base64");
  return decoded.subarray(0, length);
}
