import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFile } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { lstat, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { createAuthority, startNode } from "@appointment-registry/test-kit";

const REGISTRY = resolve(import.meta.dirname, "..");
const run = promisify(execFile);

describe("the pruned folder", () => {
  let place: string;
  let folder: string;
  let registry: ChildProcess | undefined;
  let log = "";

  beforeAll(async () => {
    if (!existsSync(join(REGISTRY, "dist/main.js"))) throw new Error("The registry is not built: npm run build");
    place = await mkdtemp(join(tmpdir(), "pruned folder "));
    const made = join(place, "made");
    await run(process.execPath, [join(REGISTRY, "deploy/prune.mjs"), made]);
    await mkdir(join(place, "elsewhere"));
    folder = join(place, "elsewhere", "registry");
    await rename(made, folder);
  });
  afterAll(async () => {
    registry?.kill("SIGKILL");
    await rm(place, { recursive: true, force: true });
  });

  it("contains no link, no source and no test", async () => {
    const files = await readdir(folder, { recursive: true });
    const links = [];
    for (const file of files) if ((await lstat(join(folder, file))).isSymbolicLink()) links.push(file);
    expect(links).toEqual([]);
    expect(
      files.filter((file) => /^dist\/.*\.(ts|test\.js)$|^node_modules\/(jest|nx|typescript|eslint)$/.test(file)),
    ).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(["LICENSE", "dist", "node_modules", "package.json"]);
  });

  it("does not overwrite existing files", async () => {
    await expect(run(process.execPath, [join(REGISTRY, "deploy/prune.mjs"), folder])).rejects.toThrow("is not empty");
  });

  it("serves after being moved, and stops on SIGTERM", async () => {
    const authority = await createAuthority("Pruned folder CA");
    const [server, client] = await Promise.all([
      authority.issue("CN=localhost", { usage: "server" }),
      authority.issue("CN=supplier"),
    ]);
    const secrets = join(place, "secrets");
    await mkdir(secrets);
    await writeFile(join(secrets, "ca.pem"), authority.cert);
    await writeFile(join(secrets, "server.pem"), server.cert);
    await writeFile(join(secrets, "server.key"), server.key);
    await writeFile(join(secrets, "jwks.json"), JSON.stringify({ keys: [] }));
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    registry = startNode(["dist/main.js"], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        REGISTRY_PORT: String(port),
        REGISTRY_BASE_URL: `https://localhost:${port}/STU3`,
        REGISTRY_STORE: `lmdb:${join(place, "data")}`,
        REGISTRY_TLS_KEY: join(secrets, "server.key"),
        REGISTRY_TLS_CERT: join(secrets, "server.pem"),
        REGISTRY_TLS_CLIENT_CA: join(secrets, "ca.pem"),
        REGISTRY_JWT_ISSUER: "https://issuer.example",
        REGISTRY_JWKS: join(secrets, "jwks.json"),
      },
    });
    registry.stdout?.on("data", (chunk) => (log += String(chunk)));
    registry.stderr?.on("data", (chunk) => (log += String(chunk)));
    const exited = once(registry, "exit");
    const tls = { ca: authority.cert, cert: client.cert, key: client.key };
    let status: number | undefined;
    for (let attempt = 0; status === undefined && attempt < 200 && registry.exitCode === null; attempt += 1) {
      status = await get(`https://localhost:${port}/STU3/metadata`, tls).catch(() => undefined);
      await pause(50);
    }
    expect([status, status === undefined ? log : ""]).toEqual([200, ""]);
    registry.kill("SIGTERM");
    expect((await exited)[0]).toBe(0);
  });
});

function get(url: string, tls: { ca: string; cert: string; key: string }): Promise<number | undefined> {
  return new Promise((answered, failed) => {
    request(url, { ...tls, agent: false }, (response) => {
      response.resume();
      response.on("end", () => answered(response.statusCode));
    })
      .on("error", failed)
      .end();
  });
}
