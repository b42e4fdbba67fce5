import type { Answer, RegistryUnderTest } from "../../harness/registry.js";
import { halfOf } from "./half.js";
import type { Ask, ScenarioRequest, Scenario, Scenarios } from "./scenario.js";
import { SAMPLE_ID, changed, headersFor, send } from "./scenario.js";

/** Longer than the 16 KiB that a registry accepts for all header fields together. */
const LONG = "x".repeat(17_000);
const SAMPLE_IDENTIFIER = "urn:ietf:rfc:3986|http://test.nhs.uk/test3";
const PREFIX = "urn:nhs:names:services:careconnect:fhir:rest:";

/** Refusals of every interaction. */
export function refusalsOf(name: string, ask: Ask): Scenarios {
  return {
    // The body of a GET is not read, but its media type selects the preferred format of a refusal.
    [`${name}-406`]: changed(ask, ({ headers }, format) => ({
      headers: { ...headers, "content-type": headersFor(format)["content-type"], accept: "text/csv" },
    })),
    // Accept comes last, since the registry looks for it in the last fields that it received.
    [`${name}-431`]: changed(ask, ({ headers: { accept } }) => ({ headers: { "x-long": LONG, accept }, body: "" })),
  };
}

/** Refusals of every interaction that needs a token. `granted` is an interaction other than the requested one. */
export function tokenRefusalsOf(name: string, ask: Ask, granted: "read" | "search" | "update"): Scenarios {
  return {
    [`${name}-403`]: changed(ask, () => ({ token: null })),
    [`${name}-403-interaction`]: async (registries, format) => {
      const token = await registries.usual.token({ groups: [`${PREFIX}${granted}:appointment`] });
      return changed(ask, () => ({ token }))(registries, format);
    },
    [`${name}-429`]: ({ limiting }, format) => until(429, limiting, ask(format, SAMPLE_ID)),
    [`${name}-500`]: ({ keyless }, format) => send(keyless, ask(format, SAMPLE_ID)),
  };
}

/** The refusal of every interaction that only reads. An interaction that writes has the same refusal, but another example of 503. */
export function busyRefusalOf(name: string, ask: Ask): Scenarios {
  return { [`${name}-503`]: ({ busy }, format) => until(503, busy, ask(format, SAMPLE_ID)) };
}

/** The refusal of every interaction that writes. */
export function writeRefusalOf(name: string, ask: Ask): Scenarios {
  return {
    [`${name}-503`]: async ({ unstored }, format) => {
      const found = await unstored.send(`/Appointment?identifier=${encodeURIComponent(SAMPLE_IDENTIFIER)}`, {
        headers: headersFor("json"),
      });
      const { entry } = JSON.parse(found.text) as { entry: readonly { resource: { id: string } }[] };
      return until(503, unstored, ask(format, entry[0]?.resource.id ?? ""));
    },
  };
}

/** Refusals of every interaction that has a body. */
export function bodyRefusalsOf(name: string, ask: Ask): Scenarios {
  return {
    [`${name}-408`]: ({ impatient }, format) => halfOf(impatient, ask(format, SAMPLE_ID)),
    [`${name}-413`]: changed(ask, ({ body }) => ({ body: `${body}${" ".repeat(2 ** 20)}` })),
    [`${name}-415`]: changed(ask, ({ headers }) => ({ headers: { ...headers, "content-type": "text/plain" } })),
  };
}

export const unreadable = (ask: Ask): Scenario => changed(ask, ({ body }) => ({ body: body?.slice(0, 200) ?? "" }));
export const unknownParameter = (ask: Ask): Scenario =>
  changed(ask, ({ path }) => ({ path: `${path}${path.includes("?") ? "&" : "?"}colour=blue` }));
export const unknownId =
  (ask: Ask): Scenario =>
  ({ usual }, format) =>
    send(usual, ask(format, "unknown"));

export async function expired(registry: RegistryUnderTest): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return registry.token({ iat: now - 7200, nbf: now - 7200, exp: now - 3600 });
}

/** More attempts than are needed to fill a file of the audit trail, or to use up a caller's request limit. */
const ATTEMPTS = 200;

/** Repeats a request until the answer has this status. */
export async function until(
  status: number,
  registry: Pick<RegistryUnderTest, "send">,
  asked: ScenarioRequest,
): Promise<Answer> {
  let last: number | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await send(registry, asked);
    if (answer.status === status) return answer;
    last = answer.status;
  }
  throw new Error(`${ATTEMPTS} answers to ${asked.path}, and none was ${status}. The last was ${last}.`);
}
