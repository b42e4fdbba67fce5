import { open, stat, truncate } from "node:fs/promises";

export const DAMAGES = ["byte", "sector", "zeroed page", "truncation"] as const;
export type Damage = (typeof DAMAGES)[number];

const SECTOR = 512;
const PAGE = 4096;

/**
 * Damages a file as a failing disk or an interrupted copy does: one byte, 512 bytes of noise, a page of zeros, or a
 * truncated end.
 * @param bytes number of bytes of the file that are in use; the damage is within them
 * @returns a description of the damage, for repeating it
 */
export async function damageFile(file: string, damage: Damage, random: () => number, bytes?: number): Promise<string> {
  const size = Math.min(bytes ?? Infinity, (await stat(file)).size);
  const below = (limit: number) => Math.floor(random() * limit);
  if (damage === "truncation") {
    const left = below(size);
    await truncate(file, left);
    return `cut to ${left} bytes`;
  }
  const length = damage === "byte" ? 1 : damage === "sector" ? SECTOR : PAGE;
  const at = below(Math.floor(size / length)) * length;
  const handle = await open(file, "r+");
  try {
    const block = Buffer.alloc(length);
    await handle.read(block, 0, length, at);
    if (damage === "zeroed page") block.fill(0);
    // Never write the existing value.
    else for (let n = 0; n < length; n += 1) block[n] = ((block[n] ?? 0) + 1 + below(255)) % 256;
    await handle.write(block, 0, length, at);
  } finally {
    await handle.close();
  }
  return `${damage} at ${at}`;
}
