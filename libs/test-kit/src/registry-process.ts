import type { ChildProcess } from "node:child_process";
import { endChild, startNode } from "./children.js";
import { eventually } from "./eventually.js";
import { builtRegistry } from "./registry-build.js";

/**
 * Starts the shipped registry as its own process, with public settings only. Its log goes to `logDescriptor`.
 * @param program the program of the registry; by default the built one, after a check that it matches the sources
 */
export function startRegistry(
  settings: Record<string, string>,
  logDescriptor: number,
  program = builtRegistry(),
): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("REGISTRY_"));
  return startNode([program], {
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ["ignore", logDescriptor, logDescriptor],
    // A Ctrl-C reaches every process of the group; the sandbox alone controls the order of shutdown.
    detached: true,
  });
}

/**
 * Calls `probe` repeatedly and resolves when it does.
 * @throws Error with the output of the process if it ends instead, even during a probe: another process may have its
 * port by then
 */
export async function untilServing(
  registry: ChildProcess,
  probe: () => Promise<unknown>,
  said: () => string,
): Promise<void> {
  const hasEnded = (): boolean => registry.exitCode !== null || registry.signalCode !== null;
  const ended = new Promise<void>((resolve) => registry.once("exit", resolve));
  const serves = eventually(
    async () =>
      hasEnded() ||
      probe().then(
        () => true,
        () => false,
      ),
    "the registry serves",
  ).catch(() => undefined);
  await Promise.race([serves, ended]);
  if (hasEnded() || (await serves) === undefined) throw new Error(`The registry does not serve:\n${said()}`);
}

export async function stopRegistry(registry: ChildProcess): Promise<void> {
  await endChild(registry);
}
