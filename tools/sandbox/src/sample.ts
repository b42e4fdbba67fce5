import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { APPOINTMENT_URL_SYSTEM, nhsNumberOf, parseResource } from "@appointment-registry/fhir-appointment";
import { readIfPresent, writePrivateFile } from "@appointment-registry/test-kit";
import type { Dispatcher } from "undici";
import { request } from "undici";

export interface RegistryAccess {
  readonly baseUrl: string;
  readonly dispatcher: Dispatcher;
  readonly accessToken: string;
}

/** Resolves when the registry answers `/metadata`. Rejects with the last error after `seconds`, or immediately if the registry stopped. */
export async function untilServing(access: RegistryAccess, stopped: () => boolean, seconds = 30): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      const answer = await request(`${access.baseUrl}/metadata`, { dispatcher: access.dispatcher });
      await answer.body.dump();
      if (answer.statusCode === 200) return;
      throw new Error(`/metadata answered ${answer.statusCode}`);
    } catch (error) {
      if (stopped()) throw new Error("The registry stopped before it served.", { cause: error });
      if (Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}

/** Ids of two booked appointments (the contract's sample, and a similar appointment in the future), and their patient's NHS number. */
export interface Samples {
  readonly contract: string;
  readonly upcoming: string;
  readonly nhsNumber: string;
}

/**
 * Returns the samples that an earlier start of the sandbox registered, if they are still booked. In place of one that has been cancelled, it
 * registers another, so that the printed commands always have an appointment to cancel and to find.
 */
export async function registeredSamples(
  access: RegistryAccess,
  directory: string,
  sampleFile: string,
): Promise<Samples> {
  const memory = join(directory, "sample.json");
  const kept = JSON.parse((await readIfPresent(memory)) ?? "{}") as { id?: string; upcoming?: string };
  const xml = await readFile(sampleFile, "utf8");
  const sample = parseResource(xml, { format: "xml", expectedType: "Appointment" });
  if (sample.kind !== "resource") throw new Error("The contract's sample cannot be read.");
  const appointment: fhir.Appointment = sample.resource;
  const contract = (await stillBooked(access, kept.id)) ?? (await register(access, "application/fhir+xml", xml));
  const upcoming =
    (await stillBooked(access, kept.upcoming, Date.now())) ??
    (await register(access, "application/fhir+json", JSON.stringify(nextWeek(appointment))));
  await writePrivateFile(memory, JSON.stringify({ id: contract, upcoming }) + "\n");
  return { contract, upcoming, nhsNumber: nhsNumberOf(appointment) ?? "" };
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Returns the sample as a new booking of ten minutes, at 10:00 UTC seven days from today. */
function nextWeek(sample: fhir.Appointment): fhir.Appointment {
  const now = Date.now();
  const start = now - (now % DAY) + 7 * DAY + 10 * 60 * MINUTE;
  return {
    ...sample,
    identifier: [{ system: APPOINTMENT_URL_SYSTEM, value: `https://provider.example/Appointment/${randomUUID()}` }],
    start: new Date(start).toISOString(),
    end: new Date(start + 10 * MINUTE).toISOString(),
    created: new Date(now).toISOString(),
  };
}

/** @param after epoch milliseconds; the appointment must end later */
async function stillBooked(
  access: RegistryAccess,
  id: string | undefined,
  after = -Infinity,
): Promise<string | undefined> {
  if (id === undefined) return undefined;
  const { status, end = "" } = (await retrieved(access, id)) ?? {};
  return status === "booked" && Date.parse(end) > after ? id : undefined;
}

/** Registers an Appointment and returns its id. */
async function register(access: RegistryAccess, type: string, text: string): Promise<string> {
  const answer = await request(`${access.baseUrl}/Appointment`, {
    method: "POST",
    dispatcher: access.dispatcher,
    headers: headers(access, { "content-type": type }),
    body: text,
  });
  const body = await answer.body.text();
  const id = /\/Appointment\/([^/]+)\/_history\//.exec(String(answer.headers.location))?.[1];
  if (answer.statusCode !== 201 || id === undefined)
    throw new Error(`The sample was not registered: ${answer.statusCode} ${body}`);
  return id;
}

async function retrieved(access: RegistryAccess, id: string): Promise<fhir.Appointment | undefined> {
  const answer = await request(`${access.baseUrl}/Appointment/${id}`, {
    dispatcher: access.dispatcher,
    headers: headers(access, {}),
  });
  const read = parseResource(await answer.body.text(), { format: "json", expectedType: "Appointment" });
  return answer.statusCode === 200 && read.kind === "resource" ? read.resource : undefined;
}

function headers(access: RegistryAccess, more: Record<string, string>): Record<string, string> {
  return { authorization: `Bearer ${access.accessToken}`, accept: "application/fhir+json", ...more };
}
