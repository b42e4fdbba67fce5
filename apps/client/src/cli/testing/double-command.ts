import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FhirDouble } from "@appointment-registry/test-kit";
import { command } from "./command.js";
import type { RunOptions } from "./command.js";
import type { CommandResult } from "./in-process.js";
import { quickly } from "./in-process.js";

/** The command line, configured by variables for a registry double. */
export class DoubleCommand {
  private constructor(
    readonly registry: FhirDouble,
    readonly directory: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(): Promise<DoubleCommand> {
    const registry = await FhirDouble.start();
    const directory = await mkdtemp(join(tmpdir(), "client test "));
    for (const name of ["ca", "cert", "key"] as const)
      await writeFile(join(directory, `${name}.pem`), registry.tls[name]);
    return new DoubleCommand(registry, directory, {
      APPOINTMENT_CLIENT_URL: registry.baseUrl,
      APPOINTMENT_CLIENT_CA: join(directory, "ca.pem"),
      APPOINTMENT_CLIENT_CERT: join(directory, "cert.pem"),
      APPOINTMENT_CLIENT_KEY: join(directory, "key.pem"),
      APPOINTMENT_CLIENT_TOKEN: "a-token",
      XDG_CONFIG_HOME: join(directory, "config"),
    });
  }

  file(name: string): string {
    return join(this.directory, name);
  }

  /** Runs in this process; in full-length runs and with options, in a process of its own. */
  run(args: readonly string[], options?: RunOptions): Promise<CommandResult> {
    if (options === undefined && quickly !== undefined) return quickly(args, { ...this.env }, this.directory);
    return command(args, { cwd: this.directory, ...options, env: { ...this.env, ...options?.env } });
  }

  async stop(): Promise<void> {
    await this.registry.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
