import { EventEmitter } from "node:events";
import { expect, it } from "@jest/globals";
import { tracedStore } from "../store/traced-store.js";
import { MemoryStore } from "../store/testing/memory-store.js";
import { traceRequests } from "./requests.js";
import { traceHeaders, traced } from "./traced.js";

it("wraps nothing if no SDK is registered: the cost of a request is the same as without tracing", () => {
  const work = (): void => undefined;
  expect(traced("work", work)).toBe(work);
  const store = new MemoryStore();
  expect(tracedStore(store, "memory")).toBe(store);
  const server = new EventEmitter().on("request", work).on("checkContinue", work);
  traceRequests(server as never);
  expect(server.listeners("request")).toEqual([work]);
  expect(server.listeners("request")[0]).toBe(work);
  expect(traceHeaders()).toEqual({});
});
