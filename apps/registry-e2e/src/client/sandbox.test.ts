import { execFile } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { endChild, startNode, WORKSPACE } from "@appointment-registry/test-kit";
import { ordinary, started } from "./command.js";

let directory: string;
let sandbox: ChildProcess | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "sandbox e2e "));
});
afterEach(async () => {
  await stop();
  await rm(directory, { recursive: true, force: true });
});

/** Starts it in a folder of its own and gives the command that it prints. */
async function start(...more: string[]): Promise<string[]> {
  const main = join(WORKSPACE, "tools/sandbox/dist/main.js");
  const args = ["--directory", join(directory, ".sandbox"), "--port", "0", "--issuer-port", "0", ...more];
  const child = startNode([main, ...args]);
  sandbox = child;
  let said = "";
  return new Promise((printed, failed) => {
    child.once("exit", (code) => failed(new Error(`The sandbox ended with ${code}:\n${said}`)));
    child.stderr.on("data", (chunk) => (said += String(chunk)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = /^ *npm run client -- (.+)$/m.exec(said);
      if (found !== null && said.includes("Ctrl-C")) printed((found[1] as string).split(" "));
    });
  });
}

async function stop(): Promise<number | null> {
  const child = sandbox;
  sandbox = undefined;
  if (child === undefined) return null;
  await endChild(child, "SIGINT");
  return child.exitCode;
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
