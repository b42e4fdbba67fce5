import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { baseUrl, readSettings } from "./settings.js";

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

  it.each(["null", "{", "", "7"])("that is not a JSON object is told so, by its name: %s", async (text) => {
    await expect(settings(text)).rejects.toThrow(/client\.json is not a JSON object/);
  });

  it("with a base that is no URL of the web is told so, by its name", async () => {
    await expect(settings('{"baseUrl":"ftp://localhost"}')).rejects.toThrow(/baseUrl in .*client\.json is invalid/);
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
  ])("%s is none", (url) => {
    expect(() => baseUrl(url)).toThrow();
  });
});
