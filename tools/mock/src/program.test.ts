import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { localCertificates, startNode } from "@appointment-registry/test-kit";
import { Agent, request } from "undici";

const MAIN = resolve(import.meta.dirname, "../dist/main.js");
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "mock command "));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Starts the built command. `said` resolves after it serves or has exited. */
function start(...args: string[]) {
  const child = startNode([MAIN, ...args]);
  const ended = once(child, "close").then(([code]) => code as number | null);
  let text = "";
  const said = new Promise<string>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.includes("Ctrl-C")) done(text);
      });
    }
    void ended.then(() => done(text));
  });
  return { child, ended, said };
}

async function statusOf(url: string, prefer = "", method: "GET" | "PUT" = "GET"): Promise<number> {
  const { ca, clientCert, clientKey } = await localCertificates(directory);
  const read = (file: string): Promise<string> => readFile(file, "utf8");
  const dispatcher = new Agent({
    connect: { ca: await read(ca), cert: await read(clientCert), key: await read(clientKey) },
  });
  const answer = await request(url, { dispatcher, method, headers: { prefer } });
  await answer.body.dump();
  await dispatcher.close();
  return answer.statusCode;
}

describe("npm run mock", () => {
  it("creates certificates, prints their paths and how to request another status, and exits at Ctrl-C", async () => {
    const { child, ended, said } = start("--port", "0", "--directory", directory);
    const text = await said;
    const { ca, clientCert, clientKey } = await localCertificates(directory);
    for (const file of [ca, clientCert, clientKey]) expect(text).toContain(` ${file}\n`);
    const prefer = /^ *Prefer: (code=\d+)$/m.exec(text)?.[1] ?? "";
    const base = /FHIR base +(\S+)/.exec(text)?.[1] ?? "";
    expect(await statusOf(`${base}/Appointment/x`, "", "PUT")).toBe(200);
    expect(await statusOf(`${base}/Appointment/x`, prefer, "PUT")).toBe(409);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });

  it("uses the given certificates", async () => {
    const { serverKey, serverCert, ca } = await localCertificates(directory);
    const given = ["--tls-key", serverKey, "--tls-cert", serverCert, "--client-ca", ca];
    const { child, ended, said } = start("--port", "0", ...given);
    const base = /FHIR base +(\S+)/.exec(await said)?.[1] ?? "";
    expect(await statusOf(`${base}/metadata`)).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it.each([
    [["--help"], 0, "Prefer: code=409"],
    [["--tls-key", "x"], 2, "Give --tls-key, --tls-cert and --client-ca"],
    [["--port", "x"], 2, "It must be a port"],
    [["--tls-key", "missing", "--tls-cert", "missing", "--client-ca", "missing"], 2, "ENOENT"],
  ])("%j: exit code %d", async (args, code, message) => {
    const { ended, said } = start(...args);
    expect(await said).toContain(message);
    expect(await ended).toBe(code);
  });
});
