import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { createRegistryClient } from "@appointment-registry/client";
import type { RegistryClient } from "@appointment-registry/client";
import type { DocumentedAnswer } from "@appointment-registry/mock";
import { MockUnderTest } from "../harness/mock.js";
import { CALLS } from "./documented-calls.js";
import type { DocumentedCall } from "./documented-calls.js";
import {
  atOnce,
  explainedIn,
  isDoubtful,
  isPassing,
  refusedBy,
  registeredIn,
  resourceIn,
  unknownAfter,
} from "./documented-results.js";
import { clientOptions } from "./harness.js";

/** The client requests only the usual bodies. `$validate` alone succeeds with an OperationOutcome. */
const isAskedFor = ({ example = "" }: DocumentedAnswer): boolean => !/-20[01]-outcome$/.test(example);

const ATTEMPTS = 3;
const registry = await MockUnderTest.start();
afterEach(() => registry.reset());
afterAll(() => registry.stop());

describe("a client", () => {
  it("requests every operation of the contract, except those that another operation covers", () => {
    const asked = new Set(CALLS.map(({ operationId }) => operationId));
    const others = registry.mock.operations.map(({ operationId }) => operationId).filter((id) => !asked.has(id));
    expect(others.sort()).toEqual(["cancelAtVersion", "search", "validateCancel"]);
  });
});

describe.each(["json", "xml"] as const)("a client that speaks %s", (format) => {
  let client: RegistryClient;
  beforeAll(async () => {
    client = createRegistryClient({
      ...(await clientOptions(registry)),
      format,
      retry: { attempts: ATTEMPTS, delay: 1 },
    });
  });
  afterAll(() => client.close());

  const read = registry.usual("read", format);
  const registered = resourceIn<fhir.Appointment>(read);
  const current = expect.objectContaining(registeredIn(read));

  /** Returns the result of a call if every attempt receives this answer. */
  function resultOf({ done, lasting, next }: DocumentedCall, answer: DocumentedAnswer): object {
    const { status } = answer;
    if (status < 300) return done(answer, registered);
    // The client sends no condition on a version, so that "not modified" is never valid.
    if (status === 304) return { status: "unexpected", httpStatus: 304, message: expect.any(String), issues: [] };
    if (lasting !== undefined && isDoubtful(status)) return { ...unknownAfter(answer), ...next?.(registered, current) };
    if (status !== 409) return refusedBy(answer);
    return { status, ...explainedIn(answer), current, changes: [] };
  }

  const documented = CALLS.flatMap((call) =>
    registry
      .answers(call.operationId, format)
      .filter(isAskedFor)
      .map((answer) => {
        const name = [call.name, answer.status, answer.example].filter((part) => part !== undefined).join(" ");
        return [name, call, answer] as const;
      }),
  );
  it.each(documented)("gets the answer %s", async (_, call, answer) => {
    const { status } = answer;
    registry.mock.next(call.operationId, atOnce(answer), Infinity);
    const result = await call.call(client, registered);
    const requests = registry.received(call.operationId);
    const again = isPassing(status) && (call.repeatable || !isDoubtful(status));
    expect(requests.map((each) => each.status)).toEqual(Array(again ? ATTEMPTS : 1).fill(status));
    const [requestId, ...others] = new Set(requests.map(({ headers }) => headers["x-request-id"]));
    expect(others).toEqual([]);
    expect(result).toEqual({ ...resultOf(call, answer), requestId });
  });

  const unread = registry.answers("read", format).filter(({ status }) => status >= 400);
  it.each(unread.map((answer) => [answer.status, answer] as const))(
    "cancels nothing if its retrieval is answered %d",
    async (status, answer) => {
      registry.mock.next("read", atOnce(answer), Infinity);
      const requestId = expect.any(String);
      expect(await client.cancel(registered.id ?? "")).toEqual({ ...refusedBy(answer), requestId });
      expect(registry.received("read")).toHaveLength(isPassing(status) ? ATTEMPTS : 1);
      expect(registry.received("cancel")).toEqual([]);
    },
  );
});
