import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { localCertificates } from "@appointment-registry/test-kit";

/** Set to the output of `tools/hapi/server.sh build`. */
const { HAPI_CLASS_PATH } = process.env;
export const hasHapi = HAPI_CLASS_PATH !== undefined;
if (!hasHapi) process.stderr.write("Not run: tests on a plain HAPI server; HAPI_CLASS_PATH is not set (tools/hapi).\n");

/** A plain HAPI server for STU3, in memory, over mutual TLS. It requires no token. */
export class HapiServer {
  private constructor(
    readonly directory: string,
    readonly baseUrl: string,
    /** PEM texts. */
    readonly tls: { readonly ca: string; readonly cert: string; readonly key: string },
    private readonly child: ChildProcessByStdio<Writable, Readable, null>,
  ) {}

  static async start(): Promise<HapiServer> {
    const directory = await mkdtemp(join(tmpdir(), "hapi "));
    const files = await localCertificates(directory);
    const text = (file: string): Promise<string> => readFile(file, "utf8");
    const tls = { ca: await text(files.ca), cert: await text(files.clientCert), key: await text(files.clientKey) };
    const main = ["-Xmx256m", "-cp", HAPI_CLASS_PATH ?? "", "PlainServer"];
    const child = spawn("java", [...main, files.serverCert, files.serverKey, files.ca], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^\d+$/.exec(line)?.[0];
      if (port !== undefined) return new HapiServer(directory, `https://localhost:${port}/STU3`, tls, child);
    }
    await rm(directory, { recursive: true, force: true });
    throw new Error("The HAPI server did not start.");
  }

  async stop(): Promise<void> {
    const gone = this.child.exitCode === null ? once(this.child, "exit") : undefined;
    this.child.stdin.end();
    await gone;
    await rm(this.directory, { recursive: true, force: true });
  }
}
