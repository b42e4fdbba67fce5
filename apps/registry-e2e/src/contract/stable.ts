import type { RegistryUnderTest } from "../harness/registry.js";

/** Ids of the examples, in the order in which they appear in one; the first is that of the specification's sample. */
const IDS = ["b7e99463-00a1-45fc-98aa-02301c103aba", "5f2a6c1e-0001-4000-8000-000000000002"];
const NOW = "2026-11-23T09:30:00.000Z";

/** An answer with what differs from run to run replaced: the registry's address, ids, and when it was. */
export function stable(text: string, registry: RegistryUnderTest): string {
  const seen = new Map<string, string>();
  return text
    .replaceAll(registry.baseUrl, "https://localhost:8443/STU3")
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      const known = seen.get(id) ?? IDS[seen.size] ?? id;
      seen.set(id, known);
      return known;
    })
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g, (instant) =>
      Math.abs(Date.parse(instant) - Date.now()) < 600_000 ? NOW : instant,
    );
}
