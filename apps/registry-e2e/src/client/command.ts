import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { WORKSPACE } from "@appointment-registry/test-kit";
import type { Callable } from "./harness.js";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line, set up for a registry by variables. */
export class ClientCommand {
  private constructor(private readonly environment: NodeJS.ProcessEnv) {}

  static async for(registry: Callable): Promise<ClientCommand> {
    const file = (name: string): string => join(registry.directory, "tls", name);
    return new ClientCommand({
      ...ordinary(),
      APPOINTMENT_CLIENT_URL: registry.baseUrl,
      APPOINTMENT_CLIENT_CA: file("ca.pem"),
      APPOINTMENT_CLIENT_CERT: file("client.pem"),
      APPOINTMENT_CLIENT_KEY: file("client.key"),
      APPOINTMENT_CLIENT_TOKEN: await registry.token(),
    });
  }

  /** With other variables; an empty one counts as not set. */
  with(changes: Record<string, string>): ClientCommand {
    return new ClientCommand({ ...this.environment, ...changes });
  }

  start(args: readonly string[]): { readonly process: ChildProcess; readonly ended: Promise<Ended> } {
    return started(args, { env: this.environment });
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(args).ended;
  }
}

/** With nothing of this machine's settings for the client. */
export function ordinary(): NodeJS.ProcessEnv {
  const names = Object.entries(process.env).filter(
    ([name]) => !/^(?:APPOINTMENT_|npm_|INIT_CWD|FORCE_COLOR)/.test(name),
  );
  return Object.fromEntries(names);
}

export function started(
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string },
): { readonly process: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(WORKSPACE, "apps/client/dist/cli/main.js"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const ended = new Promise<Ended>((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, ...said }));
  });
  return { process: child, ended };
}
