import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { ERRORS } from "@appointment-registry/registry-contract";
import type { AuditEntry, AuditTrail } from "../audit/audit-trail.js";
import { openFileAuditTrail } from "../audit/file-audit-trail.js";
import { auditDirectoryFrom } from "../config/audit-directory.js";
import { RegistryError, getIssues } from "../errors.js";
import { cancel } from "../interactions/cancel.js";
import { read } from "../interactions/read.js";
import { vread } from "../interactions/vread.js";
import { getMessage } from "../logging/describe-error.js";
import { RecordedForms } from "../logging/recorded-forms.js";
import { getResource } from "../appointment-version.js";
import { openStore } from "../store/open.js";
import type { AppointmentStore, IdentifierQuery, StoredVersion, VersionAccount } from "../store/store.js";

export const ENTRY_USAGE = `registry entry show ID [--version N]
registry entry find --patient NHS_NUMBER | --identifier [SYSTEM|]VALUE
registry entry mark-in-error ID --version N

Looks up an entry, or marks it as entered in error, on the machine of the registry and without a client certificate. Prints the resources as
NDJSON. Each command writes a record to the audit trail, with the client operator:USER. A registry may be running: mark-in-error is the same
compare-and-set as an update by a client, and fails if version N is no longer current.
  --store URL        lmdb:DIR or mongodb://...; default: REGISTRY_STORE
  --audit DIRECTORY  the audit trail; default: that of the settings in the environment
    --base-url URL     the observer of the record; default: REGISTRY_BASE_URL
Exit code: 0 done, 1 refused or not found, 2 the command is invalid, or the store or the trail cannot be used.`;

interface EntryRequest {
  readonly action: "show" | "find" | "mark-in-error";
  readonly id: string;
  readonly version: number | undefined;
  readonly patient: string | undefined;
  readonly identifier: IdentifierQuery | undefined;
}

interface Done {
  readonly found: readonly StoredVersion[];
  readonly wrote: boolean;
}

/** `registry entry`. @param report receives any output that is not a resource. @returns the exit code */
export async function entryCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
  report: (line: string) => void,
): Promise<number> {
  let asked: EntryRequest;
  let places: { readonly url: string; readonly directory: string; readonly baseUrl: string };
  try {
    ({ asked, ...places } = readOptions(args, env));
  } catch (error) {
    report(`${getMessage(error)}\n\n${ENTRY_USAGE}`);
    return 2;
  }
  try {
    const { found, refusal } = await perform(asked, places);
    for (const { body } of found) write(`${body}\n`);
    if (refusal !== undefined) for (const { message } of getIssues(refusal)) report(message);
    if (found.length === 0 && refusal === undefined) report("There is no such entry.");
    return refusal === undefined && found.length > 0 ? 0 : 1;
  } catch (error) {
    report(getMessage(error));
    return 2;
  }
}

async function perform(
  asked: EntryRequest,
  { url, directory, baseUrl }: { readonly url: string; readonly directory: string; readonly baseUrl: string },
): Promise<{ readonly found: readonly StoredVersion[]; readonly refusal?: RegistryError }> {
  const forms = await RecordedForms.open(directory);
  const opened = await openFileAuditTrail({ directory, maxFileBytes: 64 * 1024 * 1024, baseUrl, log: SILENT, forms });
  let audit: AuditTrail | undefined;
  let store: AppointmentStore | undefined;
  try {
    store = await openStore(url, { instance: opened.instance, create: false });
    audit = await opened.follow(store);
    const who = { at: Date.now(), requestId: randomUUID(), clientId: `operator:${userInfo().username}` };
    let account: VersionAccount | undefined;
    const admitWrite = (interaction: VersionAccount["interaction"]) =>
      (account = (audit as AuditTrail).admitWrite({ ...who, interaction }));
    const ports = { store, baseUrl, now: Date.now, newId: randomUUID, admitWrite, claimLargeAnswer: () => true };
    let done: Done = { found: [], wrote: false };
    let refusal: RegistryError | undefined;
    try {
      done = await PERFORM[asked.action](asked, ports);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      refusal = error;
    }
    const entry: AuditEntry = {
      ...who,
      interaction: INTERACTION[asked.action],
      status: refusal === undefined ? 200 : ERRORS[refusal.code].status,
      code: refusal?.code,
      wrote: done.wrote,
      account,
      ...(asked.action === "find" ? {} : { id: asked.id, version: done.found[0]?.version }),
    };
    // Recorded before anything is shown.
    await audit.record(entry);
    return { found: done.found, ...(refusal === undefined ? {} : { refusal }) };
  } finally {
    await (audit ?? opened).close();
    await store?.close();
  }
}

