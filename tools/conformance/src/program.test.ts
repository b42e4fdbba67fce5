import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createProgram } from "./program.js";
import { PERMISSIONS, interactionId } from "./tokens.js";

const ALL = PERMISSIONS.map(interactionId);

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "conformance-program-"));
  await writeFile(join(directory, "any.pem"), "");
  await mkdir(join(directory, "logs"));
});

afterAll(() => rm(directory, { recursive: true }));

const file = (name: string) => join(directory, name);
const jwt = (claims: object) =>
  ["{}", JSON.stringify(claims), ""].map((part) => Buffer.from(part).toString("base64url")).join(".");

/** A run on a port where nobody listens: it does not come to more than what is looked at before. */
function asked(...more: string[]): Promise<unknown> {
  const pem = file("any.pem");
  const basics = ["--url", "https://localhost:1/STU3", "--ca", pem, "--cert", pem, "--key", pem];
  const program = createProgram(
    () => undefined,
    () => undefined,
  );
  return program.parseAsync([...basics, "--token", jwt({ scope: ALL }), ...more], { from: "user" });
}

describe("a run that does not come about", () => {
  it.each([
    ["for a token that expired", ["--token", jwt({ scope: ALL, exp: 1 })], /The token expired at 1970/],
    ["for a registry that is not there", [], /cannot be called/],
  ])("leaves the reports of the last one as they are: %s", async (_, more, why) => {
    const [junit, html] = [file("junit.xml"), file("report.html")];
    for (const report of [junit, html]) await writeFile(report, "the last one");
    await expect(asked("--junit", junit, "--html", html, ...more)).rejects.toThrow(why);
    for (const report of [junit, html]) expect(await readFile(report, "utf8")).toBe("the last one");
  });

  it("says that a report cannot be written before the registry is asked", async () => {
    await expect(asked("--junit", file("none/junit.xml"))).rejects.toThrow(/ENOENT.*junit\.xml/);
  });

  it.each([
    ["--limited-token", /A limited token is not a JWT/],
    ["--equivalent-token", /An equivalent token is not a JWT/],
  ])("says that what is given as %s cannot be looked into, also before a good one", async (option, why) => {
    await expect(asked(option, "opaque", option, jwt({ scope: ALL.slice(1) }))).rejects.toThrow(why);
  });

  it("says that a directory is no log", async () => {
    await expect(asked("--log", file("logs"))).rejects.toThrow(/logs is not a file/);
  });
});
