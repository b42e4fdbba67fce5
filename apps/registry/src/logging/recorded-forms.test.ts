import { afterEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { verifyTrails } from "@appointment-registry/audit-trail";
import { nhsNumber } from "@appointment-registry/test-kit";
import { toAuditDetail, toAuditEvent } from "../audit/audit-event.js";
import type { LogFields } from "./log.js";
import { createLog } from "./log.js";
import { RecordedForms, holdsNhsNumber } from "./recorded-forms.js";

const forms = new RecordedForms();
const HASH = /^hash:[a-p]{32}$/;

describe("a text chosen by a caller", () => {
  it.each([
    "b7e99463-00a1-45fc-98aa-02301c103aba",
    "B7E99463-00A1-45FC-98AA-1234554321AB",
    "01HV3Z7Q4M8K2N6P0R5T9W1X3Y",
    "4bf92f3577b34da6a3ce929d0e0e4736",
    "00f067aa0ba902b7",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  ])("is recorded unchanged: %s", (text) => {
    expect(forms.ofCaller(text)).toBe(text);
  });

  it.each([
    ["nothing", ""],
    ["a word", "SecretSurname"],
    ["an NHS number", "1234554321"],
    ["an NHS number with zeros before it", "0000001234554321"],
    ["an NHS number within hexadecimal digits", "abcdef1234554321"],
    ["an ASID", "200000000205"],
    ["a UUID with something before it", "run-b7e99463-00a1-45fc-98aa-02301c103aba"],
    ["a UUID with a line break after it", "b7e99463-00a1-45fc-98aa-02301c103aba\n"],
    ["few hexadecimal digits", "deadbeef"],
    ["a URN", "urn:nhs:names:services:x"],
    ["markup", "<script>"],
    ["a long text", "x".repeat(10_000)],
  ])("is recorded as a hash: %s", (_, text) => {
    expect(forms.ofCaller(text)).toMatch(HASH);
  });

  it("always has the same hash, which nobody can compute without the key", () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const hash = new RecordedForms(key).ofCaller("Smith");
    expect(new RecordedForms(key).ofCaller("Smith")).toBe(hash);
    expect([
      new RecordedForms(other).ofCaller("Smith"),
      forms.ofCaller("Smith"),
      forms.ofCaller("Smyth"),
    ]).not.toContain(hash);
  });
});

describe("a client id chosen by a token issuer", () => {
  it.each(["supplier-a", "b7e99463-00a1-45fc-98aa-1234554321ab", "https://client.example/a", "200000000205"])(
    "is recorded unchanged: %s",
    (text) => expect(forms.ofIssuer(text)).toBe(text),
  );
  it.each(["Mr Smith", "1234554321", "id-123-455-4321", "123.455.4321", "123:455:4321", "x\ny", "a-7-123-455-4321"])(
    "is recorded as a hash: %s",
    (text) => expect(forms.ofIssuer(text)).toMatch(HASH),
  );
});

describe("an NHS number", () => {
  it("is detected however its digits are grouped", () => {
    const separators = fc.constantFrom("", " ", "-", ".", ":", "/", " - ", "\u00a0");
    fc.assert(
      fc.property(fc.nat(1000), fc.array(separators, { minLength: 9, maxLength: 9 }), (index, between) => {
        const text = [...nhsNumber(index)].map((digit, at) => digit + (between[at] ?? "")).join("");
        return holdsNhsNumber(text) && holdsNhsNumber(`id-${text}x`);
      }),
    );
  });
});

/** Covers every member of log and audit that a caller can choose, with any content. */
describe("log and audit", () => {
  const SECRET = "Featherstonehaugh";
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "Smith",
      SECRET,
      `${SECRET}-1`,
      `a b ${SECRET}`,
      `${SECRET}\n`,
      `urn:${SECRET}`,
      `${SECRET}@example.org`,
    ),
    fc.nat(1000).map((index) => nhsNumber(index)),
    fc.nat(1000).map((index) => nhsNumber(index).replace(/(...)(...)/, "$1 $2 ")),
    fc.nat(1000).map((index) => `000000${nhsNumber(index)}`),
    fc.nat(1000).map((index) => `abcdef${nhsNumber(index)}`),
  );
  const FIELDS = [
    "requestId",
    "correlationId",
    "traceParent",
    "sspTraceId",
    "sspFrom",
    "sspTo",
    "sspInteractionId",
    "id",
  ] as const;

  it("hold no text of a caller as it was sent, in none of its fields", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), texts, (field, text) => {
        const entry = {
          at: 0,
          interaction: "read",
          status: 200,
          wrote: false,
          requestId: "r",
          [field]: text,
        } as const;
        const lines: string[] = [];
        const log = createLog("info", { write: (line) => void lines.push(line) }, forms);
        log.info("Answered.", entry as unknown as LogFields);
        const event = toAuditEvent(entry, "https://registry.example", forms);
        const recorded = [lines.join(""), JSON.stringify(event), JSON.stringify(toAuditDetail(entry, forms))];
        const values = recorded.flatMap((json) => [...json.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, value]) => value));
        const found = values.filter((value) => value?.includes(SECRET) || (text.length > 3 && value === text));
        return found.length === 0 && (field === "id" || values.includes(forms.hash(text)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the key of the hashes", () => {
  const directories: string[] = [];
  afterEach(async () => {
    for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
  });
  const newDirectory = async (): Promise<string> => {
    const directory = await mkdtemp(join(tmpdir(), "key-"));
    directories.push(directory);
    return join(directory, "audit");
  };

  it("is created once, by the first process, and only its owner may read it", async () => {
    const directory = await newDirectory();
    const opened = await Promise.all([1, 2, 3].map(() => RecordedForms.open(directory)));
    expect(new Set(opened.map((each) => each.hash("x"))).size).toBe(1);
    expect((await RecordedForms.read(directory)).hash("x")).toBe(opened[0]?.hash("x"));
    const [file, folder] = await Promise.all([stat(join(directory, "hash.key")), stat(directory)]);
    expect([file.mode & 0o777, folder.mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it("is not replaced if any byte of it was changed", async () => {
    const directory = await newDirectory();
    await RecordedForms.open(directory);
    const text = await readFile(join(directory, "hash.key"), "utf8");
    for (let at = 0; at < text.length; at += 7) {
      const changed = text.slice(0, at) + (text[at] === "a" ? "b" : "a") + text.slice(at + 1);
      await writeFile(join(directory, "hash.key"), changed);
      await expect(RecordedForms.open(directory)).rejects.toThrow("holds no key, or was changed");
      expect((await verifyTrails(directory)).faults.map(({ file }) => file)).toContain(join(directory, "hash.key"));
      expect(await readFile(join(directory, "hash.key"), "utf8")).toBe(changed);
    }
    await writeFile(join(directory, "hash.key"), text);
    expect((await verifyTrails(directory)).faults.map(({ file }) => file)).toEqual([directory]);
  });
});
