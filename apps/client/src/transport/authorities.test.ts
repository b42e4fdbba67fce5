import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { FhirDouble, createAuthority } from "@appointment-registry/test-kit";
import { WORKSPACE } from "../cli/testing/command.js";

/** Authorities that Node.js loads at startup can be tested only in a separate process. */

let one: FhirDouble;
let other: FhirDouble;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "authorities "));
  one = await FhirDouble.start();
  other = await FhirDouble.start(await createAuthority("other"));
  await writeFile(join(directory, "extra.pem"), one.authority.cert);
  await writeFile(join(directory, "run.mjs"), RUN);
});
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await rm(directory, { recursive: true, force: true });
});

const RUN = `
const [client, ...options] = process.argv.slice(2);
const { createRegistryClient } = await import(client);
for (const each of options) {
  const registry = createRegistryClient({ retry: { attempts: 1 }, ...JSON.parse(each) });
  console.log(String((await registry.read("x")).status));
  await registry.close();
}
`;

it("trusts the authorities of Node.js together with those of `ca`, or the latter alone", async () => {
  const ca = other.authority.cert;
  const calls = [
    { baseUrl: one.baseUrl, tls: {} },
    { baseUrl: one.baseUrl, tls: { ca } },
    { baseUrl: other.baseUrl, tls: { ca } },
    { baseUrl: other.baseUrl, tls: {} },
    { baseUrl: one.baseUrl, tls: { ca, defaultAuthorities: false } },
    { baseUrl: other.baseUrl, tls: { ca, defaultAuthorities: false } },
  ];
  const arguments_ = [join(directory, "run.mjs"), join(WORKSPACE, "apps/client/dist/index.js")];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...arguments_, ...calls.map((call) => JSON.stringify(call))],
    { env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: join(directory, "extra.pem") } },
  );
  expect(stdout.trim().split("\n")).toEqual(["404", "404", "404", "unreachable", "unreachable", "404"]);
});
