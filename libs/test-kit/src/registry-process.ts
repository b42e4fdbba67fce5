import type { ChildProcess } from "node:child_process";
import { endChild, startNode } from "./children.js";
import { builtRegistry } from "./registry-build.js";

/**
 * Starts the shipped registry as its own process, with nothing but public settings. Its log goes to `logDescriptor`.
 * @param program of the registry; by default the built one, after a look whether it was built from the sources as they are
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
    // A Ctrl-C reaches every process of the group; the sandbox alone decides in which order things stop.
    detached: true,
  });
}

export async function stopRegistry(registry: ChildProcess): Promise<void> {
  await endChild(registry);
}
