import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { mkdtemp, readFile, readdir, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RegistryError } from "../errors.js";
import { OperatorError } from "../logging/describe-error.js";
import { createLog } from "../logging/log.js";
import type { AuditEntry, AuditTrail } from "./audit-trail.js";
import { openFileAuditTrail } from "./file-audit-trail.js";
import { auditVerifyCommand } from "./verify-command.js";
import { verifyAudit } from "./verify.js";

jest.setTimeout(30_000);

let root: string;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), "audit-")), "audit");
});
afterEach(async () => {
  await rm(join(root, ".."), { recursive: true, force: true });
});

const open = (maxFileBytes = 1 << 20): Promise<AuditTrail> =>
  openFileAuditTrail({
    directory: root,
    maxFileBytes,
    baseUrl: "https://registry.example.org/STU3",
    log: createLog("silent"),
    ballastBytes: 4096,
  });

function entry(number: number, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: Date.UTC(2026, 0, 2, 3, 4, 5, number),
    interaction: "update",
    status: 200,
    durable: true,
    requestId: `request-${number}`,
    ...more,
  };
}

async function written(trail = "trail-1"): Promise<Record<string, never>[]> {
  const names = (await readdir(join(root, trail))).filter((name) => name.endsWith(".ndjson")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(root, trail, name), "utf8")));
  return texts
    .join("")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, never>);
}

async function faults(): Promise<string[]> {
  return (await verifyAudit(root)).faults.map(({ file, line, message }) =>
    [file.slice(root.length + 1), line, message].filter((part) => part !== undefined).join(": "),
  );
}

