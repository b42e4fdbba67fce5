import { mkdir, readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAuthority } from "@appointment-registry/test-kit";
import { Partner, SCOPES, jwt } from "./testing/partner.js";

const GOOD = jwt({});
const NOBODY = "https://localhost:1/STU3";

let partner: Partner;

beforeAll(async () => {
  partner = await Partner.start();
  await mkdir(partner.file("logs"));
  await partner.write("any.pem", "");
  const stranger = await (await createAuthority("another")).issue("CN=stranger");
  await partner.write("stranger.key", stranger.key);
});

afterAll(() => partner?.stop());

const file = (name: string): string => partner.file(name);
const run = (...more: readonly string[]) => partner.run(...partner.basics, "--token", GOOD, ...more);

describe("the command", () => {
  it("exits with 0 and writes the requested reports", async () => {
    const reports = ["--junit", file("r.xml"), "--html", file("r.html"), "--markdown", file("r.md")];
    const { code, stdout, stderr } = await run(...reports);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("ok         create-id-ignored  WILL: ");
    expect(stdout).toContain("Conformant in all that was tested.");
    expect(await readFile(file("r.xml"), "utf8")).toContain('tests="1" failures="0" errors="0" skipped="0"');
    expect(await readFile(file("r.html"), "utf8")).toContain("<!doctype html>");
    expect(await readFile(file("r.md"), "utf8")).toContain("| `create-id-ignored` | WILL | passed |");
  });

  it("exits with 1 for an unmet requirement, and with 0 for an unmet choice, unless --strict", async () => {
    expect((await run("--only", "search-mode", "--only", "read-last-modified")).code).toBe(1);
    expect((await run("--only", "caller-request-id")).code).toBe(0);
    expect((await run("--only", "caller-request-id", "--strict")).code).toBe(1);
    expect((await run("--only", "read-last-modified", "--except", "read-*")).code).toBe(0);
    expect((await run("--only", "read-*", "--level", "choice")).code).toBe(0);
  });

  it("prints only JSON on request", async () => {
    const { code, stdout, stderr } = await run("--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { results: object[] }).results).toMatchObject([
      { id: "create-id-ignored", outcome: "passed" },
    ]);
    expect(stderr).toMatch(/^https:.*1 requirements, 1 passed.*\n$/);
  });

  it("sends nothing in a dry run, and lists the missing inputs", async () => {
    const before = partner.double.received.length;
    const { code, stdout } = await run("--only", "privacy-log", "--dry-run");
    expect(code).toBe(0);
    expect(partner.double.received.length).toBe(before);
    expect(stdout).toContain("Nothing was sent. A run would call https://localhost:");
    expect(stdout).toContain("and test 1 of 2 requirements.");
    expect(stdout).toContain("  not tested privacy-log: Needs the registry's log: --log.");
  });

  it("lists the requirements, and prints its help", async () => {
    expect(await partner.run("--list")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^<!-- Generated/) });
    expect(await partner.run("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("--token-command") });
  });

  it("writes a settings template that it can read, and overwrites no file", async () => {
    const made = file("made.json");
    expect(await partner.run("init", made)).toMatchObject({ code: 0, stdout: expect.stringContaining(made) });
    const written = JSON.parse(await readFile(made, "utf8")) as object;
    await writeFile(
      made,
      JSON.stringify({ ...written, ca: file("ca.pem"), cert: file("client.pem"), key: file("client.key") }),
    );
    const dry = await partner.run("--settings", made, "--dry-run");
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining("https://registry.example/STU3") });
    const again = await partner.run("init", made);
    expect(again).toEqual({ code: 2, stdout: "", stderr: `${made} exists; it is not overwritten.\n` });
  });

  it("takes settings from a file, with precedence for the command line", async () => {
    const settings = await partner.write(
      "settings.json",
      JSON.stringify({
        baseUrl: NOBODY,
        token: GOOD,
        ca: file("ca.pem"),
        cert: file("client.pem"),
        key: file("client.key"),
      }),
    );
    const { code } = await partner.run(
      "--settings",
      settings,
      "--url",
      partner.double.baseUrl,
      "--only",
      "create-id-ignored",
    );
    expect(code).toBe(0);
    expect((await partner.run("--settings", settings)).stderr).toMatch(
      /^https:\/\/localhost:1\/STU3 cannot be called: /,
    );
  });

  it("keeps the reports of the last run if no run is possible", async () => {
    const reports = [file("junit.xml"), file("report.html"), file("report.md")];
    for (const report of reports) await writeFile(report, "the last one");
    const [junit = "", html = "", markdown = ""] = reports;
    const { code } = await run("--url", NOBODY, "--junit", junit, "--html", html, "--markdown", markdown);
    expect(code).toBe(2);
    for (const report of reports) expect(await readFile(report, "utf8")).toBe("the last one");
  });
});

