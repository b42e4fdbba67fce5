import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { quickly } from "@appointment-registry/client/testing";
import { createRegistryClient } from "@appointment-registry/client";
import type { RegistryClient } from "@appointment-registry/client";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import { atLength, eventually, sampled, startFaultProxy } from "@appointment-registry/test-kit";
import type { FaultProxyOptions } from "@appointment-registry/test-kit";
import { plannedEntry } from "../chaos/entries.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { ClientCommand } from "./command.js";
import type { CommandResult } from "./command.js";
import { clientOptions, inParallel } from "./harness.js";

let registry: RegistryUnderTest;
let library: RegistryClient;
let client: ClientCommand;
let directory: string;
const file = (name: string): string => join(directory, name);

beforeAll(async () => {
  registry = await RegistryUnderTest.start();
  library = createRegistryClient(await clientOptions(registry));
  client = await ClientCommand.for(registry, quickly);
  directory = await mkdtemp(join(tmpdir(), "bulk test "));
});
afterAll(async () => {
  await library?.close();
  await registry?.stop();
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
});

/** Registers entries and writes their ids to a file. */
async function listed(
  name: string,
  count: number,
  text = (ids: readonly string[]) => ids.join("\n"),
): Promise<string[]> {
  const ids: string[] = [];
  await inParallel(count, 16, async (n) => {
    const result = await library.register(
      JSON.parse(plannedEntry(encodeURIComponent(name), n).body) as fhir.Appointment,
    );
    if (result.status !== 201) throw new Error(JSON.stringify(result));
    ids[n] = result.id;
  });
  await writeFile(file(name), text(ids));
  return ids;
}

async function expectEachCancelledOnce(ids: readonly string[], status = "cancelled"): Promise<void> {
  await inParallel(ids.length, 16, async (n) => {
    const history = await library.history(ids[n] as string);
    expect(history).toMatchObject({ versions: [{ appointment: { status } }, { appointment: { status: "booked" } }] });
  });
}

const cancel = (name: string, ...more: string[]): Promise<CommandResult> =>
  client.run("cancel", "--file", file(name), ...more);
const journalOf = (name: string): Promise<string> => readFile(file(`${name}.journal`), "utf8").catch(() => "");

