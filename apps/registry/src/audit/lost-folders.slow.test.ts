import { describe, expect, it } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, rename, rm } from "node:fs/promises";
import { ShippedRegistry, bookedEntry, eventually, freePort, nhsNumber, sampled } from "@appointment-registry/test-kit";
import { auditVerifyCommand } from "./verify-command.js";

/** Root bypasses permissions. Without this capability the permissions of a folder apply to root too. */
const WITHOUT_OVERRIDE =
  process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] : [];

const FOLDERS = ["store", "audit"] as const;
type Folder = (typeof FOLDERS)[number];

const FAULTS: Readonly<
  Record<string, { lose: (folder: string) => Promise<unknown>; giveBack: (folder: string) => Promise<unknown> }>
> = {
  "is moved away (ENOENT)": {
    lose: (folder) => rename(folder, `${folder}.moved`),
    giveBack: (folder) => rename(`${folder}.moved`, folder),
  },
  "is replaced by an empty one": {
    async lose(folder) {
      await rename(folder, `${folder}.moved`);
      await mkdir(folder);
    },
    async giveBack(folder) {
      await rm(folder, { recursive: true });
      await rename(`${folder}.moved`, folder);
    },
  },
  "may not be entered (EACCES)": {
    lose: (folder) => chmod(folder, 0o000),
    giveBack: (folder) => chmod(folder, 0o700),
  },
};

async function started(settings: Record<string, string> = {}, through = WITHOUT_OVERRIDE) {
  const operations = await freePort();
  const registry = await ShippedRegistry.create(
    { REGISTRY_OPERATIONS_PORT: String(operations), ...settings },
    { through },
  );
  await registry.start();
  const token = await registry.token();
  let n = 0;
  return {
    registry,
    register: async () => {
      const body = JSON.stringify(bookedEntry(nhsNumber((n += 1))));
      return registry.send({ method: "POST", path: "/Appointment", token, requestId: "r", body });
    },
    /** Searches for the entry created by the first registration. */
    search: () => {
      const path = `/Appointment?patient=https://fhir.nhs.uk/Id/nhs-number%7C${nhsNumber(1)}`;
      return registry.send({ method: "GET", path, token, requestId: "s" });
    },
    ready: async () => (await fetch(`http://127.0.0.1:${operations}/ready`)).status,
    folderOf: (folder: Folder) => (folder === "store" ? registry.storeDirectory : registry.auditDirectory),
  };
}
type Started = Awaited<ReturnType<typeof started>>;

/** Registers until a response has this status, and returns how many responses before it had status 201. */
async function registerUntil({ register }: Started, status: number): Promise<number> {
  let made = 0;
  const { before } = await eventually(async () => {
    const answer = await register();
    if (answer.status === status) return { before: status === 201 ? made + 1 : made };
    expect([201, 503]).toContain(answer.status);
    if (answer.status === 201) made += 1;
    return undefined;
  });
  return before;
}

async function verified({ registry }: Started): Promise<{ code: number; matched: number }> {
  let output = "";
  const args = [registry.auditDirectory, "--store", `lmdb:${registry.storeDirectory}`, "--json"];
  const code = await auditVerifyCommand(args, {}, (text) => (output += text));
  return { code, matched: (JSON.parse(output) as { store: { matched: number } }).store.matched };
}

const LOSSES = FOLDERS.flatMap((folder) =>
  Object.entries(FAULTS).map(([name, fault]) => [folder, name, fault] as const),
);

describe("While the folder of the", () => {
  // Of six cases, the first and the fifth: a different fault for each folder.
  it.each(sampled(LOSSES, 4))(
    "%s %s, writes are rejected before anything is stored",
    async (folder, _, { lose, giveBack }) => {
      const serving = await started({ REGISTRY_AUDIT_FILE_BYTES: "4096" });
      const { registry, register, search, ready, folderOf } = serving;
      try {
        let made = await registerUntil(serving, 201);
        expect(await ready()).toBe(200);
        await lose(folderOf(folder));
        made += await registerUntil(serving, 503);
        for (let again = 0; again < 20; again += 1) {
          const { status, text } = await register();
          expect([status, text]).toEqual([503, expect.stringContaining("writes-refused")]);
        }
        expect(await ready()).toBe(503);
        // A read that could not be recorded returns no data (decision 0042).
        const read = await search();
        if (folder === "audit")
          expect([read.status, read.text]).toEqual([500, expect.stringContaining("audit-unavailable")]);
        else expect([read.status, JSON.parse(read.text)]).toEqual([200, expect.objectContaining({ total: 1 })]);
        await giveBack(folderOf(folder));
        made += await registerUntil(serving, 201);
        expect(await ready()).toBe(200);
        await registry.stop();
        expect(await verified(serving)).toEqual({ code: 0, matched: made });
      } finally {
        await registry.destroy();
      }
    },
  );
});

it("While descriptors are used up (EMFILE), every request is either completed and recorded, or rejected", async () => {
  const serving = await started({ REGISTRY_AUDIT_FILE_BYTES: "4096" });
  const { registry, register } = serving;
  try {
    const { length } = await readdir(`/proc/${registry.pid}/fd`);
    execFileSync("prlimit", ["--pid", String(registry.pid), `--nofile=${length + 30}`]);
    registry.agent.maxSockets = 100;
    const answers = await Promise.all(Array.from({ length: 400 }, () => register().catch(() => undefined)));
    const statuses = answers.map((answer) => answer?.status);
    for (const status of statuses) expect([201, 503, undefined]).toContain(status);
    registry.agent.destroy();
    registry.agent.maxSockets = 1;
    await registerUntil(serving, 201);
    await registry.stop();
    const { code, matched } = await verified(serving);
    expect(code).toBe(0);
    expect(matched).toBeGreaterThan(statuses.filter((status) => status === 201).length);
  } finally {
    await registry.destroy();
  }
});

describe("A start", () => {
  const refusal = async (registry: ShippedRegistry) => {
    await expect(registry.start()).rejects.toThrow("The registry does not serve");
    return registry.log;
  };

  it("on an empty store next to a trail that has records is refused, and nothing is created", async () => {
    const serving = await started();
    const { registry } = serving;
    try {
      await registerUntil(serving, 201);
      await registry.stop();
      await rename(registry.storeDirectory, `${registry.storeDirectory}.moved`);
      expect(await refusal(registry)).toContain("it is not the store of this trail.");
      await rm(registry.storeDirectory, { recursive: true, force: true });
      await rename(`${registry.storeDirectory}.moved`, registry.storeDirectory);
      await registry.start();
      await registry.stop();
      expect(await verified(serving)).toEqual({ code: 0, matched: 1 });
    } finally {
      await registry.destroy();
    }
  });

  it("is refused if there is no store and creating one is not allowed", async () => {
    const registry = await ShippedRegistry.create({ REGISTRY_STORE_CREATE: "never" });
    try {
      expect(await refusal(registry)).toContain("there is no store, and none may be created.");
    } finally {
      await registry.destroy();
    }
  });

  it("of a new store with a new trail is reported", async () => {
    const { registry } = await started();
    try {
      expect(registry.log).toContain("There was no store and no audit trail: both are created.");
    } finally {
      await registry.destroy();
    }
  });
});
