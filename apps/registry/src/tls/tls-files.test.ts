import { afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Authority, Issued } from "@appointment-registry/test-kit";
import { createAuthority, replaceFile } from "@appointment-registry/test-kit";
import type { TlsConfig } from "../config/config.js";
import type { TlsFileState } from "./tls-files.js";
import { TlsFiles } from "./tls-files.js";
import { WatchedFile } from "./watched-file.js";

let ca: Authority;
let other: Authority;
let server: Issued;
beforeAll(async () => {
  ca = await createAuthority("Clients");
  other = await createAuthority("Others");
  server = await ca.issue("CN=localhost", { usage: "server" });
});

let directory: string;
const file = (name: string): string => join(directory, name);
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tls-files-"));
  await writeFile(file("key"), server.key);
  await writeFile(file("cert"), server.cert);
  await writeFile(file("ca"), ca.cert);
  await writeFile(file("crl"), await ca.crl([]));
});
afterEach(() => rm(directory, { recursive: true }));

const open = (more: Partial<TlsConfig> = {}): Promise<TlsFiles> =>
  TlsFiles.open({
    keyFile: file("key"),
    certFile: file("cert"),
    clientCaFile: file("ca"),
    crlFile: file("crl"),
    allowList: undefined,
    trustedProxy: undefined,
    reloadMilliseconds: 1000,
    ...more,
  });
/** Problems by file. */
const problems = (files: TlsFiles, now = Date.now()): Record<string, string> =>
  Object.fromEntries(
    files
      .state(now)
      .filter((state): state is TlsFileState & { problem: string } => state.problem !== undefined)
      .map(({ file: name, problem }) => [name, problem]),
  );

