import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { REQUIREMENTS, interactionId, run } from "@appointment-registry/conformance";
import type { TestInputs, Permission, Report } from "@appointment-registry/conformance";
import { WORKSPACE, atLength, freePort, sampled } from "@appointment-registry/test-kit";
import { clientTls } from "../harness/calls.js";
import { RegistryUnderTest } from "../harness/registry.js";
import type { FaultyRegistry } from "./faulty-registry.js";
import { startFaultyRegistry } from "./faulty-registry.js";
import { MutantProxy } from "./mutant-proxy.js";
import { mutants } from "./mutants.js";
import type { Mutant } from "./mutants/mutant.js";

const PERMISSIONS: readonly Permission[] = ["create", "read", "search", "update"];
const FULL = atLength(false, true);
const { MONGODB_URL } = process.env;
if (FULL && MONGODB_URL === undefined) console.log("MONGODB_URL is not set: the kit is not run on MongoDB.");
const WITHOUT_FAULTY = "cancel-server-error-500 not tested: Needs an instance that fails within: --faulty-url.";
const ALL = PERMISSIONS.map(interactionId);
const HOUR = 3600;
/** Time limit for a run of the whole kit on a busy machine. */
const LONG = 600_000;
/** `MUTANTS=whole` runs the whole kit on each mutant and prints all findings. This takes two minutes instead of ten seconds. */
const WHOLE = process.env["MUTANTS"] === "whole";

let direct: RegistryUnderTest;
let proxied: RegistryUnderTest;
let faulty: FaultyRegistry;
let proxy: MutantProxy;
let inputs: TestInputs;

beforeAll(async () => {
  const port = await freePort(0, "127.0.0.1");
  const baseUrl = `https://localhost:${port}/STU3`;
  [direct, proxied] = await Promise.all([
    RegistryUnderTest.start(),
    RegistryUnderTest.start({ REGISTRY_BASE_URL: baseUrl, REGISTRY_JWT_AUDIENCE: baseUrl }),
  ]);
  faulty = await startFaultyRegistry(proxied);
  const upstreams = { "/STU3": proxied.baseUrl, "/faulty": faulty.baseUrl };
  proxy = await MutantProxy.start(proxied.directory, proxied.agent, port, upstreams);
  await writeFile(join(proxied.directory, "mutant.log"), "");
  inputs = await inputsOf(proxied, baseUrl, `https://localhost:${port}/faulty`);
}, LONG);

afterAll(async () => {
  await proxy.stop();
  await faulty.stop();
  await Promise.all([direct.stop(), proxied.stop()]);
});

