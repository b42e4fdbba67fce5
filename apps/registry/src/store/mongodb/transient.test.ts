import { describe, expect, it } from "@jest/globals";
import { MongoDriverError, MongoNetworkError, MongoServerError } from "mongodb";
import { StoreUnavailableError } from "../store.js";
import { isTransient, untilKnown } from "./transient.js";

const lost = new MongoNetworkError("connection closed");

describe("a call whose answer was lost", () => {
  it("is repeated until it is answered", async () => {
    const attempts: (() => Promise<string | undefined>)[] = [
      () => Promise.reject(lost),
      () => Promise.resolve(undefined),
      () => Promise.resolve("replaced"),
    ];
    expect(await untilKnown(() => attempts.shift()?.() ?? Promise.reject(new Error("repeated too often")))).toBe(
      "replaced",
    );
  });

  it("is abandoned with an unknown outcome when the deadline passes, with the reason", async () => {
    const giving = untilKnown(() => Promise.reject(lost), performance.now() + 50);
    await expect(giving).rejects.toThrow(StoreUnavailableError);
    await expect(giving).rejects.toMatchObject({ cause: lost });
  });

  it("is not repeated if the server rejected it", async () => {
    const refused = new MongoServerError({ message: "Document failed validation", code: 121 });
    let attempts = 0;
    await expect(untilKnown(() => Promise.reject(refused).finally(() => (attempts += 1)))).rejects.toBe(refused);
    expect(attempts).toBe(1);
  });
});

describe("a call that the driver does not end", () => {
  it("is abandoned at the deadline, whatever its later result", async () => {
    let end: (error: Error) => void = () => undefined;
    const silent = new Promise<never>((_, reject) => (end = reject));
    await expect(untilKnown(() => silent, performance.now() + 20)).rejects.toThrow(StoreUnavailableError);
    end(new Error("later"));
  });

  it("receives the remainder of the budget", async () => {
    const given: number[] = [];
    await untilKnown((remaining) => {
      given.push(remaining);
      return Promise.resolve(given.length < 3 ? undefined : "done");
    }, performance.now() + 1_000);
    expect(given).toEqual([...given].sort((a, b) => b - a));
    expect(given.every((each) => each > 0 && each <= 1_000)).toBe(true);
  });

  it("is not started if nothing is left", async () => {
    let attempts = 0;
    const begin = () => Promise.resolve((attempts += 1));
    await expect(untilKnown(begin, performance.now() - 1)).rejects.toThrow(StoreUnavailableError);
    expect(attempts).toBe(0);
  });
});

it("treats a wait for a connection as a call that was not sent", () => {
  const waited = new MongoDriverError("Timed out while checking out a connection from connection pool");
  Object.defineProperty(waited, "name", { value: "MongoWaitQueueTimeoutError" });
  expect([isTransient(waited), isTransient(new MongoDriverError("other"))]).toEqual([true, false]);
});
