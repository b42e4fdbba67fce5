import type { ChildProcess } from "node:child_process";
import { endChild, startNode } from "./children.js";
import { builtRegistry } from "./registry-build.js";

/** Starts the shipped registry as its own process, with nothing but public settings. Its log goes to `logDescriptor`. */
export function startRegistry(settings: Record<string, string>, logDescriptor: number): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("REGISTRY_"));
  return startNode([builtRegistry()], {
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ["ignore", logDescriptor, logDescriptor],
    // A Ctrl-C reaches every process of the group; the sandbox alone decides in which order things stop.
    detached: true,
  });
}

export async function stopRegistry(registry: ChildProcess): Promise<void> {
  await endChild(registry);
}