describe("cancel --file", () => {
  it("cancels the entries of a CSV file, counts them, and has nothing to do in a second run", async () => {
    const ids = await listed("some.csv", 30, (all) => `id,note\n${all.join(",x\n")},x\nunknown,y\n`);
    const first = await cancel("some.csv", "--json");
    expect(first.code).toBe(1);
    const results = first.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { ending: string; final: boolean });
    expect(results.map(({ ending }) => ending).sort()).toEqual([...ids.map(() => "cancelled"), "refused"]);
    expect(results.every(({ final }) => final)).toBe(true);
    expect(first.stderr).toMatch(/some\.csv: 31 ids in the column "id" of 2, separated by commas\n/);
    expect(first.stderr).toMatch(/\n +30 {2}cancelled\n +1 {2}refused\n +31 {2}in all\n$/);
    await expectEachCancelledOnce(ids);
    const second = await cancel("some.csv");
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      /\n +0 {2}cancelled\n +30 {2}cancelled by an earlier run\n +1 {2}refused\n +31 {2}in all\n$/,
    );
  });

  it("cancels each appointment once although it is killed and restarted several times", async () => {
    const kills = atLength(2, 5);
    const ids = await listed("kills.csv", kills * 120);
    let killed = 0;
    for (let code: number | null = null; code !== 0;) {
      const { process: run, ended } = client.start(["cancel", "--file", file("kills.csv"), "--concurrency", "8"]);
      const lines = async () => (await journalOf("kills.csv")).split("\n").length;
      const until = (await lines()) + 150 + 17 * killed;
      await eventually(async () => killed === kills || run.exitCode !== null || (await lines()) >= until);
      if (killed < kills && run.kill("SIGKILL")) killed += 1;
      ({ code } = await ended);
    }
    expect(killed).toBe(kills);
    await expectEachCancelledOnce(ids);
  });

  it("stops at Ctrl-C after the calls in progress have ended", async () => {
    const ids = await listed("stop.csv", 150);
    const { process: run, ended } = client.start(["cancel", "--file", file("stop.csv")]);
    await eventually(async () => run.exitCode !== null || (await journalOf("stop.csv")).includes("ended"));
    run.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toMatch(/not tried\n +150 {2}in all\nThe same command continues with the \d+ that are open/);
    const journal = await journalOf("stop.csv");
    expect(journal.match(/"begun"/g)?.length).toBe(journal.match(/"ended"/g)?.length);
    expect(await cancel("stop.csv")).toMatchObject({ code: 0 });
    await expectEachCancelledOnce(ids);
  });

  it.each(
    sampled(
      [
        ["an expired token", { iat: 1000, nbf: 1000, exp: 2000 }],
        [
          "a token that does not grant to cancel",
          { groups: Object.values(INTERACTION_IDS).filter((group) => group !== INTERACTION_IDS.update) },
        ],
      ],
      2,
    ),
  )("stops at %s, and continues with a valid one", async (name, claims) => {
    const ids = await listed(`${name}.csv`, 60);
    const bad = client.with({ APPOINTMENT_CLIENT_TOKEN: await registry.token(claims) });
    const refused = await bad.run("cancel", "--file", file(`${name}.csv`));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/ {2}refused for now\n +\d+ {2}not tried\n/);
    expect(refused.stderr).toMatch(/\nStopped: \d+ consecutive failures do not concern single appointments\.\n/);
    expect(refused.stderr).toContain("appointment-client doctor");
    expect(refused.stderr).toContain("The same command continues with the 60 that are open");
    expect(await cancel(`${name}.csv`)).toMatchObject({ code: 0 });
    await expectEachCancelledOnce(ids);
  });

  it("marks nothing as done at a wrong address, and continues at the right one", async () => {
    const ids = await listed("address.csv", 30);
    const origin = client.with({ APPOINTMENT_CLIENT_URL: new URL(registry.baseUrl).origin });
    expect(await origin.run("cancel", "--file", file("address.csv"))).toMatchObject({ code: 1 });
    expect(await journalOf("address.csv")).not.toContain('"final":true');
    expect(await cancel("address.csv")).toMatchObject({ code: 0 });
    await expectEachCancelledOnce(ids);
  });

  it("does not accept the journal of another registry or status", async () => {
    const other = await RegistryUnderTest.start();
    try {
      const ids = await listed("registries.csv", 30);
      const elsewhere = await ClientCommand.for(other, quickly);
      const [first = "", ...others] = ids;
      await writeFile(file("one.csv"), first);
      // The other registry knows no such entry. This result is final there and must not affect a run at the right registry.
      const unknown = await elsewhere.run("cancel", "--file", file("one.csv"));
      expect(unknown).toMatchObject({ code: 1, stderr: expect.stringMatching(/\n +1 {2}refused\n +1 {2}in all\n/) });
      expect(await cancel("one.csv")).toMatchObject({ code: 0 });

      await writeFile(file("registries.csv.journal"), await journalOf("one.csv"));
      const { length } = await other.logLines();
      const refused = await elsewhere.run("cancel", "--file", file("registries.csv"));
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("is for another run") });
      expect(await other.logLines()).toHaveLength(length + 1);
      await writeFile(file("registries.csv"), others.join("\n"));
      const status = await cancel("registries.csv", "--entered-in-error");
      expect(status).toMatchObject({ code: 2, stderr: expect.stringContaining("is for another run") });
      expect(await cancel("registries.csv", "--entered-in-error", "--journal", file("errors.journal"))).toMatchObject({
        code: 0,
      });
      await expectEachCancelledOnce(others, "entered-in-error");
    } finally {
      await other.stop();
    }
  });

  it.each(
    sampled(
      [
        ["in the middle", 2],
        ["at the start", 0],
      ],
      2,
    ),
  )(
    "ends with one line of output if the disk is full %s, and continues after space is freed",
    async (name, kilobytes) => {
      const ids = await listed(`disk ${name}.csv`, 60);
      const command = `client cancel --file ${JSON.stringify(file(`disk ${name}.csv`))} 2>&1 | cat`;
      const full = await client.script(`set -o pipefail; ulimit -f ${kilobytes}; ${command}`);
      expect(full.code).toBe(4);
      expect(full.stdout).toMatch(/The journal .* cannot be written: the file would be larger than allowed\.\n/);
      expect(full.stdout).not.toMatch(/^ +at /m);
      expect(await cancel(`disk ${name}.csv`)).toMatchObject({ code: 0 });
      await expectEachCancelledOnce(ids);
    },
  );

  it.each(
    sampled(
      [
        ["of its results", "--json | head -1"],
        ["of all it says", "2>&1 | head -1"],
        ["of nothing", ">&- 2>&-"],
      ],
      3,
    ),
  )("completes its work if a reader %s leaves", async (name, redirection) => {
    const ids = await listed(`reader ${name}.csv`, 24);
    const command = `client cancel --file ${JSON.stringify(file(`reader ${name}.csv`))} ${redirection}`;
    expect(await client.script(`set -o pipefail; ${command}`)).toMatchObject({ code: 0 });
    await expectEachCancelledOnce(ids);
    expect(await cancel(`reader ${name}.csv`)).toMatchObject({ code: 0 });
  });

  it("does not exit with 0 if it cannot write its results", async () => {
    const ids = await listed("full.csv", 10);
    const ended = await client.script(`client cancel --file ${JSON.stringify(file("full.csv"))} --json > /dev/full`);
    expect(ended).toMatchObject({ code: 4, stderr: expect.stringContaining("standard output cannot be written") });
    await expectEachCancelledOnce(ids);
  });

  it("allows only one run at a time to use a journal", async () => {
    const ids = await listed("two.csv", 60);
    const { process: run, ended } = client.start(["cancel", "--file", file("two.csv")]);
    await eventually(async () => (await journalOf("two.csv")).includes("begun"));
    run.kill("SIGSTOP");
    const second = await cancel("two.csv");
    run.kill("SIGCONT");
    expect(second).toMatchObject({ code: 4, stderr: expect.stringContaining("Another run uses the journal") });
    expect(await ended).toMatchObject({ code: 0 });
    expect(await cancel("two.csv")).toMatchObject({ code: 0 });
    await expectEachCancelledOnce(ids);
    await expect(stat(file("two.csv.journal.lock"))).rejects.toThrow("ENOENT");
  });

  it.each(
    sampled(
      [
        ["id;note\nX;by telephone\n", /1 id in the column "id" of 2, separated by semicolons/],
        ["id\tnote\nX\tby telephone\n", /separated by tabs/],
        ["Appointment ID\r\nX\n", /column "Appointment ID"/],
      ],
      3,
    ),
  )("reads ids from %j", async (text, column) => {
    const [id = ""] = await listed("form.csv", 1, ([one = ""]) => text.replace("X", one));
    const done = await cancel("form.csv", "--journal", file(`${id}.journal`));
    expect(done).toMatchObject({ code: 0, stderr: expect.stringMatching(column) });
    await expectEachCancelledOnce([id]);
  });

  it("refuses a file with an invalid id before it sends anything", async () => {
    const [id = ""] = await listed("bad.csv", 1, ([one]) => `id\n${one}\nby telephone\n`);
    const refused = await cancel("bad.csv");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(
      /bad\.csv, line 3, column "id": "by telephone" is not an id .* Nothing was sent\.\n$/,
    );
    expect(await library.read(id)).toMatchObject({ status: 200, appointment: { status: "booked" } });
  });

  it("stops and reports it if the registry cannot be reached", async () => {
    await writeFile(file("lost.csv"), Array.from({ length: 100 }, (_, n) => `id-${n}`).join("\n"));
    const lost = client.with({ APPOINTMENT_CLIENT_URL: "https://localhost:1/STU3" });
    const ended = await lost.run("cancel", "--file", file("lost.csv"), "--concurrency", "32");
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/\d {2}not reached\n/);
    expect(ended.stderr).toMatch(/ the 100 that are open;/);
    expect(ended.stderr).toMatch(/Check host and port/);
  });
});

