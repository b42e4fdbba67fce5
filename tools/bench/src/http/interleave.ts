import type { LoadRequest } from "./load/closed-loop.js";
import { measure } from "./measure.js";
import type { Load, Sample } from "./measure.js";
import type { HttpBenchOptions } from "./options.js";
import type { Subject } from "./subject.js";

const MOST_WARM_UPS = 8;

/**
 * Sends requests until V8 has compiled the measured code: until each subject has answered this many requests of each kind, or until the
 * time limit.
 */
export async function warmUp(
  { connections, seconds, warmUpRequests }: Pick<HttpBenchOptions, "connections" | "seconds" | "warmUpRequests">,
  subjects: readonly Subject[],
  loads: readonly NamedLoad[],
): Promise<void> {
  const answered = new Map<string, number>();
  for (let pass = 0; pass < MOST_WARM_UPS; pass++) {
    const samples = await interleave(subjects, loads, { connections: Math.max(...connections), seconds }, 1);
    for (const [request, bySubject] of samples) {
      for (const [subject, all] of bySubject) {
        const key = `${request} ${subject}`;
        answered.set(key, (answered.get(key) ?? 0) + all.reduce((sum, { count }) => sum + count, 0));
      }
    }
    if (Math.min(...answered.values()) >= warmUpRequests) return;
  }
}

export interface NamedLoad {
  readonly request: string;
  readonly next: (subject: Subject) => LoadRequest | undefined;
}
/** Samples by request and then by subject, in the order of the subjects, with one sample for each round. */
export type Samples = Map<string, Map<string, Sample[]>>;

export async function interleave(
  subjects: readonly Subject[],
  loads: readonly NamedLoad[],
  load: Load,
  rounds: number,
  perSecond?: (request: string) => number,
): Promise<Samples> {
  const samples: Samples = new Map(
    loads.map(({ request }) => [request, new Map(subjects.map(({ name }) => [name, []]))]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const { request, next } of loads) {
      const first = round % subjects.length;
      const order = [...subjects.slice(first), ...subjects.slice(0, first)];
      for (const subject of order) {
        const of = samples.get(request)?.get(subject.name) as Sample[];
        const sample = await measure(subject, next, {
          ...load,
          ...(perSecond === undefined ? {} : { perSecond: perSecond(request) }),
        });
        of.push(sample);
      }
    }
  }
  return samples;
}
