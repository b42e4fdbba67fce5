import { describe, expect, it } from "@jest/globals";
import { crashImage, readJournal } from "./images.js";

function write(offset: number, bytes: Buffer): Buffer {
  const head = Buffer.alloc(17);
  head.write("W");
  head.writeBigUInt64LE(BigInt(offset), 1);
  head.writeBigUInt64LE(BigInt(bytes.length), 9);
  return Buffer.concat([head, bytes]);
}
const block = (value: number) => Buffer.alloc(1_024, value);
const journal = Buffer.concat([write(0, block(1)), Buffer.from("F"), write(0, block(2)), write(1_024, block(3))]);
const entries = readJournal(Buffer.concat([journal, write(0, block(4)).subarray(0, 100)]));

describe("the image of a disk after a loss of power", () => {
  it("is built from whole entries of the journal", () => {
    expect(entries.map(({ kind, end }) => [kind, end])).toEqual([
      ["write", 1_041],
      ["flush", 1_042],
      ["write", 2_083],
      ["write", 3_124],
    ]);
  });

  it("contains all flushed writes, whatever happens to the rest", () => {
    expect(crashImage(entries, 2, () => 0.5)).toEqual(block(1));
    expect(crashImage(entries, 4, () => 0.5)).toEqual(Buffer.concat([block(1), block(0)]));
    expect(crashImage(entries, 1, () => 0.5)).toEqual(block(0));
  });

  it("contains later writes, or parts of them", () => {
    expect(crashImage(entries, 4, () => 0.1)).toEqual(Buffer.concat([block(2), block(3)]));
    const numbers = [0.9, 0.1, 0.9, 0.5][Symbol.iterator]();
    expect(crashImage(entries, 3, () => numbers.next().value ?? 0)).toEqual(
      Buffer.concat([Buffer.alloc(512, 2), Buffer.alloc(512, 1)]),
    );
  });
});
