import { readResource, writeResource } from "@appointment-registry/fhir-appointment";
import type { RegistryUnderTest } from "../harness/registry.js";

/** Ids of the examples, in order of appearance within one example. The first is the id of the specification's sample. */
const IDS = ["b7e99463-00a1-45fc-98aa-02301c103aba", "5f2a6c1e-0001-4000-8000-000000000002"];
const NOW = "2026-11-23T09:30:00.000Z";
/** The time at which the second version was created. */
const LATER = "2026-11-23T10:15:00.000Z";
const OF_SECOND = /(versionId(?:": | value=)"2"[^0-9]{1,40}lastUpdated(?:": | value=)")[^"]+/g;
/** Replaced by the sample's identifier, in examples that need a unique one. */
const IDENTIFIER = /https:\/\/provider\.example\/Appointment\/(?:json|xml)-\d+/g;

/** Replaces the values of an answer that vary between runs: the registry's address, ids and times. */
export function stable(text: string, registries: readonly Pick<RegistryUnderTest, "baseUrl">[]): string {
  const seen = new Map<string, string>();
  return registries
    .reduce((at, { baseUrl }) => at.replaceAll(baseUrl, "https://localhost:8443/STU3"), laidOut(text))
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      const known = seen.get(id) ?? IDS[seen.size] ?? id;
      seen.set(id, known);
      return known;
    })
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g, (instant) =>
      Math.abs(Date.parse(instant) - Date.now()) < 600_000 ? NOW : instant,
    )
    .replace(OF_SECOND, `$1${LATER}`)
    .replace(IDENTIFIER, "http://test.nhs.uk/test3");
}

/** A request that is refused before its URL is read cannot apply `_pretty`. */
function laidOut(text: string): string {
  if (text.includes("\n")) return text;
  const format = text.startsWith("<") ? "xml" : "json";
  const read = readResource(text, { format });
  return read.kind === "resource" ? writeResource(read.resource, { format, pretty: true }) : text;
}
