import { parseArgs } from "node:util";
import type { Anchor, TrailsVerdict } from "@appointment-registry/audit-trail";
import { verifyTrails } from "@appointment-registry/audit-trail";
import { auditDirectoryFrom } from "../config/audit-directory.js";
import { auditCommand } from "./audit-command.js";
import { openStore } from "../store/open.js";
import { compareWithStore } from "./store-comparison.js";
import type { StoreComparison } from "./store-comparison.js";

export const AUDIT_VERIFY_USAGE = `registry audit verify [DIRECTORY]... [--anchor SEQUENCE:HASH]... [--store [URL]] [--json]

Verifies that no record of the audit trail was changed, added or removed.
  DIRECTORY              the audit trail; default: that of the settings in the environment. With --store, those of all registries that
                         write to the store
    --anchor SEQUENCE:HASH an earlier end of the trail, stored elsewhere, that the trail must still contain
  --store URL            also compares the trail with every version in this store (lmdb:DIR or mongodb://...; default: that of the settings):
                         finds versions without a record, and records without a version
  --json                 prints the result as one JSON object
Exit code: 0 nothing was changed or is missing, 1 a record was changed or is missing, 2 trail or store could not be read.`;

/** `registry audit verify`. @returns the exit code */
export const auditVerifyCommand = auditCommand(async (args, env, write) => {
  const { values, positionals } = parseArgs({
    args: withStoreUrl(args, env),
    allowPositionals: true,
    options: {
      anchor: { type: "string", multiple: true, default: [] },
      store: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help || (positionals.length > 1 && values.store === undefined)) {
    write(AUDIT_VERIFY_USAGE + "\n");
    return values.help ? 0 : 2;
  }
  const directories = positionals.length === 0 ? [auditDirectoryFrom(env)] : positionals;
  const verdict = await verifyAll(directories, values.anchor.map(readAnchor));
  const comparison = values.store === undefined ? undefined : await compare(values.store, directories);
  const faults = verdict.faults.length + (comparison === undefined ? 0 : faultsIn(comparison));
  if (values.json) {
    const members = comparison === undefined ? {} : { store: summarize(comparison) };
    write(JSON.stringify({ ...verdict, ...members }) + "\n");
  } else {
    for (const line of toLines(verdict)) write(`${line}\n`);
    if (comparison !== undefined) for (const line of toComparisonLines(comparison)) write(`${line}\n`);
  }
  return faults === 0 ? 0 : 1;
});

/** `--store` without a value means the store of the settings. */
function withStoreUrl(args: readonly string[], env: Readonly<Record<string, string | undefined>>): string[] {
  return args.map((arg, n) => {
    const next = args[n + 1];
    if (arg !== "--store" || (next !== undefined && /^(lmdb:|mongodb)/.test(next))) return arg;
    const url = env["REGISTRY_STORE"];
    if (url === undefined || url === "") throw new Error("Which store? Give --store URL or REGISTRY_STORE.");
    return `--store=${url}`;
  });
}

async function verifyAll(directories: readonly string[], anchors: readonly Anchor[]): Promise<TrailsVerdict> {
  const verdicts = [];
  for (const directory of directories) verdicts.push(await verifyTrails(directory, anchors));
  return { trails: verdicts.flatMap(({ trails }) => trails), faults: verdicts.flatMap(({ faults }) => faults) };
}

async function compare(url: string, directories: readonly string[]): Promise<StoreComparison> {
  const store = await openStore(url, { create: false });
  try {
    return await compareWithStore(directories, store);
  } finally {
    await store.close();
  }
}

function toLines({ trails, faults }: TrailsVerdict): string[] {
  return [
    ...trails.map(({ directory, files, pruned: { anchor }, end }) => {
      const beginning = anchor.sequence === 0 ? "" : `beginning after ${anchor.sequence}:${anchor.hash}, `;
      const records = `${end.sequence - anchor.sequence} records in ${files} files`;
      return `${directory}: ${records}, ${beginning}ending at ${end.sequence}:${end.hash}`;
    }),
    ...faults.map(({ file, line, message }) => `FAULT ${file}${line === undefined ? "" : `:${line}`}: ${message}`),
    faults.length === 0 ? "The audit trail is complete and unchanged." : "The audit trail was changed.",
  ];
}

/** Maximum number of lines printed for each kind of fault. */
const MOST_LINES = 100;

function toComparisonLines(comparison: StoreComparison): string[] {
  const { matched, legacy, pruned, withoutRecord, withoutVersion, unaccounted } = comparison;
  const lines = [
    ...withoutRecord.map(
      ({ id, version, account }) =>
        `FAULT Appointment/${id}/_history/${version}: There is no record of account ${account?.instance} ${account?.sequence}.`,
    ),
    ...unaccounted.map(({ id, version }) => `FAULT Appointment/${id}/_history/${version}: The version has no account.`),
    ...withoutVersion.map(
      ({ file, sequence, reference }) =>
        `FAULT ${file}: Record ${sequence} is of ${reference}, which the store does not have.`,
    ),
  ];
  const faults = faultsIn(comparison);
  return [
    ...lines.slice(0, MOST_LINES),
    ...(lines.length > MOST_LINES ? [`FAULT ... and ${lines.length - MOST_LINES} more.`] : []),
    `${matched} versions have their records; ${legacy} are from before version 0.2 and have no account.`,
    ...(pruned === 0 ? [] : [`The records of ${pruned} versions were pruned.`]),
    faults === 0 ? "Trail and store agree." : "Trail and store do NOT agree.",
  ];
}

function faultsIn({ withoutRecord, withoutVersion, unaccounted }: StoreComparison): number {
  return withoutRecord.length + withoutVersion.length + unaccounted.length;
}

/** As JSON: identifiers of versions and records, but none of their content. */
function summarize({ matched, legacy, pruned, withoutRecord, withoutVersion, unaccounted }: StoreComparison) {
  return {
    matched,
    legacy,
    pruned,
    versionsWithoutRecord: withoutRecord.map(({ id, version, account }) => ({
      id,
      version,
      instance: account?.instance,
      sequence: account?.sequence,
    })),
    recordsWithoutVersion: withoutVersion,
    versionsWithoutAccount: unaccounted.map(({ id, version }) => ({ id, version })),
  };
}

function readAnchor(text: string): Anchor {
  const [, sequence, hash] = /^(\d{1,15}):([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) throw new Error(`"${text}" is not of the form SEQUENCE:HASH.`);
  return { sequence: Number(sequence), hash };
}
