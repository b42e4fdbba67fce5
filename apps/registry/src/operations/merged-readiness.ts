import { getHealth } from "./readiness.js";
import type { Health, Readiness, TlsFault } from "./readiness.js";

const TLS_STATES = ["up", "degraded", "down"] as const;
const KEY_STATES = ["fresh", "stale", "unavailable"] as const;

/** Merges the readiness of several processes behind one address. Each part is that of the worst process. Not ready if no process serves. */
export function mergedReadiness(each: readonly Readiness[]): Readiness {
  const isDown = (part: "store" | "audit") => each.length === 0 || each.some((one) => one[part] === "down");
  const tls = worst(
    TLS_STATES,
    each.map((one) => one.tls),
  );
  const faults = mergedFaults(each.map((one) => one.faults ?? []));
  const issuers = new Map<string, (typeof KEY_STATES)[number]>();
  for (const { issuer, state } of each.flatMap(({ keys }) => keys))
    issuers.set(issuer, worst(KEY_STATES, [issuers.get(issuer) ?? "fresh", state]));
  return {
    ready: each.length > 0 && each.every(({ ready }) => ready),
    ...(each.some(({ overloaded }) => overloaded) ? { overloaded: true } : {}),
    store: isDown("store") ? "down" : "up",
    audit: isDown("audit") ? "down" : "up",
    tls: each.length === 0 ? "down" : tls,
    ...(faults.length > 0 ? { faults } : {}),
    keys: [...issuers].map(([issuer, state]) => ({ issuer, state })),
  };
}

export function mergedHealth(each: readonly Health[]): Health {
  return getHealth(mergedFaults(each.map((one) => one.degraded ?? [])));
}

/** Merges the faults without duplicates; the processes read the same files at different times. */
function mergedFaults(each: readonly (readonly TlsFault[])[]): TlsFault[] {
  const faults = new Map<string, TlsFault>();
  for (const fault of each.flat()) {
    const known = faults.get(fault.file);
    if (known === undefined || known.ageSeconds < fault.ageSeconds) faults.set(fault.file, fault);
  }
  return [...faults.values()];
}

function worst<State extends string>(fromBest: readonly State[], states: readonly State[]): State {
  const ranks = states.map((state) => fromBest.indexOf(state));
  return fromBest[Math.max(0, ...ranks)] as State;
}