describe("the audit trail in files", () => {
  it("keeps an interaction as an AuditEvent with its trace", async () => {
    const trail = await open();
    await trail.record(
      entry(6, {
        status: 422,
        code: "rule-broken",
        rules: ["registry:cancel-start", "app-1"],
        clientId: "supplier-a",
        certificateThumbprint: "t".repeat(43),
        remoteAddress: "10.0.0.5",
        id: "b7e99463-00a1-45fc-98aa-02301c103aba",
        version: 2,
        correlationId: "c-1",
        sspTraceId: "09a01679-2564-0fb4-5129-aecc81ea2706",
        sspFrom: "200000000205",
        sspTo: "200000000206",
        sspInteractionId: "urn:nhs:names:services:careconnect:fhir:rest:update:appointment",
      }),
    );
    await trail.close();
    expect(await written()).toEqual([
      {
        sequence: 1,
        event: {
          resourceType: "AuditEvent",
          type: { system: "http://hl7.org/fhir/audit-event-type", code: "rest", display: "RESTful Operation" },
          subtype: [{ system: "http://hl7.org/fhir/restful-interaction", code: "update" }],
          action: "U",
          recorded: "2026-01-02T03:04:05.006Z",
          outcome: "4",
          outcomeDesc: "422 rule-broken",
          agent: [
            {
              userId: { value: "supplier-a" },
              altId: "t".repeat(43),
              requestor: true,
              network: { address: "10.0.0.5", type: "2" },
            },
            { userId: { system: "https://fhir.nhs.uk/Id/ASID", value: "200000000205" }, requestor: false },
            { userId: { system: "https://fhir.nhs.uk/Id/ASID", value: "200000000206" }, requestor: false },
          ],
          source: { identifier: { system: "urn:ietf:rfc:3986", value: "https://registry.example.org/STU3" } },
          entity: [{ reference: { reference: "Appointment/b7e99463-00a1-45fc-98aa-02301c103aba/_history/2" } }],
        },
        detail: {
          status: 422,
          requestId: "request-6",
          code: "rule-broken",
          rules: ["registry:cancel-start", "app-1"],
          correlationId: "c-1",
          sspTraceId: "09a01679-2564-0fb4-5129-aecc81ea2706",
          sspInteractionId: "urn:nhs:names:services:careconnect:fhir:rest:update:appointment",
        },
        hash: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
  });

  it("keeps no NHS number and no name that a caller put into an id or a header", async () => {
    const trail = await open();
    await trail.record(entry(1, { id: "1234554321", requestId: "John Smith", clientId: "x-123-455-4321" }));
    await trail.close();
    const text = JSON.stringify(await written());
    for (const secret of ["1234554321", "123-455-4321", "Smith"]) expect(text).not.toContain(secret);
  });

  it("keeps every record of many at once, in order and exactly once", async () => {
    const trail = await open(20_000);
    await Promise.all(
      Array.from({ length: 2000 }, (_, index) => trail.record(entry(index, { durable: index % 3 === 0 }))),
    );
    await trail.close();
    const records = (await written()) as unknown as { sequence: number; detail: { requestId: string } }[];
    expect(records.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
    expect(records.map(({ detail }) => detail.requestId)).toEqual(
      Array.from({ length: 2000 }, (_, index) => `request-${index}`),
    );
    expect(await faults()).toEqual([]);
  });

  it("begins the next file at its size and goes on with the chain after a restart", async () => {
    for (let run = 0; run < 3; run++) {
      const trail = await open(4096);
      for (let index = 0; index < 20; index++) await trail.record(entry(index));
      await trail.close();
    }
    const verdict = await verifyAudit(root);
    expect(verdict.faults).toEqual([]);
    expect(verdict.trails.map(({ end }) => end.sequence)).toEqual([60]);
    expect(verdict.trails[0]?.files).toBeGreaterThan(3);
  });

  it("gives each of two writers a trail of its own", async () => {
    const [a, b] = [await open(), await open()];
    await Promise.all([a.record(entry(1)), b.record(entry(2))]);
    await Promise.all([a.close(), b.close()]);
    expect((await verifyAudit(root)).trails.map(({ end }) => end.sequence)).toEqual([1, 1]);
    const c = await open();
    await c.record(entry(3));
    await c.close();
    expect((await verifyAudit(root)).trails.map(({ end }) => end.sequence)).toEqual([2, 1]);
  });

  it("can be verified while it is written", async () => {
    const trail = await open(30_000);
    let writing = true;
    const writer = (async () => {
      for (let index = 0; writing; index++) await trail.record(entry(index, { durable: index % 2 === 0 }));
    })();
    for (let round = 0; round < 10; round++) expect(await faults()).toEqual([]);
    writing = false;
    await writer;
    await trail.close();
    expect(await faults()).toEqual([]);
  });

  it("cuts off a record that a crash left unfinished, and nothing else", async () => {
    const trail = await open();
    for (let index = 1; index <= 3; index++) await trail.record(entry(index));
    await trail.close();
    const file = join(root, "trail-1/000000000000001.ndjson");
    await writeFile(file, '{"sequence":4,"event":{', { flag: "a" });
    const again = await open();
    await again.record(entry(4));
    await again.close();
    expect(await faults()).toEqual([]);
    expect(await written()).toHaveLength(4);
  });

  it("refuses everything after it was closed", async () => {
    const trail = await open();
    await trail.close();
    await trail.close();
    await expect(trail.record(entry(1))).rejects.toMatchObject({ code: "audit-unavailable" });
    await expect(trail.health()).rejects.toBeInstanceOf(RegistryError);
    expect(() => trail.admitWrite()).toThrow(RegistryError);
  });
});

describe("verification", () => {
  const file = (name = "000000000000001.ndjson"): string => join(root, "trail-1", name);
  beforeEach(async () => {
    const trail = await open(4096);
    for (let index = 1; index <= 30; index++) await trail.record(entry(index));
    await trail.close();
    expect(await faults()).toEqual([]);
  });

  it("finds every byte that is flipped, in every file", async () => {
    for (const name of await readdir(join(root, "trail-1"))) {
      const bytes = await readFile(file(name));
      const step = Math.max(1, Math.floor(bytes.length / 97));
      for (let at = 0; at < bytes.length; at += at > bytes.length - 60 || at < 60 ? 1 : step) {
        const changed = Buffer.from(bytes);
        changed[at] = (bytes[at] as number) ^ (1 << (at % 8));
        await writeFile(file(name), changed);
        expect({ name, at, found: (await faults()).length > 0 }).toEqual({ name, at, found: true });
      }
      await writeFile(file(name), bytes);
    }
  });

  it("finds a line removed, repeated or moved", async () => {
    const lines = (await readFile(file(), "utf8")).trimEnd().split("\n") as [string, string, string, string];
    const [first, second, third, ...rest] = lines;
    for (const changed of [
      [second, third, ...rest],
      [first, first, second, third, ...rest],
      [first, third, second, ...rest],
    ]) {
      await writeFile(file(), changed.join("\n") + "\n");
      expect(await faults()).not.toEqual([]);
    }
  });

  it("finds records cut off the end, files removed, renamed and added, and a trail removed", async () => {
    const names = (await readdir(join(root, "trail-1"))).filter((name) => name.endsWith(".ndjson")).sort();
    const last = file(names.at(-1) as string);
    const lastBytes = await readFile(last);
    await truncate(last, lastBytes.lastIndexOf(0x0a, lastBytes.length - 2) + 1);
    expect(await faults()).toEqual(["trail-1/head: The head tells of record 30, which is not there or is another."]);
    await writeFile(last, lastBytes);

    for (const name of [...names, "head"]) {
      await rename(file(name), join(root, "../aside"));
      expect({ name, found: (await faults()).length > 0 }).toEqual({ name, found: true });
      await rename(join(root, "../aside"), file(name));
    }
    await writeFile(file("notes.txt"), "");
    expect(await faults()).toEqual(["trail-1/notes.txt: This file is no part of an audit trail, or was changed."]);
    await rm(file("notes.txt"));
    await rename(join(root, "trail-1"), join(root, "trail-2"));
    expect(await faults()).toEqual(["trail-1: This trail is missing."]);
  });

  it("finds, with an anchor kept elsewhere, an end that was cut off together with the head", async () => {
    const { trails } = await verifyAudit(root);
    const end = trails[0]?.end as { sequence: number; hash: string };
    const names = (await readdir(join(root, "trail-1"))).filter((name) => name.endsWith(".ndjson")).sort();
    await rm(file(names.at(-1) as string));
    const cut = (await verifyAudit(root)).trails[0]?.end as { sequence: number; hash: string };
    await writeFile(file("head"), `${String(cut.sequence).padStart(15, "0")} ${cut.hash}\n`);
    expect((await verifyAudit(root)).faults).toEqual([]);
    expect((await verifyAudit(root, [end])).faults).toHaveLength(1);
    expect((await verifyAudit(root, [cut])).faults).toEqual([]);
  });

  it("makes the registry refuse to go on with a trail that was cut", async () => {
    const names = (await readdir(join(root, "trail-1"))).filter((name) => name.endsWith(".ndjson")).sort();
    await rm(file(names.at(-1) as string));
    await expect(open()).rejects.toBeInstanceOf(OperatorError);
  });

  it("is a command with an exit code", async () => {
    const said: string[] = [];
    const run = (args: string[], env = {}): Promise<number> =>
      auditVerifyCommand(args, env, (text) => void said.push(text));
    expect(await run([root])).toBe(0);
    expect(await run([], { REGISTRY_AUDIT: root })).toBe(0);
    expect(await run([], { REGISTRY_STORE: `lmdb:${root.replace(/audit$/, "none")}` })).toBe(1);
    expect(await run([root, "--anchor", "nonsense"])).toBe(2);
    expect(await run(["--unknown"])).toBe(2);
    await truncate(file(), (await stat(file())).size - 1);
    expect(await run([root, "--json"])).toBe(1);
    expect(said[0]).toMatch(/trail-1: 30 records in \d files, ending at 30:[\w-]{43}\n$/);
    expect(said[1]).toBe("The audit trail is complete and unchanged.\n");
  });
});
