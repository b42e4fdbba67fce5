import { writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Intercept } from "@appointment-registry/test-kit";
import { APPOINTMENT } from "../testing/command.js";
import { DoubleCommand } from "../testing/double-command.js";

let client: DoubleCommand;
beforeEach(async () => {
  client = await DoubleCommand.start();
  await writeFile(client.file("appointment.json"), JSON.stringify(APPOINTMENT));
});
afterEach(() => client.stop());

/** The registry performs the requests, but its answers to this method are lost; afterwards it is unreachable. */
const losing =
  (method: string): Intercept =>
  (request, answer, response) => {
    if (request.method === method) {
      answer();
      response.socket?.destroy();
      return undefined;
    }
    return client.registry.count(method) > 0 ? { status: 503 } : answer();
  };

const register = (...more: string[]) => client.run(["register", "appointment.json", ...more]);
const entries = (): number => client.registry.versions.size;
const works = (): void => void (client.registry.intercept = (_, answer) => answer());

describe("following the advice of the command line", () => {
  it("register: outcome unknown (5), then repeated, registers once", async () => {
    client.registry.intercept = losing("POST");
    const lost = await register();
    expect(lost.code).toBe(5);
    expect(lost.stderr).toMatch(/it is not known whether it was done\. .*\n {2}→ Repeat the command: /);
    works();
    expect(await register()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Already registered /) });
    expect(entries()).toBe(1);
  });

  it("register --no-once: outcome unknown (6), then repeated without the option, registers once", async () => {
    client.registry.intercept = losing("POST");
    const lost = await register("--no-once");
    expect(lost.code).toBe(6);
    expect(lost.stderr).toContain("Do not repeat the command as it is: that may register the appointment twice.");
    works();
    expect(await register()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Already registered /) });
    expect(entries()).toBe(1);
    expect(client.registry.count("POST")).toBe(2);
  });

  it("register --no-once: outcome unknown (6), and a search finds the registered entry", async () => {
    client.registry.intercept = losing("POST");
    const lost = await register("--no-once");
    expect(lost.stderr).toContain("or search first");
    works();
    const [id = ""] = [...client.registry.versions.keys()];
    const found = await client.run(["search", "--nhs-number", "9000000009"]);
    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining(id) });
  });

  it("cancel: outcome unknown (5), then repeated with --resume as advised, is recognised", async () => {
    const id = client.registry.hold(APPOINTMENT);
    client.registry.intercept = losing("PUT");
    const lost = await client.run(["cancel", id]);
    expect(lost.code).toBe(5);
    const [, flags = ""] = /→ Repeat the command with (--resume \S+): /.exec(lost.stderr) ?? [];
    works();
    const again = await client.run(["cancel", id, ...flags.split(" ")]);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Cancelled \(the response was lost; /) });
    expect(client.registry.versions.get(id)).toHaveLength(2);
  });

  it("cancel: outcome unknown (5) and not done, then repeated with --resume, is done", async () => {
    const id = client.registry.hold(APPOINTMENT);
    client.registry.intercept = ({ method }, answer) => (method === "PUT" ? { status: 504 } : answer());
    const lost = await client.run(["cancel", id]);
    expect(lost.code).toBe(5);
    works();
    expect(await client.run(["cancel", id, "--resume", "1"])).toMatchObject({ code: 0 });
    expect(client.registry.current(id)).toMatchObject({ status: "cancelled", meta: { versionId: "2" } });
  });

  it("cancel: not done (4), then repeated, is done", async () => {
    const id = client.registry.hold(APPOINTMENT);
    client.registry.intercept = () => ({ status: 503 });
    expect(await client.run(["cancel", id])).toMatchObject({ code: 4 });
    works();
    expect(await client.run(["cancel", id])).toMatchObject({ code: 0 });
  });

  it("register: the entry found is cancelled (7), then registered with --no-once", async () => {
    client.registry.hold({ ...APPOINTMENT, status: "cancelled" });
    const found = await register("--json");
    expect(found.code).toBe(7);
    expect(JSON.parse(found.stdout)).toMatchObject({ status: "cancelled" });
    expect(found.stderr).toMatch(/nothing was registered\. The registry has entry \S+ of it, now cancelled\.\n/);
    expect(entries()).toBe(1);
    expect(await register("--no-once")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Registered /) });
    expect(entries()).toBe(2);
  });

  it("register: the entry found has other content (8), then is cancelled, and the file registered with --no-once", async () => {
    const id = client.registry.hold({ ...APPOINTMENT, end: "2099-02-01T10:20:00Z" });
    const found = await register();
    expect(found.code).toBe(8);
    expect(found.stderr).toMatch(/with other content:\n {4}Appointment\.end\n {6}- "2099-02-01T10:10:00Z"\n {6}\+ /);
    expect(found.stderr).toContain(`cancel entry ${id} and register with --no-once`);
    expect(await client.run(["cancel", id])).toMatchObject({ code: 0 });
    expect(await register("--no-once")).toMatchObject({ code: 0 });
  });

  it("register: elements that a registry adds do not count as other content", async () => {
    const text = { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' } as const;
    client.registry.habits = { complete: (appointment) => ({ ...appointment, text }) };
    expect(await register()).toMatchObject({ code: 0 });
    expect(await register()).toMatchObject({ code: 0 });
  });

  it("register: a file without an identifier is not sent, except with --no-once", async () => {
    const { identifier: _, ...without } = APPOINTMENT;
    await writeFile(client.file("appointment.json"), JSON.stringify(without));
    const refused = await register();
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("Use --no-once to register it") });
    expect(client.registry.received).toEqual([]);
    expect(await register("--no-once")).toMatchObject({ code: 0 });
  });
});
