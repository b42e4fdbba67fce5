import type { Appointment } from "../../appointment-version.js";
import { createVersion } from "../../appointment-version.js";
import type { StoredVersion, VersionAccount } from "../../store/store.js";
import { MemoryStore } from "../../store/testing/memory-store.js";
import type { Ports } from "../ports.js";

export const BASE = "https://registry.test/STU3";
export const NHS_NUMBER = "9434765919";
/** Time of the fixed clock, unless a test changes it. */
export const NOW = Date.parse("2026-02-01T09:00:00.000Z");

/** Fixed dependencies of the interactions: a store in memory, a clock that does not advance, sequential ids. */
export interface FixedPorts extends Ports {
  readonly store: MemoryStore;
  time: number;
  /** Ids that `newId` returns first. */
  readonly ids: string[];
  /** Number of admitted writes. */
  admitted: number;
}

/** Account of the n-th admitted write. */
export function getAccount(interaction: VersionAccount["interaction"], sequence: number): VersionAccount {
  const instance = "00000000-0000-4000-8000-000000000001";
  return { instance, sequence, interaction, at: NOW, requestId: "hash:abcdefghijklmnop", clientId: "client" };
}

export function fixedPorts(): FixedPorts {
  let made = 0;
  const ports: FixedPorts = {
    store: new MemoryStore(),
    baseUrl: BASE,
    time: NOW,
    ids: [],
    admitted: 0,
    now: () => ports.time,
    newId: () => ports.ids.shift() ?? `id-${++made}`,
    admitWrite: (interaction) => getAccount(interaction, ++ports.admitted),
    claimLargeAnswer: () => true,
  };
  return ports;
}

/** An Appointment as registered by a supplier. */
export function booking(more: object = {}): Appointment {
  return {
    resourceType: "Appointment",
    identifier: [{ system: "urn:ietf:rfc:3986", value: "https://provider.test/Appointment/1" }],
    status: "booked",
    start: "2099-02-01T10:00:00.000Z",
    end: "2099-02-01T10:10:00.000Z",
    created: "2026-01-17T14:00:00.000Z",
    participant: [
      {
        actor: { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: NHS_NUMBER } },
        status: "accepted",
      },
    ],
    ...more,
  } as Appointment;
}

/** Version 1 of a booking in the store of the ports, registered one day ago. */
export async function registered({ store }: Pick<FixedPorts, "store">, id = "a", more: object = {}) {
  const facts = { id, version: 1, time: NOW - 86_400_000, method: "POST" } as const;
  const { stored, resource } = createVersion(booking(more), facts);
  await store.insert(stored);
  return { stored, resource };
}

/** Writes the next version of a stored one directly to the store, without an interaction. */
export async function changed({ store }: Pick<FixedPorts, "store">, before: StoredVersion, more: object) {
  const resource = { ...(JSON.parse(before.body) as Appointment), ...more };
  const facts = { id: before.id, version: before.version + 1, time: NOW - 3_600_000, method: "PUT" } as const;
  const { stored } = createVersion(resource, facts);
  await store.replace(before.version, stored);
  return stored;
}

/** Returns the refusal with which a promise rejects, as plain values. */
export async function refusal(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    const { code, message, issues, facts, element } = error as Record<string, unknown>;
    return {
      code,
      message,
      issues: (issues as { rule: string; expression?: string }[]).map(({ rule, expression }) =>
        [rule, expression].filter((each) => each !== undefined).join(" "),
      ),
      facts,
      ...(Object.keys(element ?? {}).length === 0 ? {} : { element }),
    };
  }
  throw new Error("It was not refused.");
}
