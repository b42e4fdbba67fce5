import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { expect, it } from "@jest/globals";
import type { BodyLimits } from "./body.js";
import { SMALL_BYTES, readBody } from "./body.js";

const limits: BodyLimits = {
  maxBytes: 1024 * 1024,
  timeoutMilliseconds: 60_000,
  reserve: () => true,
  waits: () => undefined,
};
const request = (bytes: number): IncomingMessage =>
  Object.assign(Readable.from([Buffer.alloc(bytes)]), { headers: {}, complete: false }) as unknown as IncomingMessage;

/** Returns the turn of the event loop in which each body is returned, relative to the first. */
async function turnsOf(sizes: readonly number[]): Promise<number[]> {
  let turn = 0;
  let isOver = false;
  const count = (): void => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const turns = await Promise.all(sizes.map((bytes) => readBody(request(bytes), limits).then(() => turn)));
  isOver = true;
  return turns.map((each) => each - (turns[0] as number));
}

it("returns one large body at a time, with turns of the event loop between them", async () => {
  expect(await turnsOf([SMALL_BYTES + 1, SMALL_BYTES + 1, SMALL_BYTES + 1])).toEqual([0, 8, 16]);
});

it("returns small bodies as soon as they have arrived", async () => {
  expect(await turnsOf([1, SMALL_BYTES, 1])).toEqual([0, 0, 0]);
});
