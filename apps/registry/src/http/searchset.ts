import { writeResource } from "@appointment-registry/fhir-appointment";
import type { Format } from "@appointment-registry/registry-contract";
import { Slice } from "../in-turns.js";
import type { SearchResult } from "../interactions/search.js";
import { getResource } from "../appointment-version.js";
import type { StoredVersion } from "../store/store.js";

export interface Layout {
  readonly format: Format;
  readonly pretty: boolean;
}

/** Markers of the beginning and end of the entry list, which is the last member of a Bundle, and the separator of entries. */
const MARKS: Readonly<Record<string, readonly [begin: string, keepsBegin: boolean, end: string, between: string]>> = {
  "json false": ['"entry":[', false, "]}", ","],
  "json true": ['"entry": [', false, "\n  ]\n}", ","],
  "xml false": ["<entry>", true, "</Bundle>", ""],
  "xml true": ["\n  <entry>", true, "\n</Bundle>", ""],
};

/** Characters of a chunk, excluding its last entry. */
const CHUNK = 16 * 1024;

/** A searchset Bundle in chunks, with the text that `writeResource` would produce. Each chunk is written in one turn of the event loop. */
export async function* searchset(
  { self, total, entries }: SearchResult,
  baseUrl: string,
  layout: Layout,
): AsyncGenerator<string> {
  const frame: fhir.Bundle = {
    resourceType: "Bundle",
    type: "searchset",
    total,
    link: [{ relation: "self", url: self }],
  };
  const write = (bundle: fhir.Bundle): string => writeResource(bundle, { lenient: true, ...layout });
  if (entries === undefined) return yield write(frame);

  const [mark, keepsMark, end, between] = MARKS[`${layout.format} ${layout.pretty}`] as (typeof MARKS)[string];
  /** Text of the only entry of a Bundle. */
  const cut = (text: string): string =>
    text.slice(text.indexOf(mark) + (keepsMark ? 0 : mark.length), text.lastIndexOf(end));
  const isAsKept = layout.format === "json" && !layout.pretty;
  const written = (stored: StoredVersion): string => {
    const fullUrl = `${baseUrl}/Appointment/${stored.id}/_history/${stored.version}`;
    // Stored JSON text is sent unchanged.
    if (isAsKept) return `{"fullUrl":${JSON.stringify(fullUrl)},"resource":${stored.body},"search":{"mode":"match"}}`;
    const entry = [{ fullUrl, resource: getResource({ stored }), search: { mode: "match" as const } }];
    return cut(write({ resourceType: "Bundle", type: "searchset", entry }));
  };

  const whole = write({ entry: [{ fullUrl: baseUrl }], ...frame });
  const tail = whole.lastIndexOf(end);
  const head = whole.slice(0, tail - cut(whole).length);
  let chunk = "";
  let isFirst = true;
  const slice = new Slice();
  for await (const stored of entries) {
    chunk += (isFirst ? head : between) + written(stored);
    isFirst = false;
    if (chunk.length < CHUNK && !slice.isOver) continue;
    yield chunk;
    chunk = "";
    await slice.next();
  }
  yield chunk + whole.slice(tail);
}
