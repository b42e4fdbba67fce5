import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Agent, Headers, Request, fetch } from "undici";
import { Client } from "fhir-kit-client";
import { bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import { TestRegistry, getOutcome } from "../testing/registry.js";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start();
});
afterAll(() => registry.stop());

describe("fhir-kit-client", () => {
  const own = { fetch: globalThis.fetch, Request: globalThis.Request, Headers: globalThis.Headers };
  let dispatcher: Agent;
  beforeAll(() => {
    // Node's built-in fetch does not accept a client certificate; undici is the same code as a package.
    Object.assign(globalThis, { fetch, Request, Headers });
    const { ca, client } = registry;
    dispatcher = new Agent({ connect: { ca, cert: client.cert, key: client.key } });
  });
  afterAll(async () => {
    Object.assign(globalThis, own);
    await dispatcher.close();
  });
  const client = () =>
    new Client({
      baseUrl: registry.baseUrl,
      bearerToken: registry.goodToken,
      requestOptions: { dispatcher },
    });
  type Resource = fhir.Appointment & { [name: string]: unknown; resourceType: "Appointment"; id: string };
  const patient = `https://fhir.nhs.uk/Id/nhs-number|${nhsNumber(20)}`;

  it("reads the capability statement", async () => {
    const statement = (await client().capabilityStatement()) as unknown as fhir.CapabilityStatement;
    expect(statement.fhirVersion).toBe("3.0.1");
  });
  it("registers, finds, reads and cancels an entry, and reads its history", async () => {
    const body = bookedEntry(nhsNumber(20)) as unknown as Resource;
    const created = (await client().create({ resourceType: "Appointment", body })) as unknown as Resource;
    for (const searchParams of [{ "patient:identifier": patient }, { "patient.identifier": patient }] as Record<
      string,
      string
    >[]) {
      for (const options of [{}, { postSearch: true }]) {
        const bundle = (await client().resourceSearch({
          resourceType: "Appointment",
          searchParams,
          options,
        })) as unknown as fhir.Bundle;
        expect(bundle.entry?.map(({ resource }) => resource?.id)).toEqual([created.id]);
      }
    }
    const { id } = created;
    const read = (await client().read({ resourceType: "Appointment", id })) as unknown as Resource;
    const update = (status: Resource["status"], options: object) =>
      client().update({ resourceType: "Appointment", id, body: { ...read, status }, options });
    await expect(update("cancelled", {})).rejects.toMatchObject({ response: { status: 412 } });
    const cancelled = (await update("cancelled", { headers: { "If-Match": 'W/"1"' } })) as unknown as Resource;
    expect([cancelled.status, cancelled.meta?.versionId]).toEqual(["cancelled", "2"]);
    const first = (await client().vread({ resourceType: "Appointment", id, version: "1" })) as unknown as Resource;
    expect(first.status).toBe("booked");
    const history = (await client().history({ resourceType: "Appointment", id })) as unknown as fhir.Bundle;
    expect(history.entry?.map(({ resource }) => resource?.meta?.versionId)).toEqual(["2", "1"]);
  });

  it("validates by $validate, as a resource and as Parameters", async () => {
    const resource = bookedEntry(nhsNumber(21)) as unknown as Resource;
    const parameters = { resourceType: "Parameters", parameter: [{ name: "resource", resource }] };
    for (const [input, severity] of [
      [resource, "information"],
      [parameters, "information"],
      [{ ...resource, description: "text" }, "error"],
    ] as const) {
      const outcome = (await client().operation({
        name: "$validate",
        resourceType: "Appointment",
        input: input as never,
      })) as unknown as fhir.OperationOutcome;
      expect(outcome.issue[0]?.severity).toBe(severity);
    }
  });
});

