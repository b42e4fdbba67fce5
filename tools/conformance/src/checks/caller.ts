import { randomInt, randomUUID } from "node:crypto";
import { booking } from "../appointment.js";
import { strangersCertificate } from "../certificate.js";
import { open } from "../connection.js";
import type { Answer } from "../answer.js";
import { expect, expectBooked, expectRefusal, expectRegistered, expectResource, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { JSON_TYPE, cancelled } from "../test-client.js";
import type { Entry, TestClient } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";
import { anyToken } from "../test-inputs.js";
import { fullTokens, tokenForSeveral } from "../needs.js";
import { altered, cut, foreign, interactionId, unsigned } from "../tokens.js";
import { Blocked } from "../verdict.js";
import { logsWith } from "./log.js";
import { expectNoHttp } from "./no-http.js";
import { expectNotKept, form, searchFor, unusedNhsNumber } from "./search.js";

type CallerId = Extract<keyof typeof INTERACTIONS, `caller-${string}`>;

const PATHS = ["/metadata", "/Appointment", "/Appointment/1", ""];

export const CALLER_CHECKS: Record<CallerId, Check> = {
  "caller-certificate": async (client) => {
    const stranger = open({ ...client.inputs.endpoint, cert: undefined, key: undefined });
    try {
      for (const path of PATHS) await expectNoHttp(client, stranger, path);
    } finally {
      await stranger.close();
    }
  },
  "caller-certificate-unknown": async (client) => {
    const stranger = open({ ...client.inputs.endpoint, passphrase: undefined, ...(await strangersCertificate()) });
    try {
      await expectNoHttp(client, stranger, "/metadata");
    } finally {
      await stranger.close();
    }
  },
  "caller-token-missing": async (client) => {
    const entry = await client.register();
    const asks = (await offered(client, entry)).map((name) => EVERY[name]);
    for (const ask of [...asks, EVERY.update, updateOfVersion]) expectRefusal(await ask(client, entry, null), 403);
    await expectBooked(client, entry.path);
    const nhsNumber = await unusedNhsNumber(client);
    expectRefusal(await client.post(booking(nhsNumber), { token: null }), 403);
    await expectNotKept(client, nhsNumber);
  },
  "caller-token-scheme": async (client) => {
    const { path } = await client.register();
    const token = anyToken(client.inputs);
    for (const scheme of ["Basic", "Token", "DPoP"]) {
      const headers = { authorization: `${scheme} ${token}` };
      expectRefusal(await client.send(path, { token: null, headers }), 403);
    }
  },
  "caller-token-malformed": async (client) => {
    const good = anyToken(client.inputs);
    for (const token of ["opaque", "a.b.c", cut(good), `${good}.x`]) {
      await expectForbidden(client, token);
    }
  },
  "caller-token-unsigned": (client) => expectForbidden(client, unsigned(anyToken(client.inputs))),
  "caller-token-altered": (client) => expectForbidden(client, altered(anyToken(client.inputs))),
  "caller-token-foreign-key": (client) => expectForbidden(client, foreign(anyToken(client.inputs))),
  "caller-token-issuer": async (client) => {
    const { otherIssuerToken } = client.inputs;
    await expectForbidden(client, foreign(anyToken(client.inputs), { iss: "https://unknown-issuer.example" }));
    if (otherIssuerToken !== undefined) await expectForbidden(client, otherIssuerToken);
  },
  "caller-token-expired": (client) => expectForbidden(client, client.inputs.expiredToken ?? ""),
  "caller-token-not-yet": (client) => expectForbidden(client, client.inputs.notYetValidToken ?? ""),
  "caller-token-audience": (client) => expectForbidden(client, client.inputs.otherAudienceToken ?? ""),
  "caller-403-not-401": async (client) => {
    const { path } = await client.register();
    const answer = await client.send(path, { token: null });
    expect(answer.status !== 401, answer, "403", "401");
    expectRefusal(answer, 403);
  },
  "caller-may-create": async (client) => {
    const token = client.tokenWithout("create");
    const nhsNumber = await unusedNhsNumber(client);
    expectRefusal(await client.post(booking(nhsNumber), { token }), 403);
    await expectNotKept(client, nhsNumber);
  },
  "caller-may-read": async (client) => {
    for (const name of await offered(client, await client.register(), ["read", "vread", "history"]))
      await expectNoRight(client, client.tokenWithout("read"), EVERY[name]);
  },
  "caller-may-search": async (client) => {
    for (const name of await offered(client, await client.register(), ["search", "searchForm"]))
      await expectNoRight(client, client.tokenWithout("search"), EVERY[name]);
  },
  "caller-may-update": async (client) => {
    const token = client.tokenWithout("update");
    for (const ask of [EVERY.update, updateOfVersion]) await expectNoRight(client, token, ask);
  },
  "caller-metadata-open": async (client) =>
    void expectResource(await client.send("/metadata", { token: null }), "CapabilityStatement"),
  "caller-spine-headers": async (client) => {
    const { path } = await client.register();
    const headers = {
      "ssp-traceid": randomUUID(),
      "ssp-from": "200000000001",
      "ssp-to": "200000000002",
      "ssp-interactionid": "urn:nhs:names:services:careconnect:fhir:rest:read:appointment",
    };
    expectResource(await client.send(path, { headers }), "Appointment");
  },
  "caller-claim-names": async (client) => {
    for (const token of fullTokens(client.inputs)) await expectEverything(client, token);
  },
  "caller-claim-shapes": async (client) => {
    for (const token of fullTokens(client.inputs)) await expectEverything(client, token);
  },
  "caller-audience-array": async (client) => {
    await expectEverything(client, tokenForSeveral(client.inputs) ?? "");
  },
  "caller-ids-logged": async (client) => {
    const { logFiles = [] } = client.inputs;
    const { path } = await client.register();
    const [ssp, others] = [spineHeaders(), spineHeaders()];
    const ids = { ...ssp, "x-request-id": randomUUID(), "x-correlation-id": randomUUID() };
    const [again, different] = [randomUUID(), randomUUID()];
    const answer = await client.send(path, { headers: ids });
    await client.send(path, { headers: { ...ssp, "x-request-id": again } });
    await client.send(path, { headers: { ...others, "x-request-id": different } });
    await logsWith(logFiles, again);
    const log = await logsWith(logFiles, different);
    const hidden = Object.entries(ids).flatMap(([name, id]) => (log.includes(id) ? [] : [name]));
    for (const name of hidden) expect(name in ssp, answer, `${name} in the log`, "none");
    // The values may be logged as hashes: words that occur in both lines for the same values but not in the line for other values.
    const words = (requestId: string): Set<string> =>
      new Set(
        log
          .split("\n")
          .filter((line) => line.includes(requestId))
          .join(" ")
          .split(/[\s",{}]+/),
      );
    const [first, second, third] = [words(ids["x-request-id"]), words(again), words(different)];
    const hashes = [...first].filter((word) => second.has(word) && !third.has(word) && !/^[\d.:TZ-]*$/.test(word));
    const found = hashes.filter((word) => !Object.values<string>(ssp).includes(word)).length;
    expect(found >= hidden.length, answer, `${hidden.join(", ")} in the log, or a hash of each`, `${found} hashes`);
  },
  "caller-request-id": (client) => expectMirrored(client, "x-request-id"),
  "caller-correlation-id": (client) => expectMirrored(client, "x-correlation-id"),
};

/** Returns the header fields of a caller behind the Spine, with unique values. */
function spineHeaders(): Record<"ssp-traceid" | "ssp-from" | "ssp-to" | "ssp-interactionid", string> {
  return {
    "ssp-traceid": randomUUID(),
    "ssp-from": String(randomInt(2e11, 3e11)),
    "ssp-to": String(randomInt(2e11, 3e11)),
    "ssp-interactionid": `${interactionId("read")}:${randomUUID()}`,
  };
}

/** `undefined` selects the valid token. */
const withToken = (token: string | null | undefined): { token?: string | null } =>
  token === undefined ? {} : { token };

type Ask = (client: TestClient, entry: Entry, token: string | null | undefined) => Promise<Answer>;

/** One request for each interaction on an entry that needs a token. */
const EVERY = {
  read: (client, { path }, token) => client.send(path, withToken(token)),
  vread: (client, { path, versionId }, token) => client.send(`${path}/_history/${versionId}`, withToken(token)),
  history: (client, { path }, token) => client.send(`${path}/_history`, withToken(token)),
  search: (client, { nhsNumber }, token) => client.send(`/Appointment?${searchFor(nhsNumber)}`, withToken(token)),
  searchForm: (client, { nhsNumber }, token) => form(client, searchFor(nhsNumber), {}, withToken(token)),
  update: (client, entry, token) => client.put(entry, cancelled(entry), withToken(token)),
} satisfies Record<string, Ask>;

type Reading = Exclude<keyof typeof EVERY, "update">;
/** The resource type of each answer. */
const READINGS: Readonly<Record<Reading, string>> = {
  read: "Appointment",
  vread: "Appointment",
  history: "Bundle",
  search: "Bundle",
  searchForm: "Bundle",
};

/**
 * Returns those of these interactions that the registry offers, since the answer to an unknown interaction does not depend on the token.
 * Other requirements cover whether the registry must offer them.
 * @throws Blocked if it offers none
 */
async function offered(
  client: TestClient,
  entry: Entry,
  names = Object.keys(READINGS) as Reading[],
): Promise<Reading[]> {
  const answers = await Promise.all(names.map((name) => EVERY[name](client, entry, undefined)));
  const found = names.filter((_, index) => answers[index]?.succeeded);
  if (found.length === 0) throw new Blocked(`Not even with the good token is there any of ${names.join(", ")}.`);
  return found;
}

/** The same update to the URL of the version that it replaces. */
const updateOfVersion: Ask = (client, entry, token) =>
  client.put({ ...entry, path: `${entry.path}/_history/${entry.versionId}` }, cancelled(entry), withToken(token));

/** Expects that each interaction succeeds with this token. */
async function expectEverything(client: TestClient, token: string): Promise<void> {
  const entry = await client.register({}, await unusedNhsNumber(client));
  const sent = booking(madeUpNhsNumber());
  await expectRegistered(client, await client.post(sent, { token }), sent);
  for (const name of await offered(client, entry))
    expectResource(await EVERY[name](client, entry, token), READINGS[name]);
  await expectUpdated(client, await EVERY.update(client, entry, token), entry.path);
}

/** Expects that neither a read nor a cancellation succeeds with this token. */
async function expectForbidden(client: TestClient, token: string): Promise<void> {
  const entry = await client.register();
  expectRefusal(await client.send(entry.path, { token }), 403);
  expectRefusal(await client.put(entry, cancelled(entry), { token }), 403);
  await expectBooked(client, entry.path);
}

async function expectNoRight(client: TestClient, token: string, ask: Ask): Promise<void> {
  const entry = await client.register();
  expectRefusal(await ask(client, entry, token), 403);
  await expectBooked(client, entry.path);
}

async function expectMirrored(client: TestClient, header: string): Promise<void> {
  const { path } = await client.register();
  for (const token of [anyToken(client.inputs), null]) {
    const id = randomUUID();
    const answer = await client.send(path, { token, headers: { [header]: id, accept: JSON_TYPE } });
    if (token === null) expectRefusal(answer, 403);
    else expectResource(answer, "Appointment");
    expect(answer.header(header) === id, answer, `${header}: ${id}`, answer.header(header));
  }
}
