import { expect, it } from "@jest/globals";
import { kills } from "./kills.js";

it("registries that are killed while they write lose nothing and account for everything", async () => {
  expect(await kills({ kills: 2, processes: 2, seed: 7 })).toBe(true);
}, 300_000);
