import { expect, it } from "@jest/globals";
import { Turns } from "./turns.js";

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it("serves for some milliseconds in each turn of the event loop, taking holders in rotation", async () => {
  let now = 0;
  const turns = new Turns(() => now);
  const served: string[] = [];
  const add = (holder: string, name: string) =>
    turns.add(holder, () => {
      served.push(name);
      now += 5;
    });
  for (const name of ["a1", "a2", "a3", "a4"]) add("a", name);
  add("b", "b1");
  expect(served).toEqual([]);
  await nextTurn();
  expect(served).toEqual(["a1", "b1"]);
  await nextTurn();
  expect(served).toEqual(["a1", "b1", "a2", "a3"]);
  add("b", "b2");
  await nextTurn();
  await nextTurn();
  expect(served).toEqual(["a1", "b1", "a2", "a3", "a4", "b2"]);
});

it("serves at least one in each turn", async () => {
  let now = 0;
  const turns = new Turns(() => (now += 1000));
  const served: number[] = [];
  for (const name of [1, 2, 3]) turns.add("a", () => served.push(name));
  for (const turn of [1, 2, 3]) {
    await nextTurn();
    expect(served.length).toBe(turn);
  }
  expect(served).toEqual([1, 2, 3]);
});