describe("curl", () => {
  const run = promisify(execFile);
  async function curl(...args: string[]): Promise<{ status: number; headers: Record<string, string>; body: string }> {
    const file = (name: string) => join(registry.directory, name);
    const { stdout } = await run("curl", [
      "--silent",
      "--include",
      "--cacert",
      file("ca.pem"),
      "--cert",
      file("client.pem"),
      "--key",
      file("client.key"),
      "--header",
      `Authorization: Bearer ${registry.goodToken}`,
      ...args,
    ]);
    const [head = "", ...rest] = stdout.replace(/^HTTP\/1.1 100 Continue\r\n\r\n/, "").split("\r\n\r\n");
    const [line = "", ...fields] = head.split("\r\n");
    const headers = Object.fromEntries(
      fields.map((each) => [each.slice(0, each.indexOf(":")).toLowerCase(), each.slice(each.indexOf(":") + 2)]),
    );
    return { status: Number(line.split(" ")[1]), headers, body: rest.join("\r\n\r\n") };
  }

  it("registers, reads, searches and cancels an entry, and is rejected the second time", async () => {
    const { baseUrl } = registry;
    const json = "Content-Type: application/fhir+json";
    const created = await curl(
      "--header",
      json,
      "--data-binary",
      JSON.stringify(bookedEntry(nhsNumber(10))),
      `${baseUrl}/Appointment`,
    );
    expect(created.status).toBe(201);
    const id = (JSON.parse(created.body) as { id: string }).id;
    const found = await curl(
      "--data-urlencode",
      `patient.identifier=https://fhir.nhs.uk/Id/nhs-number|${nhsNumber(10)}`,
      `${baseUrl}/Appointment/_search`,
    );
    expect((JSON.parse(found.body) as fhir.Bundle).total).toBe(1);
    const got = await curl(
      "--globoff",
      `${baseUrl}/Appointment?patient:identifier=https://fhir.nhs.uk/Id/nhs-number|${nhsNumber(10)}`,
    );
    expect((JSON.parse(got.body) as fhir.Bundle).total).toBe(1);
    const read = await curl("--compressed", `${baseUrl}/Appointment/${id}?_format=xml`);
    const cancelled = read.body.replace('<status value="booked"/>', '<status value="cancelled"/>');
    const put = () =>
      curl(
        "--request",
        "PUT",
        "--header",
        "Content-Type: application/fhir+xml",
        "--header",
        `If-Match: ${read.headers["etag"]}`,
        "--data-binary",
        cancelled,
        created.headers["location"] as string,
      );
    const done = await put();
    expect([done.status, done.headers["location"], done.headers["etag"]]).toEqual([
      200,
      `${baseUrl}/Appointment/${id}/_history/2`,
      'W/"2"',
    ]);
    expect((await put()).status).toBe(409);
    expect((await curl("--head", `${baseUrl}/Appointment/${id}`)).headers["etag"]).toBe('W/"2"');
    const large = join(registry.directory, "large");
    await run("sh", ["-c", `head -c 3000000 /dev/zero > ${JSON.stringify(large)}`]);
    expect((await curl("--header", json, "--data-binary", `@${large}`, `${baseUrl}/Appointment`)).status).toBe(413);
    expect(
      (
        await curl(
          "--header",
          json,
          "--header",
          "Transfer-Encoding: chunked",
          "--data-binary",
          `@${large}`,
          `${baseUrl}/Appointment`,
        )
      ).status,
    ).toBe(413);
  });
});

/** Requests of fhirpy 2.3, recorded on the wire. */
describe("fhirpy", () => {
  const search = (more: string) =>
    registry.send(`/Appointment?patient.identifier=https://fhir.nhs.uk/Id/nhs-number%7C${nhsNumber(30)}${more}`);
  const post = (query: string, condition?: string) =>
    registry.send(`/Appointment${query}`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json", "if-none-exist": condition },
      body: JSON.stringify(bookedEntry(nhsNumber(30), { identifier })),
    });
  const value = "https://provider.test/fhirpy/1";
  const identifier = [{ system: "urn:ietf:rfc:3986", value }];
  const criteria = `identifier=${encodeURIComponent(`urn:ietf:rfc:3986|${value}`)}`;
  const total = async () => (JSON.parse((await search("&_count=0")).text) as fhir.Bundle).total;

  it("creates once with the criteria in If-None-Exist, finds the first entry, and counts by _count=0", async () => {
    expect([(await post("", criteria)).status, (await post("", criteria)).status, await total()]).toEqual([
      201, 200, 1,
    ]);
    const first = JSON.parse((await search("&_count=1")).text) as fhir.Bundle;
    expect(first.entry?.length).toBe(1);
  });

  it("is refused criteria in the URL of get_or_create, with a pointer to If-None-Exist, and _totalMethod of count", async () => {
    const refused = await post(`?${criteria}`);
    expect([refused.status, getOutcome(refused)[0]?.rule, await total()]).toEqual([400, "parameter-invalid", 1]);
    expect(refused.text).toContain("the criteria of a conditional create belong in If-None-Exist");
    expect((await search("&_count=0&_totalMethod=count")).status).toBe(400);
  });
});
