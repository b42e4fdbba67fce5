import { performance } from "node:perf_hooks";
import { writeResource } from "@appointment-registry/fhir-appointment";
import { nhsNumbers, storedEntry } from "./entries.js";
import { BenchRegistry } from "./registry.js";

const ENTRIES = 20_000;
const CLIENTS = 32;

/** Cancels a second through the whole registry: mutual TLS, remembered token, XML in and out, every check, store and audit durable. */
export async function benchCancel(): Promise<void> {
  const numbers = nhsNumbers();
  const entries = Array.from({ length: ENTRIES }, () => storedEntry(numbers.next().value as string));
  const registry = await BenchRegistry.start(entries, CLIENTS);
  const bodies = entries.map(({ id, body }) => ({
    id,
    xml: writeResource({ ...(JSON.parse(body) as object), status: "cancelled" } as never, { format: "xml" }),
  }));
  const times: number[] = [];
  let next = 0;
  const client = async () => {
    for (let entry = bodies[next++]; entry !== undefined; entry = bodies[next++]) {
      const began = performance.now();
      const reply = await registry.send(
        "PUT",
        `/Appointment/${entry.id}`,
        { "content-type": "application/fhir+xml", "if-match": 'W/"1"' },
        entry.xml,
      );
      if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
      times.push(performance.now() - began);
    }
  };
  const cpuBefore = await registry.cpuSeconds();
  const began = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const seconds = (performance.now() - began) / 1000;
  const cpu = ((await registry.cpuSeconds()) - cpuBefore) / ENTRIES;
  await registry.stop();
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  console.log(
    `cancel: ${CLIENTS} clients, bodies of ${Buffer.byteLength(bodies[0]?.xml ?? "")} bytes of XML, client and registry on this machine`,
  );
  console.log(
    `cancel: ${Math.round(ENTRIES / seconds)}/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, CPU of the registry ${Math.round(cpu * 1e6)} us each`,
  );
}
