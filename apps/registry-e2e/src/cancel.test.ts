import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { JSON_, XML, registered, withStatus, withoutServerMeta } from "./harness/entry.js";
import { expressionsOf, issuesOf } from "./harness/outcome.js";
import { RegistryUnderTest } from "./harness/registry.js";

describe("Cancel a registered appointment", () => {
  let registry: RegistryUnderTest;
  beforeAll(async () => {
    registry = await RegistryUnderTest.start();
  });
  afterAll(async () => {
    expect(await registry.stop()).toBe(0);
  });

  it("cancels the contract's own sample with 200, a versioned Location, ETag and Last-Modified, and changes only the status", async () => {
    const entry = await registered(registry);
    expect(entry.location).toBe(`${registry.baseUrl}/Appointment/${entry.id}/_history/1`);
    expect(entry.id).not.toBe("b7e99463-00a1-45fc-98aa-02301c103aba");

    const body = withStatus(entry.xml, "cancelled");
    const answer = await registry.send(entry.path, { method: "PUT", headers: { ...XML, "if-match": 'W/"1"' }, body });

    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      location: `${registry.baseUrl}/Appointment/${entry.id}/_history/2`,
      etag: 'W/"2"',
      "content-type": "application/fhir+xml; charset=utf-8",
      "cache-control": "no-store",
    });
    expect(new Date(answer.headers["last-modified"] ?? "").getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(withoutServerMeta(answer.text)).toBe(withoutServerMeta(body));
    expect(answer.text).toContain('<versionId value="2"/>');

    const now = await registry.send(entry.path, { headers: { accept: XML.accept } });
    expect(now.text).toBe(answer.text);
    const before = await registry.send(`${entry.path}/_history/1`, { headers: { accept: XML.accept } });
    expect(before.text).toBe(entry.xml);
  });

  it("cancels in JSON an entry that was registered in XML", async () => {
    const entry = await registered(registry);
    const body = entry.json.replace('"booked"', '"cancelled"');
    const answer = await registry.send(entry.path, { method: "PUT", headers: { ...JSON_, "if-match": 'W/"1"' }, body });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/fhir+json; charset=utf-8");
    const { meta, ...rest } = JSON.parse(answer.text) as fhir.Appointment;
    const { meta: sentMeta, ...sent } = JSON.parse(body) as fhir.Appointment;
    expect(rest).toEqual(sent);
    expect(meta?.versionId).toBe("2");
    expect(meta?.profile).toEqual(sentMeta?.profile);
  });

  it("accepts the PUT at the versioned Location URL and creates a new version", async () => {
    const entry = await registered(registry);
    const body = withStatus(entry.xml, "entered-in-error");
    const answer = await registry.send(entry.location, { method: "PUT", headers: { ...XML, "if-match": '"1"' }, body });
    expect([answer.status, answer.headers["etag"]]).toEqual([200, 'W/"2"']);
    expect(answer.headers["location"]).toBe(`${registry.baseUrl}/Appointment/${entry.id}/_history/2`);
  });

  it("answers a repeated PUT with 409, the current version and the fact that it is already cancelled", async () => {
    const entry = await registered(registry);
    const put = { method: "PUT", headers: { ...XML, "if-match": "1" }, body: withStatus(entry.xml, "cancelled") };
    expect((await registry.send(entry.path, put)).status).toBe(200);
    const again = await registry.send(entry.path, put);
    expect([again.status, again.headers["etag"]]).toEqual([409, 'W/"2"']);
    expect(again.text).toContain("already cancelled");
    expect(issuesOf(again)[0]?.code).toBe("conflict");
  });

  it("refuses with 422 to cancel an entry that is already cancelled", async () => {
    const entry = await registered(registry);
    const body = withStatus(entry.xml, "cancelled");
    await registry.send(entry.path, { method: "PUT", headers: { ...XML, "if-match": '"1"' }, body });
    const again = await registry.send(entry.path, { method: "PUT", headers: { ...XML, "if-match": '"2"' }, body });
    expect(again.status).toBe(422);
    expect(expressionsOf(again)).toEqual(["Appointment.status"]);
  });

  it("answers one of 40 simultaneous cancels with 200 and 39 with 409", async () => {
    const entry = await registered(registry);
    const put = { method: "PUT", headers: { ...XML, "if-match": 'W/"1"' }, body: withStatus(entry.xml, "cancelled") };
    const answers = await Promise.all(Array.from({ length: 40 }, () => registry.send(entry.path, put)));
    const statuses = answers.map((answer) => answer.status).sort((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array.from({ length: 39 }, () => 409)]);
    expect((await registry.send(`${entry.path}/_history/3`)).status).toBe(404);
  });

  it("keeps versions 1 and 2 if it is killed right after the 200", async () => {
    const entry = await registered(registry);
    const answer = await registry.send(entry.path, {
      method: "PUT",
      headers: { ...XML, "if-match": 'W/"1"' },
      body: withStatus(entry.xml, "cancelled"),
    });
    await registry.kill();
    expect(answer.status).toBe(200);
    await registry.startAgain();
    const accept = { headers: { accept: XML.accept } };
    expect((await registry.send(entry.path, accept)).text).toBe(answer.text);
    expect((await registry.send(`${entry.path}/_history/1`, accept)).text).toBe(entry.xml);
  });

  it("never writes an NHS number or a body to its log", () => {
    const log = registry.log();
    expect(log).not.toContain("1234554321");
    expect(log).not.toContain("test.nhs.uk");
    expect(log.length).toBeGreaterThan(0);
  });
});
