import { expect, it } from "@jest/globals";
import { until } from "./failures.js";

/** Answers with these statuses in order, and then always with the last one. */
const answering = (...statuses: number[]) => ({
  send: () =>
    Promise.resolve({ status: (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 0, headers: {}, text: "" }),
});
const asked = { path: "/metadata", headers: {} };

it("a refusal is requested until it arrives", async () => {
  expect(await until(429, answering(200, 200, 429), asked)).toMatchObject({ status: 429 });
});

it("a refusal that does not arrive is not requested forever", async () => {
  await expect(until(429, answering(200, 403), asked)).rejects.toThrow("none was 429. The last was 403.");
});