describe("the conformance kit", () => {
  if (FULL)
    it(
      "passes the registry for every requirement that can be tested without an internal fault",
      async () => {
        const report = await run(await inputsOf(direct, direct.baseUrl, undefined));
        expect(notPassed(report)).toEqual([WITHOUT_FAULTY]);
        expect(report.results).toHaveLength(REQUIREMENTS.length);
      },
      LONG,
    );

  if (MONGODB_URL !== undefined && FULL)
    it(
      "gives the same results with entries in MongoDB",
      async () => {
        const url = new URL(MONGODB_URL ?? "");
        url.pathname = `/conformance-${randomUUID()}`;
        const audit = await mkdtemp(join(tmpdir(), "conformance-audit-"));
        const registry = await RegistryUnderTest.start({ REGISTRY_STORE: url.href, REGISTRY_AUDIT: audit });
        try {
          const report = await run(await inputsOf(registry, registry.baseUrl, undefined));
          expect(notPassed(report)).toEqual([WITHOUT_FAULTY]);
        } finally {
          await registry.stop();
          await rm(audit, { recursive: true });
        }
      },
      LONG,
    );

  it(
    "passes and tests every requirement with a failing instance, and deletes only its own entries",
    async () => {
      const registered = new Set<string>();
      const deleted: string[] = [];
      proxy.fault = async (asked, next) => {
        const answer = await next(asked);
        if (asked.method === "DELETE") deleted.push(asked.path);
        const [, id] = /\/Appointment\/([^/]+)/.exec(answer.headers["location"] ?? "") ?? [];
        if (asked.method === "POST" && answer.status === 201 && id !== undefined) registered.add(`/Appointment/${id}`);
        return answer;
      };
      expect(notPassed(await run(inputs))).toEqual([]);
      expect(deleted).toHaveLength(1);
      expect(deleted.filter((path) => !registered.has(path))).toEqual([]);
    },
    LONG,
  );

  it(
    "as a command: exits with 0 for the registry, and writes the requested reports",
    async () => {
      const junit = join(direct.directory, "junit.xml");
      const html = join(direct.directory, "report.html");
      const { stdout, code } = await conformance(direct, [
        "--junit",
        junit,
        "--html",
        html,
        "--only",
        "read-200",
        "--only",
        "caller-may-read",
      ]);
      expect(stdout).toContain("ok         read-200  WILL: ");
      expect(stdout).toContain("not tested caller-may-read");
      expect(stdout).toContain("2 requirements, 1 passed, 0 failed, 0 blocked, 1 not tested");
      expect(code).toBe(0);
      expect(await readFile(junit, "utf8")).toContain(
        '<testsuites name="conformance" tests="2" failures="0" errors="0" skipped="1"',
      );
      expect(await readFile(html, "utf8")).toContain("<!doctype html>");
    },
    LONG,
  );

  it(
    "as a command: exits with 1 for a registry that does not conform, and with 2 if there is none",
    async () => {
      proxy.fault = async (asked, next) => ({ ...(await next(asked)), status: 418 });
      const failed = await conformance(proxied, ["--url", inputs.baseUrl, "--json", "--only", "read-unknown-id"]);
      expect((JSON.parse(failed.stdout) as { results: object[] }).results).toMatchObject([
        { id: "read-unknown-id", outcome: "failed" },
      ]);
      expect(failed.code).toBe(1);
      const nobody = await conformance(direct, ["--url", `https://localhost:${await freePort(0, "127.0.0.1")}/STU3`]);
      expect(nobody.code).toBe(2);
    },
    LONG,
  );

  it(
    "as a command: exits with 2 and one line with the reason if an input is unusable",
    async () => {
      const asked = [
        [["--url", direct.baseUrl.replace("STU3", "R4")], /is not the FHIR base of a registry: GET \/R4\/metadata/],
        [
          ["--token", await direct.token({ groups: ALL.slice(1) })],
          /refuses the token: .*the token does not grant .*create:appointment/,
        ],
        [["--token", await direct.token({ aud: "https://another.example" })], /refuses the token: .* was answered 403/],
      ] as const;
      for (const [more, why] of asked) {
        const { stdout, stderr, code } = await conformance(direct, [...more]);
        expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, stdout: "", lines: 1 });
        expect(stderr).toMatch(why);
      }
    },
    LONG,
  );

  it(
    "reports nothing as passed or failed that it tested with an expired token",
    async () => {
      // Simulates a token that expires after the run has begun.
      proxy.fault = (asked, next) =>
        next({ ...asked, headers: { ...asked.headers, authorization: `Bearer ${tokenOf(inputs)}` } });
      const token = await proxied.token({ exp: Math.floor(Date.now() / 1000) - 1 });
      const { results } = await run({ ...inputs, token }, { only: ["read-200", "caller-token-missing"] });
      expect(results.map(({ outcome }) => outcome)).toEqual(["blocked", "blocked"]);
      expect(results[0]?.message).toContain("The token expired");
    },
    LONG,
  );
});

