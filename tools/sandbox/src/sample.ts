import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readResource } from "@appointment-registry/fhir-appointment";
import { readIfPresent, writePrivateFile } from "@appointment-registry/test-kit";
import type { Dispatcher } from "undici";
import { request } from "undici";

export interface RegistryAccess {
  readonly baseUrl: string;
  readonly dispatcher: Dispatcher;
  readonly accessToken: string;
}

/** Resolves when the registry answers `/metadata`; rejects with the last reason after `seconds`, or at once if it stopped. */
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

/**
 * The id of the contract's sample appointment, booked. The one of an earlier start is used again while it is booked; one that
 * has been cancelled since stays as it is and another is registered, so that the printed command always has something to cancel.
 */
export async function registeredSample(access: RegistryAccess, directory: string, sampleFile: string): Promise<string> {
  const memory = join(directory, "sample.json");
  const kept = await readIfPresent(memory);
  if (kept !== undefined) {
    const { id } = JSON.parse(kept) as { id: string };
    if ((await statusOf(access, id)) === "booked") return id;
  }
  const answer = await request(`${access.baseUrl}/Appointment`, {
    method: "POST",
    dispatcher: access.dispatcher,
    headers: headers(access, { "content-type": "application/fhir+xml" }),
    body: await readFile(sampleFile),
  });
  const body = await answer.body.text();
  const id = /\/Appointment\/([^/]+)\/_history\//.exec(String(answer.headers.location))?.[1];
  if (answer.statusCode !== 201 || id === undefined) {
    throw new Error(`The sample was not registered: ${answer.statusCode} ${body}`);
  }
  await writePrivateFile(memory, JSON.stringify({ id }) + "\n");
  return id;
}

async function statusOf(access: RegistryAccess, id: string): Promise<string | undefined> {
  const answer = await request(`${access.baseUrl}/Appointment/${id}`, {
    dispatcher: access.dispatcher,
    headers: headers(access, {}),
  });
  const read = readResource(await answer.body.text(), { format: "json" });
  return answer.statusCode === 200 && read.kind === "resource" ? String(read.resource["status"]) : undefined;
}

function headers(access: RegistryAccess, more: Record<string, string>): Record<string, string> {
  return { authorization: `Bearer ${access.accessToken}`, accept: "application/fhir+json", ...more };
}
