import { expect, it } from "@jest/globals";
import { atLength } from "@appointment-registry/test-kit";
import { trustFaults } from "./report.js";
import { trust } from "./run.js";

/** `npm run chaos -- trust` does the same with more load. */
it("A client that is valid for some seconds is accepted exactly then, with real time and handshakes", async () => {
  const result = await trust({ lifetimeSeconds: 10, load: 2, pause: atLength(1500, 400) });
  const wrong = result.cases.filter(({ acceptedOutside, refusedInside }) => acceptedOutside + refusedInside > 0);
  expect({ wrong, open: result.faultsOfOpenConnections, ...trustFaults(result) }).toEqual({
    wrong: [],
    open: [],
    "accepted before it was valid or after it ended": 0,
    "refused while it was valid": 0,
    "open connections that were treated wrongly": 0,
    "sessions that were resumed": 0,
    "cases without requests before and after the moment": 0,
  });
  expect(result.cases.length).toBeGreaterThanOrEqual(40);
}, 600_000);
