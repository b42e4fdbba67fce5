import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { getConnection } from "./connection.js";
import { findSettings } from "./settings.js";
import type { FoundSettings } from "./settings.js";

let directory: string;
let before: NodeJS.ProcessEnv;
beforeEach(async () => {
  before = { ...process.env };
  directory = await mkdtemp(join(tmpdir(), "settings test "));
  await mkdir(join(directory, ".sandbox"));
  await mkdir(join(directory, "deep", "er"), { recursive: true });
  const sandbox = { baseUrl: "https://sandbox.example/STU3", ca: "tls/ca.pem", clientId: "s" };
  await writeFile(join(directory, ".sandbox", "client.json"), JSON.stringify(sandbox));
  const profiles = { test: { baseUrl: "https://test.example/STU3", key: "test.key" } };
  await writeFile(join(directory, "client.json"), JSON.stringify({ profiles }));
  process.env.INIT_CWD = join(directory, "deep", "er");
  process.env.npm_lifecycle_event = "client";
});
afterEach(async () => {
  process.env = before;
  await rm(directory, { recursive: true, force: true });
});

const config = "../../client.json";

it("finds a sandbox in a parent folder, with its files beside it", async () => {
  const { settings, from } = await findSettings({ flags: {} });
  expect(settings).toEqual({
    baseUrl: "https://sandbox.example/STU3",
    ca: join(directory, ".sandbox", "tls", "ca.pem"),
    clientId: "s",
  });
  expect(from).toBe(join(directory, ".sandbox", "client.json"));
});

it("prefers flags to variables, and variables to the profile", async () => {
  process.env.APPOINTMENT_CLIENT_SCOPE = "from-variable";
  process.env.APPOINTMENT_CLIENT_ID = "from-variable";
  const { settings } = await findSettings({ flags: { clientId: "from-flag" }, profile: "test", config });
  expect(settings).toEqual({
    baseUrl: "https://test.example/STU3",
    key: join(directory, "test.key"),
    scope: "from-variable",
    clientId: "from-flag",
  });
});

it("ignores the sandbox if an address is given", async () => {
  const { settings } = await findSettings({ flags: { baseUrl: "https://other.example" } });
  expect(settings).toEqual({ baseUrl: "https://other.example" });
});

it("lists the existing profiles, and reports the faults of a configuration file", async () => {
  await expect(findSettings({ flags: {}, profile: "live", config })).rejects.toThrow(
    'has no profile "live"; it has: test.',
  );
  await expect(findSettings({ flags: {}, profile: "live", config: "no.json" })).rejects.toThrow(
    "There is no configuration file",
  );
  await writeFile(join(directory, "client.json"), '{"profiles":{"test":{"url":"x"}}}');
  await expect(findSettings({ flags: {}, profile: "test", config })).rejects.toThrow('there is no setting "url"');
  await writeFile(join(directory, "client.json"), "{");
  await expect(findSettings({ flags: {}, profile: "test", config })).rejects.toThrow("is not JSON");
});

const clientOptions = async (settings: FoundSettings["settings"]) =>
  (await getConnection({ settings, from: "" })).options;

it("rejects a time-out that is not a number, and names a PEM file that does not exist", async () => {
  const baseUrl = "https://x.example";
  await expect(clientOptions({ baseUrl, timeout: "soon" })).rejects.toThrow("whole number of milliseconds");
  await expect(clientOptions({ baseUrl, ca: "/no/ca.pem" })).rejects.toThrow("/no/ca.pem cannot be read");
});

it("rejects incomplete credentials and certificates", async () => {
  const baseUrl = "https://x.example";
  const tokenUrl = "https://x.example/token";
  await expect(clientOptions({ baseUrl, tokenUrl, clientId: "me" })).rejects.toThrow(
    "--token-url and --client-id cannot be used without --client-secret.",
  );
  await expect(clientOptions({ baseUrl, clientSecret: "s" })).rejects.toThrow("without --token-url and --client-id");
  await expect(clientOptions({ baseUrl, key: "/no/key.pem" })).rejects.toThrow("--key cannot be used without --cert.");
  await expect(clientOptions({ baseUrl, token: "t", clientId: "me" })).resolves.toMatchObject({ token: "t" });
});
