import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createProgram } from "./program.js";
import { baseUrl, readSettings } from "./settings.js";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "conformance-settings-"));
});

afterAll(() => rm(directory, { recursive: true }));

const nothing = (): void => undefined;

async function settings(text: string): Promise<unknown> {
  const file = join(directory, "partner.json");
  await writeFile(file, text);
  return readSettings(file, createProgram(nothing, nothing, nothing));
}

describe("a settings file", () => {
  it("sets the command line's options, parsed in the same way, and may contain comments", async () => {
    const written = {
      "// a comment": 1,
      baseUrl: "https://localhost:1/STU3/",
      ca: "ca.pem",
      log: ["a.log"],
      equivalentToken: ["x", "y"],
      except: ["privacy-*"],
      level: ["MUST"],
      timeout: 10,
      deadline: "60",
      strict: true,
      junit: "report.xml",
      token: "t",
    };
    expect(await settings(JSON.stringify(written))).toEqual({
      url: "https://localhost:1/STU3",
      ca: "ca.pem",
      log: ["a.log"],
      equivalentToken: ["x", "y"],
      except: ["privacy-*"],
      level: ["must"],
      timeout: 10,
      deadline: 60,
      strict: true,
      junit: "report.xml",
      token: "t",
    });
  });

  it.each([
    ["null", "is not a JSON object."],
    ["[]", "is not a JSON object."],
    ["7", "is not a JSON object."],
    ["", "is not JSON: Unexpected end of JSON input"],
    ['{ "ca": "a" "cert" }', /is not JSON: Expected ',' or '}' .*position 12/],
    ['{ "tokenUri": "https://a" }', ': there is no setting "tokenUri".'],
    ['{ "url": "https://a" }', ': there is no setting "url".'],
    ['{ "list": true }', ': there is no setting "list".'],
    ['{ "limitedToken": "z" }', "limitedToken in FILE must be a list of texts."],
    ['{ "ca": ["a.pem"] }', "ca in FILE must be a text or a number."],
    ['{ "strict": "yes" }', "strict in FILE must be true or false."],
    ['{ "baseUrl": "ftp://localhost" }', "baseUrl in FILE is invalid: It must be an https URL"],
    ['{ "tokenUrl": "issuer.example" }', "tokenUrl in FILE is invalid: It must be an https URL"],
    ['{ "proxy": "localhost:3128" }', "proxy in FILE is invalid: It must be an http or https URL."],
    ['{ "except": ["no-such-row"] }', "except in FILE is invalid: There is no such requirement."],
    ['{ "level": ["might"] }', "level in FILE is invalid: It must be one of must, should, choice."],
    ['{ "clientAuth": "none" }', "clientAuth in FILE is invalid: It must be one of client_secret_post"],
    ['{ "timeout": 0 }', "timeout in FILE is invalid: It must be a number from 1 to 99999."],
  ])("that is unusable is reported in one sentence with its name and the setting: %s", async (text, why) => {
    const said = await settings(text).then(String, ({ message, cause }: Error) =>
      cause instanceof Error ? `${message}: ${cause.message}` : message,
    );
    const file = join(directory, "partner.json");
    expect(said).toContain(file);
    if (typeof why === "string") expect(said).toContain(why.replace("FILE", file));
    else expect(said).toMatch(why);
  });

  it("that does not exist is reported", async () => {
    const program = createProgram(nothing, nothing, nothing);
    await expect(readSettings("/no/partner.json", program)).rejects.toThrow(
      "--settings: /no/partner.json cannot be read (ENOENT).",
    );
  });
});

describe("a base URL", () => {
  it.each(["https://localhost/STU3", "https://localhost/STU3/", "https://localhost/STU3//"])("%s", (url) => {
    expect(baseUrl(url)).toBe("https://localhost/STU3");
  });

  it.each([
    "ftp://localhost/STU3",
    "localhost/STU3",
    "https://localhost/STU3?a=b",
    "https://localhost/STU3?",
    "https://localhost/STU3#a",
    "https://me:secret@localhost/STU3",
  ])("cannot be %s", (url) => {
    expect(() => baseUrl(url)).toThrow();
  });
});
