import { writeResource } from "@appointment-registry/fhir-appointment";
import type { Format } from "@appointment-registry/registry-contract";
import { mapInTurns } from "../in-turns.js";

export interface Layout {
  readonly format: Format;
  readonly pretty: boolean;
}

/** Where the list of entries begins and ends, which are the last member of a Bundle, and what stands between two. */
const MARKS: Readonly<Record<string, readonly [begin: string, keepsBegin: boolean, end: string, between: string]>> = {
  "json false": ['"entry":[', false, "]}", ","],
  "json true": ['"entry": [', false, "\n  ]\n}", ","],
  "xml false": ["<entry>", true, "</Bundle>", ""],
  "xml true": ["\n  <entry>", true, "\n</Bundle>", ""],
};

/** Writes a Bundle entry by entry, as `writeResource` would write it whole, and lets the event loop turn in between. */
export async function writeInTurns(bundle: fhir.Bundle, layout: Layout): Promise<string> {
  const write = (part: fhir.Bundle): string => writeResource(part, { ...layout, lenient: true });
  const { entry: [first, ...others] = [], ...frame } = bundle;
  if (first === undefined) return write(bundle);
  const [mark, keepsMark, end, between] = MARKS[`${layout.format} ${layout.pretty}`] as (typeof MARKS)[string];
  const cut = (text: string): [number, number] => [
    text.indexOf(mark) + (keepsMark ? 0 : mark.length),
    text.lastIndexOf(end),
  ];
  const whole = write({ ...frame, entry: [first] });
  const tail = cut(whole)[1];
  const written = await mapInTurns(others, (each) => {
    const text = write({ resourceType: "Bundle", type: "searchset", entry: [each] });
    return between + text.slice(...cut(text));
  });
  return whole.slice(0, tail) + written.join("") + whole.slice(tail);
}
