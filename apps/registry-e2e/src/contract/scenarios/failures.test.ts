import { expect, it } from "@jest/globals";
import { until } from "./failures.js";

/** Answers with these statuses, and with the last of them from then on. */
const answering = (...statuses: number[]) => ({
  send: () =>
    Promise.resolve({ status: (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 0, headers: {}, text: "" }),
});
const asked = { path: "/metadata", headers: {} };

it("a refusal is asked for until it comes", async () => {
  expect(await until(429, answering(200, 200, 429), asked)).toMatchObject({ status: 429 });
});

it("a refusal that does not come is not asked for without end", async () => {
  await expect(until(429, answering(200, 403), asked)).rejects.toThrow("none was 429. The last was 403.");
});