describe("a broken registry", () => {
  // The names are needed before the registry starts. The inputs are read while a fault is active.
  const all = mutants({ token: () => tokenOf(inputs), logFile: () => join(proxied.directory, "mutant.log") });

  it("is broken in at least 25 ways, each with a unique name", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(25);
  });

  it("is broken for every requirement, so that every test can fail", () => {
    const broken = new Set<string>(all.flatMap(({ breaks }) => breaks));
    expect(REQUIREMENTS.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
  });

  it.each(sampled(all, 8).map((mutant) => [mutant.name, mutant] as const))(
    "is reported as such: %s",
    async (_, mutant) => {
      const report = await runOn(mutant);
      const { breaks, hides = [] } = mutant as {
        readonly breaks: readonly string[];
        readonly hides?: readonly string[];
      };
      const missed = report.results.filter(
        ({ requirement: { id }, outcome }) =>
          (breaks.includes(id) && outcome !== "failed") || (hides.includes(id) && outcome === "passed"),
      );
      expect(
        missed.map(({ requirement, outcome, message = "" }) => `${requirement.id} ${outcome}: ${message}`),
      ).toEqual([]);
      const failed = report.results.filter(({ outcome }) => outcome === "failed");
      if (WHOLE) console.log(`${mutant.name}: ${failed.map(({ requirement }) => requirement.id).join(" ")}`);
    },
    LONG,
  );
});

async function runOn(mutant: Mutant): Promise<Report> {
  const { fault, anyCertificate = false, breaks, hides = [] } = mutant;
  proxy.fault = fault ?? ((asked, next) => next(asked));
  proxy.anyCertificate = anyCertificate;
  try {
    return await run(inputs, WHOLE ? {} : { only: [...breaks, ...hides] });
  } finally {
    proxy.anyCertificate = false;
  }
}

/** Returns all inputs that a run accepts, so that it tests every requirement. */
async function inputsOf(
  registry: RegistryUnderTest,
  baseUrl: string,
  faultyUrl: string | undefined,
): Promise<TestInputs> {
  const { ca, cert, key } = await clientTls(registry.directory);
  const now = Math.floor(Date.now() / 1000);
  const token = (changes: Record<string, unknown> = {}) => registry.token({ aud: baseUrl, ...changes });
  const limited = PERMISSIONS.map((without) =>
    token({ appid: "limited", groups: PERMISSIONS.filter((each) => each !== without).map(interactionId) }),
  );
  return {
    baseUrl,
    endpoint: { ca, cert, key },
    token: await token(),
    limitedTokens: await Promise.all(limited),
    equivalentTokens: await Promise.all([
      ...["scope", "scp", "roles"].map((name) => token({ groups: undefined, [name]: ALL })),
      ...["scope", "scp", "groups", "roles"].map((name) => token({ groups: undefined, [name]: ALL.join(" ") })),
      token({ aud: ["https://another.example", baseUrl] }),
    ]),
    expiredToken: await token({ iat: now - 2 * HOUR, nbf: now - 2 * HOUR, exp: now - HOUR }),
    notYetValidToken: await token({ nbf: now + HOUR, exp: now + 2 * HOUR }),
    otherAudienceToken: await token({ aud: "https://another.example" }),
    otherIssuerToken: await token({ iss: "https://another-issuer.example" }),
    faultyUrl,
    logFiles: ["registry.log", ...(registry === proxied ? ["mutant.log"] : [])].map((file) =>
      join(registry.directory, file),
    ),
  };
}

const tokenOf = ({ token }: TestInputs): string => String(token);

/** Returns the results that are not passed, with their reasons. */
const notPassed = ({ results }: Report) =>
  results
    .filter(({ outcome }) => outcome !== "passed")
    .map(({ requirement, outcome, message }) => `${requirement.id} ${outcome}: ${message ?? ""}`);

async function conformance(
  registry: RegistryUnderTest,
  more: string[],
): Promise<{ stdout: string; stderr: string; code: number }> {
  const file = (name: string) => join(registry.directory, "tls", name);
  const main = join(WORKSPACE, "tools/conformance/dist/main.js");
  const basics = [
    "--url",
    registry.baseUrl,
    "--ca",
    file("ca.pem"),
    "--cert",
    file("client.pem"),
    "--key",
    file("client.key"),
  ];
  const token = registry === proxied ? tokenOf(inputs) : await registry.token();
  const ran = promisify(execFile)(process.execPath, [main, ...basics, "--token", token, ...more]);
  return ran.then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    ({ stdout, stderr, code }: { stdout: string; stderr: string; code: number }) => ({ stdout, stderr, code }),
  );
}
