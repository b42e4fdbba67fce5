import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { WORKSPACE } from "./cli/testing/command.js";

const run = promisify(execFile);

/** A package registry with the packages that are installed here, so that the tests need no other one. */
let packages: Server;
let directory: string;

async function published(name: string): Promise<{ readonly manifest: { version: string }; readonly archive: Buffer }> {
  const folder = join(WORKSPACE, "node_modules", name);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  const args = ["-cz", "--transform", "s,^[.],package,", "--exclude", "./node_modules", "-C", folder, "."];
  const { stdout } = await run("tar", args, { encoding: "buffer", maxBuffer: 100 * 1024 * 1024 });
  return { manifest, archive: stdout };
}

beforeAll(async () => {
  packages = createServer((request, response) => {
    const url = new URL(request.url as string, `http://${request.headers.host}`);
    const [path = "", isArchive] = decodeURIComponent(url.pathname.slice(1)).split("/-/");
    published(path).then(
      ({ manifest, archive }) => {
        if (isArchive !== undefined) return response.end(archive);
        const { version } = manifest;
        const dist = { tarball: `${url.origin}/${path}/-/archive.tgz` };
        return response.end(
          JSON.stringify({
            name: path,
            "dist-tags": { latest: version },
            versions: { [version]: { ...manifest, dist } },
          }),
        );
      },
      () => response.writeHead(404).end("{}"),
    );
  }).listen(0, "127.0.0.1");
  await once(packages, "listening");
});
afterAll(() => {
  packages.closeAllConnections();
  packages.close();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "install "));
  await mkdir(join(directory, "project"));
  await writeFile(join(directory, "project/package.json"), JSON.stringify({ type: "module" }));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Returns the commands of the section "Install": those for the checkout, and those for a project. */
async function commandsOf(readme: string): Promise<[string, string]> {
  const text = await readFile(join(WORKSPACE, readme), "utf8");
  const section = text.slice(text.indexOf("\n## Install\n")).split("\n## ")[1] as string;
  const blocks = [...section.matchAll(/```sh\n([^]*?)```/g)].map(([, code]) => code as string);
  expect(blocks).toHaveLength(2);
  return blocks as [string, string];
}

function shell(commands: string, cwd: string): Promise<{ stdout: string }> {
  const { port } = packages.address() as AddressInfo;
  return run("sh", ["-ec", commands], {
    cwd,
    env: {
      PATH: process.env["PATH"],
      HOME: directory,
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: join(directory, "cache"),
      npm_config_audit: "false",
      npm_config_update_notifier: "false",
    },
  });
}

/** Installs as the README describes, except that the archives are in the test's folder. */
async function installed(readme: string): Promise<{ readonly project: string; readonly stdout: string }> {
  const [pack, install] = await commandsOf(readme);
  await shell(pack.replaceAll("../packed", `"${join(directory, "packed")}"`), WORKSPACE);
  const project = join(directory, "project");
  return { project, ...(await shell(install, project)) };
}

/** Returns the relative links of a packed README that lead to unpacked files. */
async function deadLinks(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, "README.md"), "utf8");
  const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target]) => target as string);
  const found = await Promise.all(
    targets.map(async (target) =>
      readFile(join(folder, target)).then(
        () => [],
        () => [target],
      ),
    ),
  );
  return found.flat();
}

it("installs the client into an empty project as its README describes", async () => {
  const { project, stdout } = await installed("apps/client/README.md");
  expect(stdout).toContain("Usage: appointment-client [options] [command]");
  await writeFile(
    join(project, "use.js"),
    `import { createRegistryClient } from "@appointment-registry/client";
     import { readResource } from "@appointment-registry/fhir-appointment";
     console.log(typeof createRegistryClient, typeof readResource);`,
  );
  expect((await run(process.execPath, ["use.js"], { cwd: project })).stdout).toBe("function function\n");
  const packages = join(project, "node_modules/@appointment-registry");
  for (const name of ["client", "fhir-appointment"]) expect(await deadLinks(join(packages, name))).toEqual([]);
});

it("installs the FHIR library alone as its README describes", async () => {
  const { project } = await installed("libs/fhir-appointment/README.md");
  await writeFile(
    join(project, "use.js"),
    `import { readResource } from "@appointment-registry/fhir-appointment";
     console.log(readResource("{}", { format: "json" }).kind);`,
  );
  expect((await run(process.execPath, ["use.js"], { cwd: project })).stdout).toBe("unreadable\n");
});