describe("the files of TLS", () => {
  it.each<[string, string, string, RegExp]>([
    ["a key that is none", "key", "nothing", /^Private key and server certificate cannot be used together\.$/],
    ["a certificate that is none", "cert", "nothing", /^Private key and server certificate cannot be used together\.$/],
    [
      "authorities that are none",
      "ca",
      "nothing",
      /^The file of client certificate authorities contains no PEM certificate/,
    ],
    ["lists that are none", "crl", "nothing", /^The file with the revocation lists holds no X509 CRL/],
  ])("do not open with %s", async (_, name, text, message) => {
    await writeFile(file(name), text);
    await expect(open()).rejects.toMatchObject({
      name: "OperatorError",
      message: expect.stringMatching(message) as unknown,
    });
  });

  it("do not open if one is missing", async () => {
    await rm(file("crl"));
    await expect(open()).rejects.toThrow("The file with the revocation lists cannot be read.");
  });

  it("change nothing and are not read while they do not change", async () => {
    const files = await open();
    expect(await files.reload()).toEqual({ context: false, trust: false });
    // Old enough to be trusted: from now on a check is one `stat`.
    const watched = new WatchedFile(file("crl"));
    expect((await watched.readIfChanged())?.length).toBe((await stat(file("crl"))).size);
    expect(await watched.readIfChanged()).toBeUndefined();
  });

  it("are reloaded even if size and modification time are unchanged", async () => {
    const watched = new WatchedFile(file("x"));
    await writeFile(file("x"), "one");
    const { atime, mtime } = await stat(file("x"));
    expect(String(await watched.readIfChanged())).toBe("one");
    await writeFile(file("x"), "two");
    await utimes(file("x"), atime, mtime);
    expect(String(await watched.readIfChanged())).toBe("two");
  });

  it("reload a key and its certificate together, and meanwhile a new list on its own", async () => {
    const files = await open();
    const before = files.secureContext;
    const renewed = await ca.issue("CN=localhost", { usage: "server" });
    await replaceFile(file("key"), renewed.key);
    const client = await ca.issue("CN=client");
    await replaceFile(file("crl"), await ca.crl([client]));
    expect(await files.reload()).toEqual({ context: false, trust: true });
    expect(Object.keys(problems(files))).toEqual(["key", "certificate"]);
    expect([files.secureContext, files.trust.revocation?.size]).toEqual([before, 1]);
    await replaceFile(file("cert"), renewed.cert);
    expect(await files.reload()).toEqual({ context: true, trust: false });
    expect(problems(files)).toEqual({});
    expect(String(files.secureContext?.cert)).toBe(renewed.cert);
  });

  it.each<[string, string, string]>([
    ["key", "key", "Private key and server certificate cannot be used together."],
    ["cert", "certificate", "Private key and server certificate cannot be used together."],
    ["ca", "authorities", "The file of client certificate authorities contains no PEM certificate."],
    ["crl", "revocation-lists", "The file with the revocation lists holds no X509 CRL in PEM."],
  ])(
    "keep the previous content of %s while it cannot be used or read, and report that until it is repaired",
    async (name, state, problem) => {
      const files = await open();
      const [context, trust] = [files.secureContext, files.trust];
      const good = { key: server.key, cert: server.cert, ca: ca.cert, crl: await ca.crl([]) }[name] as string;
      await replaceFile(file(name), "nothing");
      expect(await files.reload()).toEqual({ context: false, trust: false });
      expect(problems(files)[state]).toBe(problem);
      // The problem remains after a reload without changes.
      await files.reload();
      expect(problems(files)[state]).toBe(problem);
      await rm(file(name));
      await files.reload();
      expect(problems(files)[state]).toMatch(/ cannot be read\.$/);
      expect([files.secureContext, files.trust]).toEqual([context, trust]);
      await writeFile(file(name), good);
      await files.reload();
      expect(problems(files)).toEqual({});
    },
  );

  it("report the age of the content in use", async () => {
    const files = await open();
    const before = files.state(Date.now()).map(({ file: name, ageSeconds }) => [name, ageSeconds] as const);
    expect(before.map(([name]) => name).sort()).toEqual(["authorities", "certificate", "key", "revocation-lists"]);
    await replaceFile(file("crl"), "nothing");
    await files.reload();
    const after = new Map(files.state(Date.now()).map(({ file: name, ageSeconds }) => [name, ageSeconds]));
    for (const [name, age] of before) expect(after.get(name)).toBeGreaterThanOrEqual(age);
    await replaceFile(file("crl"), await ca.crl([], { fillers: 1 }));
    await files.reload();
    const list = files.state(Date.now()).find(({ file: name }) => name === "revocation-lists");
    expect(list?.ageSeconds).toBeLessThan(after.get("revocation-lists") as number);
  });

  it("report when one has expired", async () => {
    const end = Math.floor(Date.now() / 1000) * 1000 + 60_000;
    await writeFile(file("crl"), (await ca.crl([], { nextUpdate: new Date(end) })) + (await other.crl([])));
    const files = await open();
    expect(problems(files, end)).toEqual({});
    expect(problems(files, end + 1)).toEqual({
      "revocation-lists": `The file with the revocation lists expired on ${new Date(end).toISOString()}.`,
    });
    // The certificates are valid for 24 hours; an expired authority is not a fault while another is valid.
    expect(Object.keys(problems(files, end + 48 * 3_600_000)).sort()).toEqual([
      "authorities",
      "certificate",
      "revocation-lists",
    ]);
    await replaceFile(
      file("ca"),
      ca.cert + (await createAuthority("Later", { notAfter: new Date(end + 72 * 3_600_000) })).cert,
    );
    await files.reload();
    expect(Object.keys(problems(files, end + 48 * 3_600_000)).sort()).toEqual(["certificate", "revocation-lists"]);
  });

  it("check lists again when authorities change", async () => {
    const client = await other.issue("CN=x");
    await writeFile(file("crl"), (await ca.crl([])) + (await other.crl([client])));
    const files = await open();
    await replaceFile(file("ca"), ca.cert + other.cert);
    expect(await files.reload()).toEqual({ context: true, trust: true });
    expect(files.trust.authorities.map(({ x509 }) => x509.subject)).toEqual(["CN=Clients", "CN=Others"]);
    expect(files.trust.revocation?.currentUntil.size).toBe(2);
  });

  it("of an older reload never replace those of a newer one", async () => {
    const files = await open();
    await replaceFile(file("ca"), ca.cert + other.cert);
    // Both are requested before the first has read: the second reads after it, whatever it finds.
    const first = files.reload();
    const second = files.reload();
    await first;
    await replaceFile(file("ca"), ca.cert);
    await Promise.all([second, files.reload()]);
    expect(files.trust.authorities.map(({ x509 }) => x509.subject)).toEqual(["CN=Clients"]);
  });
});
