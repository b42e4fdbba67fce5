import { randomInt, randomUUID } from "node:crypto";
import { booking } from "../appointment.js";
import { strangersCertificate } from "../certificate.js";
import { open } from "../connection.js";
import type { Answer } from "../answer.js";
import { expect, expectBooked, expectRefusal, expectRegistered, expectResource, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { JSON_TYPE, cancelled } from "../kit.js";
import type { Entry, Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";
import { anyToken } from "../material.js";
import { fullTokens, tokenForSeveral } from "../needs.js";
import { altered, cut, foreign, interactionId, unsigned } from "../tokens.js";
import { Blocked } from "../verdict.js";
import { logsWith } from "./log.js";
import { expectNoHttp } from "./no-http.js";
import { expectNotKept, form, searchFor, unusedNhsNumber } from "./search.js";

type CallerId = Extract<keyof typeof INTERACTIONS, `caller-${string}`>;

const PATHS = ["/metadata", "/Appointment", "/Appointment/1", ""];

export const CALLER_CHECKS: Record<CallerId, Check> = {
  "caller-certificate": async (kit) => {
    const stranger = open({ ...kit.material.endpoint, cert: undefined, key: undefined });
    try {
      for (const path of PATHS) await expectNoHttp(kit, stranger, path);
    } finally {
      await stranger.close();
    }
  },
  "caller-certificate-unknown": async (kit) => {
    const stranger = open({ ...kit.material.endpoint, passphrase: undefined, ...(await strangersCertificate()) });
    try {
      await expectNoHttp(kit, stranger, "/metadata");
    } finally {
      await stranger.close();
    }
  },
  "caller-token-missing": async (kit) => {
    const entry = await kit.register();
    const asks = (await offered(kit, entry)).map((name) => EVERY[name]);
    for (const ask of [...asks, EVERY.update, updateOfVersion]) expectRefusal(await ask(kit, entry, null), 403);
    await expectBooked(kit, entry.path);
    const nhsNumber = await unusedNhsNumber(kit);
    expectRefusal(await kit.post(booking(nhsNumber), { token: null }), 403);
    await expectNotKept(kit, nhsNumber);
  },
  "caller-token-scheme": async (kit) => {
    const { path } = await kit.register();
    const token = anyToken(kit.material);
    for (const scheme of ["Basic", "Token", "DPoP"]) {
      const headers = { authorization: `${scheme} ${token}` };
      expectRefusal(await kit.send(path, { token: null, headers }), 403);
    }
  },
  "caller-token-malformed": async (kit) => {
    const good = anyToken(kit.material);
    for (const token of ["opaque", "a.b.c", cut(good), `${good}.x`]) {
      await expectForbidden(kit, token);
    }
  },
  "caller-token-unsigned": (kit) => expectForbidden(kit, unsigned(anyToken(kit.material))),
  "caller-token-altered": (kit) => expectForbidden(kit, altered(anyToken(kit.material))),
  "caller-token-foreign-key": (kit) => expectForbidden(kit, foreign(anyToken(kit.material))),
  "caller-token-issuer": async (kit) => {
    const { otherIssuerToken } = kit.material;
    await expectForbidden(kit, foreign(anyToken(kit.material), { iss: "https://unknown-issuer.example" }));
    if (otherIssuerToken !== undefined) await expectForbidden(kit, otherIssuerToken);
  },
  "caller-token-expired": (kit) => expectForbidden(kit, kit.material.expiredToken ?? ""),
  "caller-token-not-yet": (kit) => expectForbidden(kit, kit.material.notYetValidToken ?? ""),
  "caller-token-audience": (kit) => expectForbidden(kit, kit.material.otherAudienceToken ?? ""),
  "caller-403-not-401": async (kit) => {
    const { path } = await kit.register();
    const answer = await kit.send(path, { token: null });
    expect(answer.status !== 401, answer, "403", "401");
    expectRefusal(answer, 403);
  },
  "caller-may-create": async (kit) => {
    const token = kit.tokenWithout("create");
    const nhsNumber = await unusedNhsNumber(kit);
    expectRefusal(await kit.post(booking(nhsNumber), { token }), 403);
    await expectNotKept(kit, nhsNumber);
  },
  "caller-may-read": async (kit) => {
    for (const name of await offered(kit, await kit.register(), ["read", "vread", "history"]))
      await expectNoRight(kit, kit.tokenWithout("read"), EVERY[name]);
  },
  "caller-may-search": async (kit) => {
    for (const name of await offered(kit, await kit.register(), ["search", "searchForm"]))
      await expectNoRight(kit, kit.tokenWithout("search"), EVERY[name]);
  },
  "caller-may-update": async (kit) => {
    const token = kit.tokenWithout("update");
    for (const ask of [EVERY.update, updateOfVersion]) await expectNoRight(kit, token, ask);
  },
  "caller-metadata-open": async (kit) =>
    void expectResource(await kit.send("/metadata", { token: null }), "CapabilityStatement"),
  "caller-spine-headers": async (kit) => {
    const { path } = await kit.register();
    const headers = {
      "ssp-traceid": randomUUID(),
      "ssp-from": "200000000001",
      "ssp-to": "200000000002",
      "ssp-interactionid": "urn:nhs:names:services:careconnect:fhir:rest:read:appointment",
    };
    expectResource(await kit.send(path, { headers }), "Appointment");
  },
  "caller-claim-names": async (kit) => {
    for (const token of fullTokens(kit.material)) await expectEverything(kit, token);
  },
  "caller-claim-shapes": async (kit) => {
    for (const token of fullTokens(kit.material)) await expectEverything(kit, token);
  },
  "caller-audience-array": async (kit) => {
    await expectEverything(kit, tokenForSeveral(kit.material) ?? "");
  },
  "caller-ids-logged": async (kit) => {
    const { logFiles = [] } = kit.material;
    const { path } = await kit.register();
    const [ssp, others] = [spineHeaders(), spineHeaders()];
    const ids = { ...ssp, "x-request-id": randomUUID(), "x-correlation-id": randomUUID() };
    const [again, different] = [randomUUID(), randomUUID()];
    const answer = await kit.send(path, { headers: ids });
    await kit.send(path, { headers: { ...ssp, "x-request-id": again } });
    await kit.send(path, { headers: { ...others, "x-request-id": different } });
    await logsWith(logFiles, again);
    const log = await logsWith(logFiles, different);
    const hidden = Object.entries(ids).flatMap(([name, id]) => (log.includes(id) ? [] : [name]));
    for (const name of hidden) expect(name in ssp, answer, `${name} in the log`, "none");
    // They may be logged as hashes: words that the lines of the same values share, and that of other values has not.
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
  "caller-request-id": (kit) => expectMirrored(kit, "x-request-id"),
  "caller-correlation-id": (kit) => expectMirrored(kit, "x-correlation-id"),
};

/** The headers of a caller behind the Spine, of values that nobody else sends. */
function spineHeaders(): Record<"ssp-traceid" | "ssp-from" | "ssp-to" | "ssp-interactionid", string> {
  return {
    "ssp-traceid": randomUUID(),
    "ssp-from": String(randomInt(2e11, 3e11)),
    "ssp-to": String(randomInt(2e11, 3e11)),
    "ssp-interactionid": `${interactionId("read")}:${randomUUID()}`,
  };
}

/** `undefined`: the good one. */
const withToken = (token: string | null | undefined): { token?: string | null } =>
  token === undefined ? {} : { token };

type Ask = (kit: Kit, entry: Entry, token: string | null | undefined) => Promise<Answer>;

/** One request for each interaction with an entry that needs a token. */
const EVERY = {
  read: (kit, { path }, token) => kit.send(path, withToken(token)),
  vread: (kit, { path, versionId }, token) => kit.send(`${path}/_history/${versionId}`, withToken(token)),
  history: (kit, { path }, token) => kit.send(`${path}/_history`, withToken(token)),
  search: (kit, { nhsNumber }, token) => kit.send(`/Appointment?${searchFor(nhsNumber)}`, withToken(token)),
  searchForm: (kit, { nhsNumber }, token) => form(kit, searchFor(nhsNumber), {}, withToken(token)),
  update: (kit, entry, token) => kit.put(entry, cancelled(entry), withToken(token)),
} satisfies Record<string, Ask>;

type Reading = Exclude<keyof typeof EVERY, "update">;
/** What each is answered with. */
const READINGS: Readonly<Record<Reading, string>> = {
  read: "Appointment",
  vread: "Appointment",
  history: "Bundle",
  search: "Bundle",
  searchForm: "Bundle",
};

/**
 * Of these interactions those that there are: what is not there is answered alike with any token. Whether it should be there is the
 * subject of other requirements. @throws Blocked where there is none
 */
async function offered(kit: Kit, entry: Entry, names = Object.keys(READINGS) as Reading[]): Promise<Reading[]> {
  const answers = await Promise.all(names.map((name) => EVERY[name](kit, entry, undefined)));
  const found = names.filter((_, index) => answers[index]?.succeeded);
  if (found.length === 0) throw new Blocked(`Not even with the good token is there any of ${names.join(", ")}.`);
  return found;
}

/** The same update by the URL of the version that it replaces. */
const updateOfVersion: Ask = (kit, entry, token) =>
  kit.put({ ...entry, path: `${entry.path}/_history/${entry.versionId}` }, cancelled(entry), withToken(token));

/** Each interaction does what it is for with this token. */
async function expectEverything(kit: Kit, token: string): Promise<void> {
  const entry = await kit.register({}, await unusedNhsNumber(kit));
  const sent = booking(madeUpNhsNumber());
  await expectRegistered(kit, await kit.post(sent, { token }), sent);
  for (const name of await offered(kit, entry)) expectResource(await EVERY[name](kit, entry, token), READINGS[name]);
  await expectUpdated(kit, await EVERY.update(kit, entry, token), entry.path);
}

/** Neither read nor cancelled with this token. */
async function expectForbidden(kit: Kit, token: string): Promise<void> {
  const entry = await kit.register();
  expectRefusal(await kit.send(entry.path, { token }), 403);
  expectRefusal(await kit.put(entry, cancelled(entry), { token }), 403);
  await expectBooked(kit, entry.path);
}

async function expectNoRight(kit: Kit, token: string, ask: Ask): Promise<void> {
  const entry = await kit.register();
  expectRefusal(await ask(kit, entry, token), 403);
  await expectBooked(kit, entry.path);
}

async function expectMirrored(kit: Kit, header: string): Promise<void> {
  const { path } = await kit.register();
  for (const token of [anyToken(kit.material), null]) {
    const id = randomUUID();
    const answer = await kit.send(path, { token, headers: { [header]: id, accept: JSON_TYPE } });
    if (token === null) expectRefusal(answer, 403);
    else expectResource(answer, "Appointment");
    expect(answer.header(header) === id, answer, `${header}: ${id}`, answer.header(header));
  }
}
