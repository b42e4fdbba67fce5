import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createRegistryClient } from "@appointment-registry/client";
import type { ClientOptions, RegistryClient } from "@appointment-registry/client";
import { bookedEntry, nhsNumber, startFaultProxy } from "@appointment-registry/test-kit";
import { Agent } from "undici";
import { HapiServer, hasHapi } from "../harness/hapi.js";
import { ClientCommand } from "./command.js";

const suite = hasHapi ? describe : describe.skip;

suite("a plain HAPI server", () => {
  let server: HapiServer;
  let client: RegistryClient;
  beforeAll(async () => {
    server = await HapiServer.start();
    client = createRegistryClient(options());
  });
  afterAll(async () => {
    await client?.close();
    await server?.stop();
  });

  const options = (more: Partial<ClientOptions> = {}): ClientOptions => ({
    baseUrl: server.baseUrl,
    tls: server.tls,
    retry: { attempts: 3, delay: 5 },
    ...more,
  });
  let entries = 0;
  const booked = (): fhir.Appointment => bookedEntry(nhsNumber(++entries)) as unknown as fhir.Appointment;
  async function registered(): Promise<string> {
    const result = await client.register(booked());
    if (result.status !== 201) throw new Error(JSON.stringify(result));
    return result.id;
  }
  const statuses = async (id: string): Promise<unknown> => {
    const result = await client.history(id);
    return result.status === 200 ? result.versions.map(({ appointment }) => appointment.status) : result;
  };

  it.each(["json", "xml"] as const)("registers, reads, searches and cancels in %s", async (format) => {
    const own = createRegistryClient(options({ format }));
    try {
      const appointment = booked();
      const created = await own.register(appointment);
      expect(created).toMatchObject({ status: 201, versionId: "1", appointment: { status: "booked" }, changes: [] });
      const { id } = created as { id: string };
      expect(await own.search(nhsNumber(entries))).toMatchObject({ status: 200, found: [{ id }] });
      const cancelled = await own.cancel(id);
      expect(cancelled).toMatchObject({ status: 200, recovered: false, versionId: "2", changes: [] });
      expect(await own.read(id)).toMatchObject({ status: 200, versionId: "2", appointment: { status: "cancelled" } });
      expect(await own.readVersion(id, "1")).toMatchObject({ status: 200, appointment: { status: "booked" } });
      expect(await statuses(id)).toEqual(["cancelled", "booked"]);
    } finally {
      await own.close();
    }
  });

  it("reads the capability statement, and reports an unknown entry", async () => {
    expect(await client.capabilities()).toMatchObject({
      status: 200,
      statement: { fhirVersion: expect.stringMatching(/^3\.0\./) },
    });
    expect(await client.read("none")).toMatchObject({ status: 404, issues: [{ severity: "error" }] });
    expect(await client.cancel("none")).toMatchObject({ status: 404 });
  });

  it("cancels many entries concurrently, each once, and recognises cancels whose answers were lost", async () => {
    const { ca, cert, key } = server.tls;
    const agent = new Agent({ connect: { ca, cert, key } });
    const proxy = await startFaultProxy({ ...server, agent }, { seed: 5, rate: 0.3, hold: 1500 });
    const behind = createRegistryClient(
      options({ baseUrl: proxy.baseUrl, timeout: 1000, retry: { attempts: 5, delay: 5 } }),
    );
    try {
      const ids = await Promise.all(Array.from({ length: 40 }, registered));
      const results = await Promise.all(ids.map((id) => behind.cancel(id)));
      await proxy.stop();
      for (const [n, result] of results.entries()) {
        const held = (await statuses(ids[n] as string)) as string[];
        if (result.status === 200) expect(held[0]).toBe("cancelled");
        else if (result.status !== "unknown") expect(held).toEqual(["booked"]);
      }
      expect(results.map(({ status }) => status)).toContain(200);
    } finally {
      await behind.close();
      await proxy.stop();
      await agent.close();
    }
  });

  it("works with the command line's doctor and its cancel from a file", async () => {
    const file = (name: string): string => join(server.directory, name);
    const command = await ClientCommand.for({ ...server, token: () => Promise.resolve("opaque") });
    const ids = await Promise.all(Array.from({ length: 10 }, registered));
    await writeFile(file("ids.csv"), ["id", ...ids, "unknown"].join("\n"));
    const ended = await command.run("cancel", "--file", file("ids.csv"));
    expect(ended.stderr).toMatch(/\n +10 {2}cancelled\n +1 {2}refused\n +11 {2}in all\n$/);
    expect(ended.code).toBe(1);
    for (const id of ids) expect(await statuses(id)).toEqual(["cancelled", "booked"]);
    const doctor = await command.run("doctor");
    expect(doctor.stdout).toMatch(/✓ capability statement {3}FHIR 3\.0\.\d, Appointment: .*update/);
  });
});
