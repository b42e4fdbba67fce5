import { parseArgs } from "node:util";
import { openFileTrail } from "@appointment-registry/audit-trail";
import { auditDirectoryFrom } from "../config/audit-directory.js";
import { openStore } from "../store/open.js";
import { auditCommand } from "./audit-command.js";
import { recoveredContent } from "./recovered-record.js";
import { compareWithStore } from "./store-comparison.js";

export const AUDIT_RECOVER_USAGE = `registry audit recover --instance UUID [DIRECTORY]... [--store URL] [--base-url URL]

Appends the audit records that an instance has not written, if it will not be started again. They are derived from the accounts in the store and
marked as recovered. An instance that is started again does this itself. Stop that instance first.
  --instance UUID  the instance, as "audit verify --store" prints it; the file "instance" in the folder of its trail has it too
  DIRECTORY        the trails; default: that of the settings in the environment. The records are appended to a trail in the first one
  --store URL      lmdb:DIR or mongodb://...; default: REGISTRY_STORE
  --base-url URL   the observer of the records; default: REGISTRY_BASE_URL
Exit code: 0 no record is missing any more, 2 failed.`;

/** `registry audit recover`. @returns the exit code */
export const auditRecoverCommand = auditCommand(async (args, env, write) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      instance: { type: "string" },
      store: { type: "string" },
      "base-url": { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { instance, store: url = env["REGISTRY_STORE"] } = values;
  if (values.help || instance === undefined || url === undefined) {
    write(AUDIT_RECOVER_USAGE + "\n");
    return values.help ? 0 : 2;
  }
  const directories = positionals.length === 0 ? [auditDirectoryFrom(env)] : positionals;
  const baseUrl = values["base-url"] ?? env["REGISTRY_BASE_URL"] ?? "";
  const count = await recover({ instance, url, baseUrl, directories });
  write(`${count} records of instance ${instance} were appended.\n`);
  return 0;
});

interface Recovery {
  readonly instance: string;
  readonly url: string;
  readonly baseUrl: string;
  readonly directories: readonly string[];
}

async function recover({ instance, url, baseUrl, directories }: Recovery): Promise<number> {
  const store = await openStore(url, { create: false });
  try {
    const { withoutRecord } = await compareWithStore(directories, store);
    const owed = withoutRecord.filter(({ account }) => account?.instance === instance);
    if (owed.length === 0) return 0;
    const trail = await openFileTrail({ directory: directories[0] ?? ".", maxFileBytes: Infinity, log: SILENT });
    try {
      for (const version of owed) await trail.append(recoveredContent(version, baseUrl), { durable: false });
      await trail.flush();
    } finally {
      await trail.close();
    }
    return owed.length;
  } finally {
    await store.close();
  }
}

const nothing = (): void => undefined;
const SILENT = { info: nothing, warn: nothing, error: nothing };
