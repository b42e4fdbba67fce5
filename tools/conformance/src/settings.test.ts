import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { httpsUrl, readSettings } from "./settings.js";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "conformance-settings-"));
});

afterAll(() => rm(directory, { recursive: true }));

async function settings(text: string): Promise<unknown> {
  const file = join(directory, "client.json");
  await writeFile(file, text);
  return readSettings(file);
}

describe("a settings file", () => {
  it("says what the command line can say, and may say more", async () => {
    expect(await settings('{"baseUrl":"https://localhost:1/STU3/","ca":"ca.pem","timeout":1}')).toEqual({
      url: "https://localhost:1/STU3",
      ca: "ca.pem",
    });
  });

  it("has what may be repeated as lists, and leaves out what is of another type", async () => {
    const written = {
      log: ["a.log"],
      equivalentToken: ["x", "y"],
      limitedToken: "z",
      expiredToken: 7,
      faultyUrl: "https://f",
    };
    expect(await settings(JSON.stringify(written))).toEqual({
      log: ["a.log"],
      equivalentToken: ["x", "y"],
      faultyUrl: "https://f",
    });
  });

  it.each(["null", "{", "", "7"])("that is no JSON object is told so, by its name: %s", async (text) => {
    await expect(settings(text)).rejects.toThrow(/client\.json is no JSON object/);
  });

  it("with a base that is no https URL is told so, by its name", async () => {
    await expect(settings('{"baseUrl":"http://localhost"}')).rejects.toThrow(/baseUrl in .*client\.json is invalid/);
  });
});

describe("a base URL", () => {
  it.each(["https://localhost/STU3", "https://localhost/STU3/", "https://localhost/STU3//"])("%s", (url) => {
    expect(httpsUrl(url)).toBe("https://localhost/STU3");
  });

  it.each([
    "http://localhost/STU3",
    "localhost/STU3",
    "https://localhost/STU3?a=b",
    "https://localhost/STU3?",
    "https://localhost/STU3#a",
    "https://me:secret@localhost/STU3",
  ])("%s is none", (url) => {
    expect(() => httpsUrl(url)).toThrow();
  });
});
