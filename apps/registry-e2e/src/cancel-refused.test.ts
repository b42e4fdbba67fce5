import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { claims as claimsOf, newSigningKey, sign } from "@appointment-registry/test-kit";
import { XML, registered, withStatus } from "./harness/entry.js";
import type { Entry } from "./harness/entry.js";
import { expressionsOf, issuesOf } from "./harness/outcome.js";
import { RegistryUnderTest } from "./harness/registry.js";
import type { Answer, RequestOptions } from "./harness/registry.js";

let registry: RegistryUnderTest;
let entry: Entry;
let cancelled: string;
beforeAll(async () => {
  registry = await RegistryUnderTest.start();
  entry = await registered(registry);
  cancelled = withStatus(entry.xml, "cancelled");
});
afterAll(async () => {
  await registry.stop();
});

/** Sends a valid cancel with one thing changed. Afterwards the entry must be unchanged. */
async function put(change: RequestOptions & { path?: string }): Promise<Answer> {
  const answer = await registry.send(change.path ?? entry.path, {
    method: "PUT",
    body: cancelled,
    ...change,
    headers: { ...XML, "if-match": 'W/"1"', ...change.headers },
  });
  const now = await registry.send(entry.path, { headers: { accept: XML.accept } });
  expect([now.headers["etag"], now.text]).toEqual(['W/"1"', entry.xml]);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.headers["content-type"]).toBe("application/fhir+xml; charset=utf-8");
  return answer;
}

const now = () => Math.floor(Date.now() / 1000);

describe("403 without a valid JWT", () => {
  const claims = (changes: Record<string, unknown> = {}) => claimsOf({ aud: registry.baseUrl, ...changes });
  const kid = () => registry.key.kid;
  const tokens: Record<string, () => Promise<string | null> | string | null> = {
    "no token": () => null,
    "alg none": () => assembled({ alg: "none", typ: "JWT" }, claims()),
    "alg none with the kid of a key": () => assembled({ alg: "none", typ: "JWT", kid: kid() }, claims()),
    "HS256 signed with the public key": () => {
      const pem = registry.key.publicKey.export({ type: "spki", format: "pem" });
      const unsigned = assembled({ alg: "HS256", typ: "JWT", kid: kid() }, claims()).replace(/\.$/, "");
      return `${unsigned}.${createHmac("sha256", pem).update(unsigned).digest("base64url")}`;
    },
    "another key under the known kid": () => sign({ ...newSigningKey(), kid: kid() }, claims()),
    "unknown kid": () => sign(newSigningKey(), claims()),
    expired: () => registry.token({ exp: now() - 120, iat: now() - 3700, nbf: now() - 3700 }),
    "not yet valid": () => registry.token({ nbf: now() + 600 }),
    "wrong audience": () => registry.token({ aud: "https://other.example/STU3" }),
    "missing audience": () => registry.token({ aud: undefined }),
    "wrong issuer": () => registry.token({ iss: "https://other.example" }),
    "missing issuer": () => registry.token({ iss: undefined }),
    "no exp": () => registry.token({ exp: undefined }),
    "missing interaction": () =>
      registry.token({ groups: ["urn:nhs:names:services:careconnect:fhir:rest:read:appointment"] }),
    "no interaction at all": () => registry.token({ groups: undefined }),
    "not a JWT": () => "abc",
    "tampered payload": async () => {
      const [header, , signature] = (await registry.token()).split(".");
      return `${header}.${Buffer.from(JSON.stringify(claims({ sub: "other" }))).toString("base64url")}.${signature}`;
    },
  };
  it.each(Object.keys(tokens))("%s", async (name) => {
    const answer = await put({ token: (await tokens[name]?.()) ?? null });
    expect(answer.status).toBe(403);
    expect(["login", "expired", "forbidden", "security"]).toContain(issuesOf(answer)[0]?.code);
    expect(issuesOf(answer)[0]?.spineCode).toBe("ACCESS_DENIED");
  });

  it("takes precedence over every other fault of the request", async () => {
    const answer = await put({ token: null, body: "<", headers: { "if-match": undefined } });
    expect(answer.status).toBe(403);
  });
});

describe("412 without If-Match", () => {
  it.each([undefined, "*"])("If-Match: %s", async (value) => {
    const answer = await put({ headers: { "if-match": value } });
    expect(answer.status).toBe(412);
    expect(issuesOf(answer)[0]?.spineCode).toBe("PRECONDITION_FAILED");
  });
});

describe("409 for a version conflict", () => {
  it.each(['W/"2"', '"2"', "2", 'W/"0"', '"7", "8"'])("If-Match: %s", async (value) => {
    const answer = await put({ headers: { "if-match": value } });
    expect([answer.status, answer.headers["etag"]]).toEqual([409, 'W/"1"']);
  });
  it("sent to the Location URL of another version", async () => {
    expect((await put({ path: `${entry.path}/_history/2` })).status).toBe(409);
  });
});

