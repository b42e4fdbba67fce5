import { expect, test } from "@jest/globals";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { builtRegistry, startNode } from "@appointment-registry/test-kit";

/** Lets 64 MB of new objects survive several collections, then prints the size of a semi-space in bytes. */
const program = (preparation: string): string => `
  import { getHeapSpaceStatistics } from "node:v8";
  ${preparation}
  let kept = [];
  for (let turn = 0; turn < 100; turn += 1) {
    for (let n = 0; n < 20_000; n += 1) kept.push({ n, of: [turn] });
    if (turn % 10 === 9) kept = [];
    await new Promise((resolve) => setImmediate(resolve));
  }
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
  console.log(space.space_used_size + space.space_available_size);`;

async function semiSpaceMegabytes(preparation: string, ...flags: string[]): Promise<number> {
  const child = startNode([...flags, "--input-type=module", "--eval", program(preparation)]);
  return Math.floor(Number(await text(child.stdout)) / 1024 / 1024);
}

const BOUND = `(await import("${new URL("bound-heap.js", pathToFileURL(builtRegistry())).href}")).boundHeap(process.execArgv);`;

test("the space for new objects grows to half of V8's default maximum", async () => {
  expect([await semiSpaceMegabytes(BOUND), await semiSpaceMegabytes("")]).toEqual([7, 15]);
});

test("a size set by the operator is kept", async () => {
  expect(await semiSpaceMegabytes(BOUND, "--max-semi-space-size=4")).toBe(3);
});
