import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { WORKSPACE } from "@appointment-registry/test-kit";
import { SandboxUnderTest, sandboxFolder } from "../harness/sandbox.js";
import { ordinary, started } from "./command.js";

let folder: Awaited<ReturnType<typeof sandboxFolder>>;
let directory: string;
let sandbox: SandboxUnderTest | undefined;
beforeEach(async () => {
  folder = await sandboxFolder();
  ({ directory } = folder);
});
afterEach(async () => {
  await stop();
  await folder.remove();
});

/** Starts it in a folder of its own and gives the command that it prints. */
async function start(...more: string[]): Promise<string[]> {
  sandbox = await SandboxUnderTest.start(directory, ...more);
  return sandbox.command;
}

async function stop(): Promise<number | null> {
  const running = sandbox;
  sandbox = undefined;
  return running === undefined ? null : running.stop();
}

const client = (...args: string[]) => started(args, { env: ordinary(), cwd: directory }).ended;

it("prints the command that cancels the contract's sample; the data outlive a restart", async () => {
  const command = await start();
  expect(command[0]).toBe("cancel");
  const id = command[1] as string;
  expect((await client("get", id, "--xml")).stdout).toContain('<end value="2019-01-17T15:10:00.000Z"/>');
  const cancelled = await client(...command);
  expect(cancelled).toMatchObject({ code: 0, stderr: "" });
  expect(cancelled.stdout).toMatch(/^✓ Cancelled .*\n {2}status +cancelled\n/);
  expect(await client("doctor")).toMatchObject({ code: 0 });
  expect(await stop()).toBe(0);

  const next = await start();
  expect(next[1]).not.toBe(id);
  const old = await client("history", id);
  expect(old.stdout).toMatch(/\n2 .*cancelled\n1 .*booked\n$/);
});

it("gives the conformance kit all that it can be given: no requirement is left untested", async () => {
  await start("--failing");
  const main = join(WORKSPACE, "tools/conformance/dist/main.js");
  const settings = join(directory, ".sandbox", "conformance.json");
  const { stdout } = await promisify(execFile)(process.execPath, [main, "--settings", settings, "--json"]);
  const { results } = JSON.parse(stdout) as { results: { outcome: string }[] };
  expect(results.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(results.length).toBeGreaterThan(200);
});
