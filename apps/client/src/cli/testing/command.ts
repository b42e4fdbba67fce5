import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CommandResult } from "./in-process.js";

export const WORKSPACE = resolve(import.meta.dirname, "../../../../..");
/** Real STU3 resources, which are not part of the project. */
export const SHARED_FHIR = join(WORKSPACE, "../shared/fhir");
export const hasSharedFhir = existsSync(SHARED_FHIR);
if (!hasSharedFhir) process.stderr.write(`Not run: tests on the resources of ${SHARED_FHIR}, which does not exist.\n`);

const MAIN = join(WORKSPACE, "apps/client/dist/cli/main.js");

export interface RunOptions {
  readonly input?: string;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly nodeArguments?: readonly string[];
}

/** Runs the built command line as users do, without any settings of this machine. */
export function command(
  args: readonly string[],
  { input = "", env = {}, cwd, nodeArguments = [] }: RunOptions = {},
): Promise<CommandResult> {
  if (!existsSync(MAIN)) throw new Error("The client is not built: npm run build");
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:APPOINTMENT_|npm_|INIT_CWD|FORCE_COLOR)/.test(name),
  );
  const child = spawn(process.execPath, [...nodeArguments, MAIN, ...args], {
    cwd: cwd ?? WORKSPACE,
    env: { ...Object.fromEntries(inherited), ...env },
  });
  const chunks = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (chunks.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (chunks.stderr += text));
  child.stdin.on("error", () => undefined).end(input);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, ...chunks }));
  });
}

/** An Appointment that satisfies CareConnect-Appointment-1 and the registry, with texts of this project. */
export const APPOINTMENT = {
  resourceType: "Appointment",
  meta: { profile: ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"] },
  identifier: [{ system: "urn:ietf:rfc:3986", value: "https://provider.example/STU3/Appointment/1" }],
  status: "booked",
  start: "2099-02-01T10:00:00Z",
  end: "2099-02-01T10:10:00Z",
  created: "2026-11-23T09:00:00Z",
  participant: [
    { actor: { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: "9000000009" } }, status: "accepted" },
  ],
} as const;