describe("400 for a request that cannot be read", () => {
  const text = () => cancelled;
  const bodies: Record<string, () => RequestOptions> = {
    "malformed XML": () => ({ body: text().replace("</Appointment>", "") }),
    "malformed JSON": () => ({ body: entry.json.slice(0, -1), headers: { "content-type": "application/fhir+json" } }),
    "an empty body": () => ({ body: "" }),
    "only white space": () => ({ body: " \n" }),
    "a wrong root": () => ({ body: '<Patient xmlns="http://hl7.org/fhir"><id value="1"/></Patient>' }),
    "a missing namespace": () => ({ body: text().replace(' xmlns="http://hl7.org/fhir"', "") }),
    "a wrong namespace": () => ({ body: text().replace("http://hl7.org/fhir", "http://hl7.org/fhir/") }),
    "a DOCTYPE": () => ({ body: `<!DOCTYPE Appointment>${text()}` }),
    "a missing id": () => ({ body: text().replace(/<id value="[^"]*"\/>/, "") }),
    "a different id": () => ({ body: text().replace(entry.id, "b7e99463-00a1-45fc-98aa-02301c103aba") }),
    "an If-Match that is no ETag": () => ({ headers: { "if-match": 'W/"1' } }),
    "JSON that is not an object": () => ({ body: "[]", headers: { "content-type": "application/fhir+json" } }),
    "JSON without resourceType": () => ({ body: "{}", headers: { "content-type": "application/fhir+json" } }),
    "invalid UTF-8": () => ({ body: Buffer.concat([Buffer.from(text()), Buffer.from([0xff])]) }),
  };
  it.each(Object.keys(bodies))("%s", async (name) => {
    const answer = await put(bodies[name]?.() ?? {});
    expect(answer.status).toBe(400);
    expect(issuesOf(answer).length).toBeGreaterThan(0);
  });
});

describe("422 for profile failures and differences", () => {
  const changes: Record<string, { change: (xml: string) => string; expressions: string[] }> = {
    "another start": {
      change: (xml) => xml.replace("2019-02-01T10:51:23.620", "2019-02-01T10:51:23.621"),
      expressions: ["Appointment.start"],
    },
    "an added description": {
      change: (xml) => xml.replace("<start ", '<description value="x"/><start '),
      expressions: ["Appointment.description"],
    },
    "two differences": {
      change: (xml) => xml.replace("test3", "test4").replace('<use value="official"/>', ""),
      expressions: ["Appointment.identifier[0].value", "Appointment.participant[0].actor.identifier.use"],
    },
    "another patient": {
      change: (xml) => xml.replace("1234554321", "9000000009"),
      expressions: ["Appointment.participant[0].actor.identifier.value"],
    },
    "a status that is no cancellation": {
      change: (xml) => xml.replace('<status value="cancelled"/>', '<status value="arrived"/>'),
      expressions: ["Appointment.status"],
    },
    "an unchanged status": {
      change: (xml) => xml.replace('<status value="cancelled"/>', '<status value="booked"/>'),
      expressions: ["Appointment.status"],
    },
    "an unknown status code": {
      change: (xml) => xml.replace('<status value="cancelled"/>', '<status value="canceled"/>'),
      expressions: ["Appointment.status"],
    },
    "an element STU3 does not know": {
      change: (xml) => xml.replace("<start ", '<cancelationReason value="x"/><start '),
      expressions: ["Appointment.cancelationReason"],
    },
    "a dropped profile": {
      change: (xml) => xml.replace(/<profile value="[^"]*"\/>/, ""),
      expressions: ["Appointment.meta.profile[0]"],
    },
  };
  it.each(Object.keys(changes))("%s", async (name) => {
    const { change, expressions } = changes[name]!;
    const answer = await put({ body: change(cancelled) });
    expect(answer.status).toBe(422);
    expect(expressionsOf(answer)).toEqual(expect.arrayContaining(expressions));
    for (const issue of issuesOf(answer)) {
      expect(issue.location).toMatch(/^\/f:Appointment/);
      expect(issue.message).not.toMatch(/1234554321|9000000009/);
    }
  });

  it("reports a dropped participant status as a profile failure", async () => {
    const answer = await put({ body: cancelled.replace('<status value="accepted"/>', "") });
    expect(answer.status).toBe(422);
    expect(expressionsOf(answer)).toContain("Appointment.participant[0].status");
  });
});

describe("requests outside the interactions", () => {
  const cases: [string, RequestOptions & { path: string }, number][] = [
    ["an unknown route", { path: "/Nothing", method: "GET" }, 404],
    ["an unknown id", { path: "/Appointment/unknown", method: "GET" }, 404],
    ["a method that is not offered", { path: "/Appointment", method: "PATCH" }, 405],
    ["DELETE", { path: "/Appointment/x", method: "DELETE" }, 405],
    [
      "a media type that is not FHIR",
      { path: "/Appointment", method: "POST", headers: { "content-type": "text/csv" } },
      415,
    ],
    ["nothing acceptable", { path: "/Appointment/unknown", method: "GET", headers: { accept: "text/csv" } }, 406],
    ["a body over the limit", { path: "/Appointment", method: "POST", body: " ".repeat(6 << 20), headers: XML }, 413],
  ];
  it.each(cases)("%s", async (_name, { path, ...options }, status) => {
    const answer = await registry.send(path, { headers: { accept: XML.accept }, ...options });
    expect(answer.status).toBe(status);
    expect(issuesOf(answer).length).toBe(1);
    if (status === 405) expect(answer.headers["allow"]).toMatch(/GET|POST/);
  });

  it("answers a PUT to an unknown id with 404 and creates nothing", async () => {
    const answer = await put({ path: "/Appointment/unknown", body: cancelled.replace(entry.id, "unknown") });
    expect(answer.status).toBe(404);
  });
});

/** Assembles a JWS manually, for tokens that no library would create. */
function assembled(header: object, payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(payload)}.`;
}
