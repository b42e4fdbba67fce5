import { createServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { outcome, sampled } from "@appointment-registry/test-kit";
import { APPOINTMENT } from "../testing/command.js";
import { DoubleCommand } from "../testing/double-command.js";

/** C0, C1, bidirectional and zero-width characters, and a line break that could start a forged output line. */
const HOSTILE = "x\u001b[2J\u0007\u009b31m\u009d0;t\u009c\u202egnp\u2066\u200b\ufeff\n✓ Cancelled y";
const PRINTED = /^[\n\x20-\x7e✓✗→…]*$/;
/** STU3 strings contain no C0 characters except tabs and line breaks. */
const VALID = HOSTILE.replaceAll("\u001b", "").replaceAll("\u0007", "");

let client: DoubleCommand;
let id: string;
beforeAll(async () => {
  client = await DoubleCommand.start();
  id = client.registry.hold({
    ...APPOINTMENT,
    identifier: [{ system: "urn:ietf:rfc:3986", value: `https://provider.example/${VALID}` }],
    comment: VALID,
  });
  await writeFile(client.file("hostile.json"), JSON.stringify({ ...APPOINTMENT, status: HOSTILE, [HOSTILE]: 1 }));
  await writeFile(client.file("ids.csv"), `id\n${HOSTILE}\n`);
  await writeFile(client.file("bad.pem"), HOSTILE);
});
afterAll(() => client.stop());

const COMMANDS = [
  [["get", "ID"]],
  [["get", "ID", "--json"]],
  [["get", "ID", "--xml"]],
  [["search", "--nhs-number", "9000000009"]],
  [["search", "--nhs-number", "9000000009", "--json"]],
  [["history", "ID"]],
  [["history", "ID", "--xml"]],
  [["diff", "ID", "hostile.json"]],
  [["validate", "hostile.json"]],
  [["validate", "hostile.json", "--json"]],
  [["convert", "hostile.json", "--to", "xml"]],
  [["convert", "hostile.json", "--to", "xml", "--json"]],
  [["register", "hostile.json"]],
  [["get", HOSTILE]],
  [["cancel", "--file", "ids.csv"]],
  [["doctor", "--cert", "bad.pem", "--key", "bad.pem"]],
  [["doctor", "--token", `${HOSTILE}`]],
  [["get", "ID", "--profile", HOSTILE]],
  [["get", "ID", `--${HOSTILE}`]],
  [[HOSTILE]],
];
it.each(sampled(COMMANDS, 3))(
  "prints no control characters and no invisible characters for %j",
  async (args: readonly string[]) => {
    const ended = await client.run(args.map((arg) => (arg === "ID" ? id : arg)));
    expect(ended.stdout).toMatch(PRINTED);
    expect(ended.stderr).toMatch(PRINTED);
    expect(ended.stdout + ended.stderr).not.toBe("");
    expect(ended.stdout + ended.stderr).not.toMatch(/^✓ Cancelled y/m);
  },
);

it("prints the entry's values as escapes, and as JSON with the same meaning", async () => {
  const got = await client.run(["get", id]);
  expect(got.stdout).toContain("comment                                 x[2J\\u009b31m\\u009d0;t\\u009c\\u202egnp");
  const json = await client.run(["get", id, "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({ comment: VALID });
});

it.each(sampled([422, 400, 403, 404, 500], 5))("escapes the text of a registry's %d answer", async (status) => {
  client.registry.intercept = () => outcome(status, HOSTILE);
  for (const args of [
    ["get", id],
    ["cancel", id],
    ["search", "--nhs-number", "9000000009"],
    ["get", id, "--json"],
  ]) {
    const ended = await client.run(args);
    expect(ended.stderr).toMatch(PRINTED);
    expect(ended.stdout).toMatch(PRINTED);
  }
  client.registry.intercept = (_, answer) => answer();
});

it("escapes the text of a token endpoint's answer, and the claims of its tokens", async () => {
  const { key, cert } = await client.registry.authority.issue("CN=localhost", { usage: "server" });
  const claims = Buffer.from(JSON.stringify({ iss: HOSTILE, [HOSTILE]: HOSTILE, exp: 4e9 })).toString("base64url");
  const answers = [
    { status: 400, body: { error: "invalid_client", error_description: HOSTILE } },
    { status: 200, body: { access_token: `e30.${claims}.x`, token_type: "Bearer", expires_in: 60 } },
  ];
  let answer = answers[0];
  const issuer = createServer({ key, cert }, (_, response) => {
    response.writeHead(answer?.status ?? 500, { "content-type": "application/json" }).end(JSON.stringify(answer?.body));
  });
  issuer.listen(0, "127.0.0.1");
  await once(issuer, "listening");
  try {
    const tokenUrl = `https://localhost:${(issuer.address() as AddressInfo).port}/token`;
    const credentials = ["--token-url", tokenUrl, "--client-id", "a", "--client-secret", "b"];
    for (answer of answers) {
      for (const args of sampled([["token"], ["token", "--json"], ["doctor"], ["get", id]], 2)) {
        const ended = await client.run([...args, ...credentials]);
        expect(ended.stdout).toMatch(PRINTED);
        expect(ended.stderr).toMatch(PRINTED);
        expect(ended.stdout + ended.stderr).not.toMatch(/^✓ Cancelled y/m);
      }
    }
  } finally {
    issuer.closeAllConnections();
    issuer.close();
  }
});

it("escapes on a terminal with colours too, and preserves its own sequences", async () => {
  client.registry.intercept = () => outcome(403, "\u009b31m\u202e");
  const ended = await client.run(["get", id], { env: { FORCE_COLOR: "1" } });
  expect(ended.stderr).toContain("\\u009b31m\\u202e");
  const own = [1, 2, 22, 31, 33, 36, 39].map((code) => `\u001b[${code}m`);
  expect(own.reduce((text, sequence) => text.replaceAll(sequence, ""), ended.stderr)).toMatch(PRINTED);
  client.registry.intercept = (_, answer) => answer();
});