type Ports = Parameters<typeof cancel>[1];

const INTERACTION = { show: "read", find: "search-type", "mark-in-error": "update" } as const;

const PERFORM: Readonly<Record<EntryRequest["action"], (asked: EntryRequest, ports: Ports) => Promise<Done>>> = {
  async show({ id, version }, ports) {
    const found =
      version === undefined ? await read({ id }, ports) : await vread({ id, versionId: String(version) }, ports);
    return { found: [found], wrote: false };
  },
  async find({ patient, identifier }, { store }) {
    const search =
      identifier === undefined
        ? // Includes those in the past.
          store.findByPatient(patient ?? "", -Infinity)
        : store.findByIdentifier(identifier, patient);
    const found: StoredVersion[] = [];
    for await (const each of await search) found.push(each);
    return { found, wrote: false };
  },
  async "mark-in-error"({ id, version }, ports) {
    const current = await read({ id }, ports);
    const appointment = { ...getResource({ stored: current }), status: "entered-in-error" as const };
    const marked = await cancel(
      {
        id,
        submission: { appointment, issues: [] },
        expected: { kind: "versions", versions: [String(version)] },
        mayRead: true,
      },
      ports,
    );
    return { found: [marked.stored], wrote: true };
  },
};

function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      version: { type: "string" },
      patient: { type: "string" },
      identifier: { type: "string" },
      store: { type: "string" },
      audit: { type: "string" },
      "base-url": { type: "string" },
    },
  });
  const [action, id = "", ...more] = positionals;
  if (action !== "show" && action !== "find" && action !== "mark-in-error")
    throw new Error("registry entry can show, find or mark-in-error.");
  const { version, patient, identifier } = values;
  if (action === "find") {
    if (patient === undefined && identifier === undefined) throw new Error("Find by --patient or --identifier.");
    if (patient !== undefined && !isValidNhsNumber(patient)) throw new Error("--patient must be an NHS number.");
  } else if (id === "" || more.length > 0) throw new Error(`registry entry ${action} requires one ID.`);
  if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version))
    throw new Error("--version must be a whole number from 1.");
  if (action === "mark-in-error" && version === undefined)
    throw new Error("Which version was looked at? Give --version N.");
  const url = values.store ?? env["REGISTRY_STORE"];
  if (url === undefined || url === "") throw new Error("Which store? Give --store URL or REGISTRY_STORE.");
  const asked: EntryRequest = {
    action,
    id,
    version: version === undefined ? undefined : Number(version),
    patient,
    identifier: identifier === undefined ? undefined : getIdentifier(identifier),
  };
  return {
    asked,
    url,
    directory: values.audit ?? auditDirectoryFrom({ ...env, REGISTRY_STORE: url }),
    baseUrl: values["base-url"] ?? env["REGISTRY_BASE_URL"] ?? "",
  };
}

function getIdentifier(text: string): IdentifierQuery {
  const at = text.indexOf("|");
  if (at === -1) return { anySystem: true, value: text };
  const value = text.slice(at + 1);
  return at === 0 ? { value } : { system: text.slice(0, at), value };
}

const nothing = (): void => undefined;
const SILENT = { info: nothing, warn: nothing, error: nothing };
