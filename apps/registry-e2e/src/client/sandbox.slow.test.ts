import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { get } from "node:https";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { WORKSPACE, sampled } from "@appointment-registry/test-kit";
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

/** Starts the sandbox in its own folder and returns the command that it prints. */
async function start(...more: string[]): Promise<string[]> {
  sandbox = await SandboxUnderTest.start(directory, ...more);
  return sandbox.command;
}

async function stop(): Promise<number | null> {
  const running = sandbox;
  sandbox = undefined;
  return running === undefined ? null : running.stop();
}

const file = (name = ""): string => join(directory, ".sandbox", name).replace(/\/$/, "");

/** Runs a sandbox that exits without a signal. */
async function startedSandbox(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const main = join(WORKSPACE, "tools/sandbox/dist/main.js");
  return promisify(execFile)(process.execPath, [main, ...args], { env: ordinary() }).then(
    (output) => ({ code: 0, ...output }),
    ({ code, stdout, stderr }: { code: unknown; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

const client = (...args: string[]) => started(args, { env: ordinary(), cwd: directory }).ended;

it("prints the command that cancels the contract's sample, and keeps its data across a restart", async () => {
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

it("locks its folder, finds a sample in the future, and creates a certificate for browsers", async () => {
  const [, id] = await start();
  const { baseUrl } = JSON.parse(await readFile(file("client.json"), "utf8")) as { baseUrl: string };
  const { pid } = JSON.parse(await readFile(file("running.json"), "utf8")) as { pid: number };
  const second = await startedSandbox("--directory", file(), "--fresh");
  expect(second).toEqual({
    code: 1,
    stdout: "",
    stderr:
      `In ${file()} a sandbox already runs: process ${pid}, ${baseUrl}. ` +
      "Stop it with Ctrl-C, or use another folder for this one: npm start -- --directory .sandbox-2\n",
  });

  const found = await client("search", "--nhs-number", "1234554321", "--json");
  const { entry } = JSON.parse(found.stdout) as fhir.Bundle;
  const { upcoming } = JSON.parse(await readFile(file("sample.json"), "utf8")) as { upcoming: string };
  expect(entry?.map(({ resource }) => resource?.id)).toEqual([upcoming]);
  expect(upcoming).not.toBe(id);

  const answer = await new Promise<number | undefined>((answered, failed) =>
    get(
      `${baseUrl}/metadata`,
      { ca: readFileSync(file("tls/ca.pem")), pfx: readFileSync(file("tls/client.p12")), passphrase: "sandbox" },
      (response) => answered(response.resume().statusCode),
    ).on("error", failed),
  );
  expect(answer).toBe(200);
});

const REFUSED = [
  [["--frehs"], 2, "error: unknown option '--frehs'\n(Did you mean --fresh?)"],
  [["extra"], 2, "error: too many arguments. Expected 0 arguments but got 1."],
  ...["abc", "99999", "-1", ""].map(
    (port) =>
      [
        ["--port", port],
        2,
        `error: option '--port <number>' argument '${port}' is invalid. It must be a port from 0 to 65535; 0 lets the system choose.`,
      ] as const,
  ),
  [["--directory", import.meta.filename], 1, "is not a folder"],
  [
    ["--directory", import.meta.dirname, "--fresh"],
    1,
    "holds other files than those of a sandbox: name an empty folder.",
  ],
] as const;
it.each(sampled(REFUSED, 3))("refuses %j", async (args, code, message) => {
  const result = await startedSandbox(...args);
  expect(result).toEqual({ code, stdout: "", stderr: expect.stringContaining(message) });
});

it("gives the conformance kit all its inputs, so that it tests every requirement", async () => {
  await start("--failing");
  const main = join(WORKSPACE, "tools/conformance/dist/main.js");
  const settings = join(directory, ".sandbox", "conformance.json");
  const { stdout } = await promisify(execFile)(process.execPath, [main, "--settings", settings, "--json"]);
  const { results } = JSON.parse(stdout) as { results: { outcome: string }[] };
  expect(results.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(results.length).toBeGreaterThan(200);
});
