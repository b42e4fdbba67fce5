import { execFileSync, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { atLength, endChild, startNode, WORKSPACE } from "@appointment-registry/test-kit";

/** The shell blocks of the guide, in order, as a reader runs them. */
const script = [...readFileSync(join(WORKSPACE, "docs/consumers.md"), "utf8").matchAll(/^```sh\n([^]*?)^```$/gm)]
  .map(([, block = ""], index) => `printf "\\n== ${index + 1}\\n"\n${block}`)
  .join("\n");

const runnable = spawnSync("bash", ["-c", "command -v curl"]).status === 0;
if (!runnable) console.log("There is no bash with curl here: the commands of docs/consumers.md are not run.");

let directory: string;
let sandbox: ChildProcess;

beforeAll(async () => {
  if (!runnable) return;
  directory = await mkdtemp(join(tmpdir(), "consumers-guide-"));
  const main = join(WORKSPACE, "tools/sandbox/dist/main.js");
  sandbox = startNode([main, "--directory", directory, "--port", "0", "--issuer-port", "0"], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  for (let attempt = 0; !existsSync(join(directory, "sample.json")); attempt++) {
    if (attempt > 600 || sandbox.exitCode !== null) throw new Error("The sandbox did not start.");
    await delay(50);
  }
});

afterAll(async () => {
  if (!runnable) return;
  await endChild(sandbox);
  await rm(directory, { recursive: true, force: true });
});

(runnable ? it : it.skip)(
  `docs/consumers.md: every command works, and is answered as the guide says${atLength("", ", the second time too")}`,
  () => {
    const [, , registered, again, found, cancelled, conflict, client] = run();
    expect(registered).toMatch(/^HTTP\/1.1 201 /);
    expect(again).toMatch(/^HTTP\/1.1 200 [^]*location: \S+\/_history\/1$/i);
    expect(found).toMatch(/^https:\S+\/_history\/1 booked$/);
    expect(cancelled).toMatch(/^HTTP\/1.1 200 /);
    expect(cancelled).toMatch(/^etag: W\/"2"/im);
    expect(cancelled).toMatch(/^location: \S+\/_history\/2/im);
    expect(conflict).toContain("version 2 is current and it is already cancelled");
    expect(client).toContain("exit code 1");

    // A run starts npm four times.
    if (!atLength(false, true)) return;
    const [, , registeredAnew, againAnew, , cancelledAnew] = run();
    expect([registeredAnew, againAnew, cancelledAnew].map((text) => text?.slice(0, 13))).toEqual([
      "HTTP/1.1 201 ",
      "HTTP/1.1 200 ",
      "HTTP/1.1 200 ",
    ]);
  },
);

/** Returns the output of each block of the guide, at the index of the block. */
function run(): string[] {
  const env = { ...process.env, SANDBOX: directory };
  const printed = execFileSync("bash", ["-euo", "pipefail", "-c", script], { cwd: WORKSPACE, env, encoding: "utf8" });
  return printed.split(/^== \d+$/m).map((text) => text.trim());
}