describe("cancel --file, if the registry limits requests", () => {
  async function behind<T>(
    choose: FaultProxyOptions["choose"],
    work: (through: ClientCommand) => Promise<T>,
  ): Promise<T> {
    const proxy = await startFaultProxy(registry, {
      seed: 0,
      rate: 0,
      hold: 0,
      ...(choose === undefined ? {} : { choose }),
    });
    try {
      return await work(client.with({ APPOINTMENT_CLIENT_URL: proxy.baseUrl }));
    } finally {
      await proxy.stop();
    }
  }

  it("completes its work after 503s with fewer concurrent calls", async () => {
    const ids = await listed("busy.csv", 60);
    let requests = 0;
    const busy = (): { status: number } | undefined => ((requests += 1) <= 20 ? { status: 503 } : undefined);
    await behind(busy, async (through) => {
      expect(await through.run("cancel", "--file", file("busy.csv"), "--concurrency", "16")).toMatchObject({ code: 0 });
    });
    await expectEachCancelledOnce(ids);
  });

  it("sends no new calls for the time that Retry-After requests", async () => {
    await listed("later.csv", 60);
    const arrivals: number[] = [];
    let asked: number | undefined;
    const choose = ({ method }: { method: string }) => {
      arrivals.push(performance.now());
      if (method !== "GET" || asked !== undefined || arrivals.length < 10) return undefined;
      asked = performance.now();
      return { status: 429, headers: { "retry-after": "2" } };
    };
    await behind(choose, async (through) => {
      expect(await through.run("cancel", "--file", file("later.csv"), "--concurrency", "4")).toMatchObject({ code: 0 });
    });
    const meanwhile = arrivals.filter((at) => at > (asked as number) && at < (asked as number) + 1900);
    // The other three calls may still have both their retrieval and their update to send.
    expect(meanwhile.length).toBeLessThanOrEqual(6);
  });

  it("does not multiply requests if Retry-After is an hour", async () => {
    await listed("hour.csv", 60);
    let requests = 0;
    const choose = () => {
      requests += 1;
      return { status: 503, headers: { "retry-after": "3600" } };
    };
    await behind(choose, async (through) => {
      const ended = await through.run("cancel", "--file", file("hour.csv"));
      expect(ended).toMatchObject({
        code: 4,
        stderr: expect.stringContaining("The registry requests a wait of 3600 s."),
      });
    });
    expect(requests).toBeLessThanOrEqual(8);
    expect(await cancel("hour.csv")).toMatchObject({ code: 0 });
  });

  it("recognises cancels whose answers were lost, in the same run and in the next", async () => {
    const ids = await listed("answers.csv", 30);
    let updates = 0;
    const lost = new Set<string>();
    const all = new Set<string>();
    const choose = ({ method, path }: { method: string; path: string }) => {
      if (method === "PUT" && (updates += 1) <= 10) {
        lost.add(path);
        all.add(path);
        return "answer dropped" as const;
      }
      // The first retrieval of the result fails as well.
      return method === "GET" && lost.delete(path) ? ("500 before" as const) : undefined;
    };
    await behind(choose, async (through) => {
      const ended = await through.run("cancel", "--file", file("answers.csv"), "--json");
      expect(ended.code).toBe(0);
      expect(ended.stdout.match(/"recovered":true/g)).toHaveLength(all.size);
    });
    await expectEachCancelledOnce(ids);
  });

  it("recognises them in the next run, if the registry could not be read in this one", async () => {
    const ids = await listed("next.csv", 5);
    let outage = false;
    let ended = false;
    const choose = ({ method }: { method: string }) => {
      if (ended) return undefined;
      outage ||= method === "PUT";
      return method === "PUT" ? ("answer dropped" as const) : outage ? { status: 503 } : undefined;
    };
    await behind(choose, async (through) => {
      const first = await through.run("cancel", "--file", file("next.csv"), "--concurrency", "5");
      expect(first).toMatchObject({ code: 5, stderr: expect.stringContaining("not known whether done") });
      ended = true;
      const second = await through.run("cancel", "--file", file("next.csv"), "--json");
      expect(second.code).toBe(0);
      expect(second.stdout).toContain('"recovered":true');
    });
    await expectEachCancelledOnce(ids);
  });
});
