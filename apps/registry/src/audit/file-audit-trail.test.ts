import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, readFile, readdir, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RegistryError } from "../errors.js";
import { OperatorError } from "../logging/describe-error.js";
import { createLog } from "../logging/log.js";
import { RecordedForms } from "../logging/recorded-forms.js";
import { MemoryStore } from "../store/testing/memory-store.js";
import type { AuditEntry, AuditTrail } from "./audit-trail.js";
import { openFileAuditTrail } from "./file-audit-trail.js";
import { auditVerifyCommand } from "./verify-command.js";

let root: string;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), "audit-")), "audit");
});
afterEach(async () => {
  await rm(join(root, ".."), { recursive: true, force: true });
});

const open = async (maxFileBytes = 1 << 20): Promise<AuditTrail> => {
  const opened = await openFileAuditTrail({
    directory: root,
    maxFileBytes,
    baseUrl: "https://registry.example.org/STU3",
    log: createLog("silent"),
    reserveBytes: 4096,
    forms: FORMS,
  });
  return opened.follow(new MemoryStore());
};

const FORMS = new RecordedForms();
const CORRELATION_ID = "0b5c2f9e-1c1d-4d57-9b38-7a3a0d5d9b11";
const requestIdOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

function entry(number: number, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: Date.UTC(2026, 0, 2, 3, 4, 5, number),
    interaction: "update",
    status: 200,
    wrote: false,
    requestId: requestIdOf(number),
    ...more,
  };
}

async function written(): Promise<Record<string, never>[]> {
  const names = (await readdir(join(root, "trail-1"))).filter((name) => name.endsWith(".ndjson")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(root, "trail-1", name), "utf8")));
  return texts
    .join("")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, never>);
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
        correlationId: CORRELATION_ID,
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
            { userId: { system: "https://fhir.nhs.uk/Id/ASID", value: FORMS.hash("200000000205") }, requestor: false },
            { userId: { system: "https://fhir.nhs.uk/Id/ASID", value: FORMS.hash("200000000206") }, requestor: false },
          ],
          source: { identifier: { system: "urn:ietf:rfc:3986", value: "https://registry.example.org/STU3" } },
          entity: [{ reference: { reference: "Appointment/b7e99463-00a1-45fc-98aa-02301c103aba/_history/2" } }],
        },
        detail: {
          status: 422,
          requestId: requestIdOf(6),
          code: "rule-broken",
          rules: ["registry:cancel-start", "app-1"],
          correlationId: CORRELATION_ID,
          sspTraceId: "09a01679-2564-0fb4-5129-aecc81ea2706",
          sspInteractionId: "urn:nhs:names:services:careconnect:fhir:rest:update:appointment",
        },
        hash: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
  });

  it("stores no NHS number and no name that a caller put into an id or a header", async () => {
    const trail = await open();
    await trail.record(entry(1, { id: "1234554321", requestId: "John Smith", clientId: "x-123-455-4321" }));
    await trail.close();
    const text = JSON.stringify(await written());
    for (const secret of ["1234554321", "123-455-4321", "Smith"]) expect(text).not.toContain(secret);
  });

  it("rejects everything after it was closed", async () => {
    const trail = await open();
    await trail.close();
    await trail.close();
    await expect(trail.record(entry(1, { wrote: false }))).rejects.toMatchObject({ code: "audit-unavailable" });
    await expect(trail.health()).rejects.toBeInstanceOf(RegistryError);
    expect(() => trail.admitWrite({ interaction: "create", at: 0, requestId: "r" })).toThrow(RegistryError);
  });

  it("makes the registry refuse to start with a truncated trail", async () => {
    const trail = await open();
    for (let index = 1; index <= 3; index++) await trail.record(entry(index));
    await trail.close();
    await rm(join(root, "trail-1/000000000000001.ndjson"));
    await expect(open()).rejects.toBeInstanceOf(OperatorError);
  });
});

describe("audit verify", () => {
  it("is a command with an exit code", async () => {
    const trail = await open(4096);
    for (let index = 1; index <= 30; index++) await trail.record(entry(index));
    await trail.close();
    const file = join(root, "trail-1/000000000000001.ndjson");
    const said: string[] = [];
    const run = (args: string[], env = {}): Promise<number> =>
      auditVerifyCommand(args, env, (text) => void said.push(text));
    expect(await run([root])).toBe(0);
    expect(await run([], { REGISTRY_AUDIT: root })).toBe(0);
    expect(await run([], { REGISTRY_STORE: `lmdb:${root.replace(/audit$/, "none")}` })).toBe(1);
    expect(await run([root, "--anchor", "nonsense"])).toBe(2);
    expect(await run(["--unknown"])).toBe(2);
    await truncate(file, (await stat(file)).size - 1);
    expect(await run([root, "--json"])).toBe(1);
    expect(said[0]).toMatch(/trail-1: 30 records in \d files, ending at 30:[\w-]{43}\n$/);
    expect(said[1]).toBe("The audit trail is complete and unchanged.\n");
  });
});
