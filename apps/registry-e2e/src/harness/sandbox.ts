import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WORKSPACE, endChild, startNode } from "@appointment-registry/test-kit";

/** `npm start` in its own folder and on free ports. */
export class SandboxUnderTest {
  private constructor(
    readonly directory: string,
    readonly printed: string,
    private readonly process: ChildProcess,
  ) {}

  /** Resolves after the sandbox has printed all its output. */
  static async start(directory: string, ...more: string[]): Promise<SandboxUnderTest> {
    const main = join(WORKSPACE, "tools/sandbox/dist/main.js");
    const ports = ["--port", "0", "--issuer-port", "0", "--console-port", "0"];
    const child = startNode([main, "--directory", join(directory, ".sandbox"), ...ports, ...more]);
    let said = "";
    return new Promise((printed, failed) => {
      child.once("exit", (code) => failed(new Error(`The sandbox ended with ${code}:\n${said}`)));
      child.stderr.on("data", (chunk) => (said += String(chunk)));
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes("Ctrl-C")) printed(new SandboxUnderTest(directory, said, child));
      });
    });
  }

  /** The arguments that it prints after `npm run client --`. */
  get command(): string[] {
    const line = /^ *npm run client -- (cancel .+)$/m.exec(this.printed)?.[1] ?? "";
    return Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? "");
  }

  /** Address of the console, including its session. */
  get console(): string {
    return /^Console: (http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43})$/m.exec(this.printed)?.[1] ?? "";
  }

  async stop(): Promise<number | null> {
    await endChild(this.process, "SIGINT");
    return this.process.exitCode;
  }
}

/** Creates a folder for a sandbox. Delete it with `remove`. */
export async function sandboxFolder(): Promise<{ readonly directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "sandbox e2e "));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
