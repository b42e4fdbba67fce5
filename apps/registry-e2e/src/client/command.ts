import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { startNode, WORKSPACE } from "@appointment-registry/test-kit";
import type { NodeOptions } from "@appointment-registry/test-kit";
import type { Callable } from "./harness.js";

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Run = (args: readonly string[], env: NodeJS.ProcessEnv) => Promise<CommandResult>;

/** The built command line, configured for a registry by environment variables. */
export class ClientCommand {
  private constructor(
    private readonly environment: NodeJS.ProcessEnv,
    private readonly runs: Run,
  ) {}

  /** @param runs runs a command without standard input; by default in a separate process */
  static async for(
    registry: Callable,
    runs: Run = (args, env) => started(args, { env }).ended,
  ): Promise<ClientCommand> {
    const file = (name: string): string => join(registry.directory, "tls", name);
    const environment = {
      ...ordinary(),
      APPOINTMENT_CLIENT_URL: registry.baseUrl,
      APPOINTMENT_CLIENT_CA: file("ca.pem"),
      APPOINTMENT_CLIENT_CERT: file("client.pem"),
      APPOINTMENT_CLIENT_KEY: file("client.key"),
      APPOINTMENT_CLIENT_TOKEN: await registry.token(),
    };
    return new ClientCommand(environment, runs);
  }

  /** Returns the command with other variables. An empty variable counts as not set. */
  with(changes: Record<string, string>): ClientCommand {
    return new ClientCommand({ ...this.environment, ...changes }, this.runs);
  }

  start(args: readonly string[]): { readonly process: ChildProcess; readonly ended: Promise<CommandResult> } {
    return started(args, { env: this.environment });
  }

  run(...args: string[]): Promise<CommandResult> {
    return this.runs(args, this.environment);
  }

  /** Runs the command with this input on standard input. */
  answer(input: string, ...args: string[]): Promise<CommandResult> {
    return started(args, { env: this.environment, input }).ended;
  }

  /** Runs the command without HOME and as a user without an entry in passwd, as in containers. */
  homeless(...args: string[]): Promise<CommandResult> {
    const { HOME: _, XDG_CONFIG_HOME: __, ...env } = this.environment;
    return started(args, { env, uid: 54_321, gid: 54_321, cwd: "/" }).ended;
  }

  /** Runs a bash script in which `client` is the command line. */
  script(script: string): Promise<CommandResult> {
    const command = `client() { ${JSON.stringify(process.execPath)} ${JSON.stringify(MAIN)} "$@"; }; ${script}`;
    return collected(spawn("bash", ["-c", command], { stdio: ["ignore", "pipe", "pipe"], env: this.environment }));
  }
}

const MAIN = join(WORKSPACE, "apps/client/dist/cli/main.js");

/** Returns an environment without this machine's settings for the client, including its configuration file and proxies. */
export function ordinary(): NodeJS.ProcessEnv {
  const names = Object.entries(process.env).filter(
    ([name]) => !/^(?:APPOINTMENT_|npm_|INIT_CWD|FORCE_COLOR|(?:https?|no)_proxy$)/i.test(name),
  );
  return { ...Object.fromEntries(names), XDG_CONFIG_HOME: join(WORKSPACE, "no-configuration") };
}

export function started(
  args: readonly string[],
  { input, ...options }: Pick<NodeOptions, "env" | "cwd" | "uid" | "gid"> & { readonly input?: string },
): { readonly process: ChildProcess; readonly ended: Promise<CommandResult> } {
  const child = startNode([MAIN, ...args], { ...options, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin?.on("error", () => undefined).end(input);
  return { process: child, ended: collected(child) };
}

function collected(child: ChildProcess): Promise<CommandResult> {
  const said = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  return new Promise<CommandResult>((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, ...said }));
  });
}
