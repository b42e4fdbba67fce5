import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { SOFTWARE_VERSION } from "./cli/software-version.js";
import { WORKSPACE } from "./cli/testing/command.js";

const run = promisify(execFile);

/**
 * A folder outside the workspace that resembles a supplier's project after `npm install`: the two packages, and their
 * declared dependencies.
 */
let project: string;
const file = (name: string): string => join(project, name);

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "packed "));
  for (const folder of ["libs/fhir-appointment", "libs/registry-contract", "apps/client"])
    await install(join(WORKSPACE, folder));
  const tsconfig = {
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      module: "NodeNext",
      target: "ES2023",
      noEmit: true,
      types: [],
    },
  };
  await writeFile(file("tsconfig.json"), JSON.stringify({ ...tsconfig, include: ["*.ts"] }));
  await writeFile(file("package.json"), JSON.stringify({ type: "module" }));
});
afterAll(() => rm(project, { recursive: true, force: true }));

async function install(folder: string): Promise<void> {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", project], { cwd: folder });
  const [{ filename, name }] = JSON.parse(stdout) as [{ filename: string; name: string }];
  const target = file(join("node_modules", name));
  await mkdir(target, { recursive: true });
  await run("tar", [
    "-xzf",
    file(filename.replace("@", "").replace("/", "-")),
    "-C",
    target,
    "--strip-components",
    "1",
  ]);
  const { dependencies } = JSON.parse(await readFile(join(target, "package.json"), "utf8")) as { dependencies: object };
  for (const dependency of Object.keys(dependencies)) {
    if (dependency.startsWith("@appointment-registry/")) continue;
    await mkdir(dirname(file(join("node_modules", dependency))), { recursive: true });
    await symlink(join(WORKSPACE, "node_modules", dependency), file(join("node_modules", dependency)), "dir").catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      },
    );
  }
}

it("ships code, types, README and licence, and no tests or sources", async () => {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json"], { cwd: join(WORKSPACE, "apps/client") });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/cli/main.js", "README.md", "LICENSE"]),
  );
  expect(paths.filter((path) => /\.test\.|^(?:src|test)\//.test(path))).toEqual([]);
});

it("compiles in strict mode if used correctly, and fails to compile otherwise", async () => {
  await writeFile(file("use.ts"), USE);
  const tsc = join(WORKSPACE, "node_modules/typescript/bin/tsc");
  const compiled = await run(process.execPath, [tsc, "-p", project]).catch((error: { stdout: string }) => error);
  expect(compiled.stdout).toBe("");
});

it("runs if nothing else is installed", async () => {
  await writeFile(file("run.js"), RUN);
  expect((await run(process.execPath, [file("run.js")], { cwd: project })).stdout).toBe("unreachable\n");
  const bin = join(project, "node_modules/@appointment-registry/client/dist/cli/main.js");
  expect((await run(process.execPath, [bin, "--version"])).stdout).toBe(`${SOFTWARE_VERSION}\n`);
});

const RUN = `
import { createRegistryClient } from "@appointment-registry/client";
const client = createRegistryClient({ baseUrl: "https://localhost:1/STU3", retry: { attempts: 1 } });
console.log((await client.cancel("x")).status);
await client.close();
`;

const USE = `
import { createRegistryClient } from "@appointment-registry/client";
import type { CancelResult, ReadResult, RegisterResult, RegistryClient, SearchResult } from "@appointment-registry/client";

const client: RegistryClient = createRegistryClient({ baseUrl: "https://registry.example/STU3", token: async () => "t" });

export async function cancelled(id: string): Promise<fhir.Appointment | undefined> {
  const result = await client.cancel(id, { onConflict: "retry", signal: AbortSignal.timeout(1000) });
  switch (result.status) {
    case 200:
      return result.appointment;
    case 409:
      result.changes.map(({ expression }) => expression);
      return result.current?.appointment;
    case "unknown":
    case "unreachable":
      throw new Error(result.message);
    default:
      return undefined;
  }
}

// @ts-expect-error a cancel needs an id
void client.cancel();
// @ts-expect-error an id is a string
void client.cancel(42);
// @ts-expect-error there is no other status to cancel to
void client.cancel("x", { to: "arrived" });
// @ts-expect-error the registry's address is needed
createRegistryClient({});

export async function careless(id: string): Promise<void> {
  const result = await client.cancel(id);
  // @ts-expect-error a conflict has no appointment
  void result.appointment;
  // @ts-expect-error the contract has no such answer
  if (result.status === 418) return;
  // @ts-expect-error what is unreachable has no outcome
  if (result.status === "unreachable") void result.outcome;
}

export function exhaustive(result: CancelResult): string {
  switch (result.status) {
    case 200:
      return result.etag;
    case 409:
      return result.changes.map(({ expression }) => expression).join();
    case 400: case 403: case 404: case 406: case 412: case 413: case 415: case 422: case 429: case 431: case 500: case 503:
      return result.issues[0]?.message ?? "";
    case "unexpected": case "unreachable":
      return result.message;
    case "unknown":
      return result.resume.versionId;
    default:
      return forgotten(result);
  }
}

export function exhaustiveToo(result: RegisterResult | ReadResult | SearchResult): string | number {
  switch (result.status) {
    case 200: case 201:
      return "total" in result ? result.total : result.etag;
    case 400: case 403: case 404: case 406: case 408: case 412: case 413: case 415: case 422: case 429: case 431: case 500: case 503:
      return result.issues[0]?.message ?? "";
    case "unexpected": case "unreachable":
      return result.message;
    case "unknown":
      return result.safeToRepeat ? "again" : "search first";
    default:
      return forgotten(result);
  }
}

export function forgetful(result: CancelResult): string {
  switch (result.status) {
    case 200:
      return result.etag;
    default:
      // @ts-expect-error all else was forgotten
      return forgotten(result);
  }
}
declare function forgotten(result: never): string;
`;
