import { spawn } from "node:child_process";
import { builtRegistry } from "@appointment-registry/test-kit";

/** Returns the findings of `registry audit verify --store --json` as numbers that must be 0. */
export async function auditFaults(directories: readonly string[], store: string): Promise<Record<string, number>> {
  const args = [builtRegistry(), "audit", "verify", ...directories, "--store", store, "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0 && code !== 1) throw new Error(`audit verify ended with ${code}: ${output}`);
  const { faults, store: compared } = JSON.parse(output) as Verified;
  if (code === 1) console.error(output);
  return {
    "faults of the audit trail": faults.length,
    "versions without a record": compared.versionsWithoutRecord.length,
    "versions without an account": compared.versionsWithoutAccount.length,
    "records without a version": compared.recordsWithoutVersion.length,
  };
}

interface Verified {
  readonly faults: readonly unknown[];
  readonly store: {
    readonly matched: number;
    readonly versionsWithoutRecord: readonly unknown[];
    readonly versionsWithoutAccount: readonly unknown[];
    readonly recordsWithoutVersion: readonly unknown[];
  };
}
