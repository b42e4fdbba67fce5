import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "@jest/globals";
import { toCurl } from "./curl.js";

const files = {
  ca: "/a b/ca.pem",
  cert: "/a b/client.pem",
  key: "/a b/client.key",
  directory: "/a b",
  tokenUrl: "https://localhost/token",
};
const token = (exp: number) => `Bearer e30.${Buffer.from(JSON.stringify({ exp })).toString("base64url")}.c2ln`;
const request = (authorization: string) => ({
  method: "PUT",
  url: "https://localhost/STU3/Appointment/1",
  headers: [
    ["authorization", authorization],
    ["If-Match", 'W/"1"'],
    ["x-request-id", "1"],
  ] as const,
  body: `{"comment":"it's $HOME"}`,
});

/** Returns the arguments that a shell passes to `curl`, with a token in place of the command that fetches one. */
async function argumentsOf(command: string): Promise<string[]> {
  const script = `curl() { printf '%s\\n' "$@"; }\ntoken=T\n${command.slice(command.indexOf("\ncurl -i") + 1)}`;
  return (await promisify(execFile)("bash", ["-c", script])).stdout.trimEnd().split("\n");
}

it("sends the same request through a shell, with any characters in its texts", async () => {
  expect(await argumentsOf(toCurl(request(token(4_000_000_000)), files))).toEqual([
    "-i",
    ...["--cacert", "/a b/ca.pem", "--cert", "/a b/client.pem", "--key", "/a b/client.key"],
    ...["-H", "Authorization: Bearer T", "-H", 'If-Match: W/"1"', "-X", "PUT"],
    ...["--data-binary", `{"comment":"it's $HOME"}`, "https://localhost/STU3/Appointment/1"],
  ]);
});

it("fetches a token from the issuer, or uses the expired one if that was sent, and never prints a token", () => {
  const current = toCurl(request(token(4_000_000_000)), files);
  expect(current).toContain("'/a b/client.json'");
  expect(current).toContain("https://localhost/token");
  const expired = toCurl(request(token(1)), files);
  expect(expired).toContain("expiredToken");
  expect(expired).not.toContain("https://localhost/token");
  for (const command of [current, expired]) expect(command).not.toContain("c2ln");
});
