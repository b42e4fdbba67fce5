import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { request } from "node:https";
import type { ClientRequest, IncomingMessage } from "node:http";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { parseResource } from "@appointment-registry/fhir-appointment";
import { eventually } from "@appointment-registry/test-kit";
import { NHS_NUMBER, NOW, booking } from "../interactions/testing/ports.js";
import { createVersion } from "../appointment-version.js";
import { openTables } from "../store/embedded/open-tables.js";
import { openStore } from "../store/open.js";
import { JSON_TYPE, TestRegistry, XML_TYPE, getOutcome } from "../testing/registry.js";

/** Together, more than the buffers of a connection hold. */
const ENTRIES = 400;
const COMMENT = "x".repeat(50_000);
const SEARCH = `/Appointment?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|${NHS_NUMBER}`;
const BY_IDENTIFIER = "/Appointment?identifier=urn:ietf:rfc:3986|https://provider.test/Appointment/1";
const ids = Array.from({ length: ENTRIES }, (_, n) => `entry-${String(n).padStart(4, "0")}`);

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
  const store = await openStore(`lmdb:${join(registry.directory, "store")}`);
  try {
    for (const id of ids) {
      const facts = { id, version: 1, time: NOW, method: "POST" } as const;
      await store.insert(createVersion(booking({ comment: COMMENT }), facts).stored);
    }
  } finally {
    await store.close();
  }
});
afterAll(() => registry.stop());

/** Starts a search whose caller has read only the head of the response. */
async function unread(): Promise<{ sent: ClientRequest; response: IncomingMessage; requestId: string }> {
  const { ca, client, baseUrl, goodToken } = registry;
  const sent = request(baseUrl + SEARCH.replace("|", "%7C"), {
    ca,
    cert: client.cert,
    key: client.key,
    agent: false,
    headers: { authorization: `Bearer ${goodToken}`, accept: JSON_TYPE },
  });
  sent.on("error", () => undefined).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.on("error", () => undefined).pause();
  return { sent, response, requestId: String(response.headers["x-request-id"]) };
}

/** Statuses and codes of one request in the audit trail. */
async function recorded(requestId: string): Promise<string[]> {
  const names = (await readdir(join(registry.directory, "store-audit"), { recursive: true })).filter((name) =>
    name.endsWith(".ndjson"),
  );
  const texts = await Promise.all(names.map((name) => readFile(join(registry.directory, "store-audit", name), "utf8")));
  return texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => line.includes(requestId))
    .map((line) => (JSON.parse(line) as { event: { outcomeDesc: string } }).event.outcomeDesc);
}

it.each([
  ["json", SEARCH],
  ["json", `${SEARCH}&_pretty=true`],
  ["xml", SEARCH],
  ["json", BY_IDENTIFIER],
] as const)("a large search is answered whole in %s, %s", async (format, path) => {
  const answer = await registry.send(path, { headers: { accept: format === "xml" ? XML_TYPE : JSON_TYPE } });
  expect([answer.status, answer.headers["transfer-encoding"]]).toEqual([200, "chunked"]);
  const parsed = parseResource(answer.text, { format, expectedType: "Bundle" });
  if (parsed.kind !== "resource") throw new Error(JSON.stringify(parsed.issues));
  const { total, entry = [] } = parsed.resource as unknown as fhir.Bundle;
  expect([total, entry.map(({ resource }) => resource?.id)]).toEqual([ENTRIES, ids]);
});

it("a large search is compressed, and a HEAD needs no body", async () => {
  const zipped = await registry.send(SEARCH, { headers: { "accept-encoding": "gzip", accept: JSON_TYPE } });
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  const { entry } = JSON.parse(gunzipSync(zipped.bytes).toString()) as fhir.Bundle;
  expect(entry).toHaveLength(ENTRIES);
  const head = await registry.send(SEARCH, { method: "HEAD" });
  expect([head.status, head.bytes.length]).toEqual([200, 0]);
  const count = await registry.send(`${SEARCH}&_count=0`, { headers: { accept: JSON_TYPE } });
  expect((JSON.parse(count.text) as fhir.Bundle).total).toBe(ENTRIES);
});

it("if a caller closes its connection, the trail records that the response was incomplete", async () => {
  const { sent, requestId } = await unread();
  sent.destroy();
  const found = await eventually(async () => {
    const records = await recorded(requestId);
    return records.length === 2 ? records : undefined;
  });
  expect(found).toEqual(["200", "499 answer-incomplete"]);
});

it("one certificate has a limited number of concurrent large searches", async () => {
  const held = await Promise.all(Array.from({ length: 12 }, unread));
  expect(held.map(({ response }) => response.statusCode)).toEqual(Array<number>(12).fill(200));
  const refused = await registry.send(SEARCH, { headers: { accept: JSON_TYPE } });
  expect([refused.status, refused.headers["retry-after"], getOutcome(refused)[0]?.rule]).toEqual([
    503,
    "1",
    "overloaded",
  ]);
  expect((await registry.send(`/Appointment/${ids[0]}`)).status).toBe(200);
  for (const { sent } of held) sent.destroy();
  await eventually(async () => (await registry.send(SEARCH, { headers: { accept: JSON_TYPE } })).status === 200);
});

it("a fault after the head ends the connection without the last chunk, and is recorded", async () => {
  const { response, requestId } = await unread();
  const tables = await openTables(join(registry.directory, "store"));
  await tables.versions.remove([ids.at(-1) as string, 1]);
  await tables.root.close();
  const ended = new Promise((resolve) => response.once("close", resolve));
  response.resume();
  await ended;
  expect([response.statusCode, response.complete]).toEqual([200, false]);
  const found = await eventually(async () => {
    const records = await recorded(requestId);
    return records.length === 2 ? records : undefined;
  });
  expect(found).toEqual(["200", "500 answer-incomplete"]);
  expect((await registry.send(SEARCH)).status).toBe(500);
});