describe("exit code 2, and one sentence", () => {
  const asked: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ["an unknown option", () => ["--colour"], /unknown option '--colour'/],
    ["an unknown requirement", () => ["--only", "nothing"], /--only.*There is no such requirement/],
    ["a URL that is none", () => ["--url", "localhost"], /--url.*It must be an https URL/],
    ["a registry that is not there", () => ["--url", NOBODY], /localhost:1\/STU3 cannot be called: .*ECONNREFUSED/],
    ["a CA that is not there", () => ["--ca", "/no/ca.pem"], /^--ca: \/no\/ca\.pem cannot be read \(ENOENT\)\.$/],
    ["a CA that is none", () => ["--ca", file("any.pem")], /^--ca: .*any\.pem has no certificate in PEM\.$/],
    [
      "a key of another certificate",
      () => ["--key", file("stranger.key")],
      /^--key: .*stranger\.key is not the key of .*client\.pem/,
    ],
    ["a key that is none", () => ["--key", file("ca.pem")], /^--key: .*ca\.pem is not the key of .*client\.pem/],
    ["a token that is none", () => ["--token", "opaque"], /^The token is not a JWT/],
    [
      "no token",
      () => ["--token", ""],
      /^Give --token, --token-for, --token-url with --client-id, or --token-command\.$/,
    ],
    ["a token that expired", () => ["--token", jwt({ exp: 1 })], /^The token expired at 1970/],
    ["a limited token that is none", () => ["--limited-token", "opaque"], /^A limited token is not a JWT/],
    ["an equivalent token that is none", () => ["--equivalent-token", "opaque"], /^An equivalent token is not a JWT/],
    [
      "tokens for some permissions",
      () => ["--token-for", `read=${GOOD}`, "--token", ""],
      /^Give --token-for create, search, update as well/,
    ],
    [
      "a token for no permission",
      () => ["--token-for", `write=${GOOD}`],
      /^--token-for write: it must be one of create, read/,
    ],
    ["a log that is a folder", () => ["--log", file("logs")], /logs is not a file/],
    ["a log that is not there", () => ["--log", file("no.log")], /^--log: .*no\.log cannot be read \(ENOENT\)\.$/],
    [
      "a report that cannot be written",
      () => ["--junit", file("none/junit.xml")],
      /junit\.xml cannot be written \(ENOENT\)\.$/,
    ],
    [
      "a token URL without a client",
      () => ["--token-url", "https://a.example/token"],
      /^--token-url needs --client-id\.$/,
    ],
    ["a settings file that is none", () => ["--settings", file("any.pem")], /any\.pem is not JSON/],
  ];
  it.each(asked)("for %s", async (_, words, why) => {
    const { code, stdout, stderr } = await run(...words());
    expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({ code: 2, stdout: "", lines: 1 });
    expect(stderr.trimEnd()).toMatch(why);
  });

  it("names the interactions that a token does not grant", async () => {
    partner.double.intercept = () => ({
      status: 403,
      headers: { "content-type": "text/plain" },
      body: "No\n\u001B[2J!",
    });
    const { code, stderr } = await run("--token", jwt({ scope: SCOPES.slice(1) }));
    partner.double.intercept = (_, answer) => answer();
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /refuses the token: .*403.* No \uFFFD\[2J! \(the token does not grant .*create:appointment\)\n$/,
    );
  });
});
