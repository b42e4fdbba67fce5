import type { Format, Issue } from "@appointment-registry/fhir-appointment";

/** Offsets in a text by FHIRPath (JSON), or by XPath with a position in every step (XML). */
export type Places = ReadonlyMap<string, number>;

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]|[^\s{}[\],:"]+/g;

/** Returns the positions of a resource's elements in its JSON. It never throws: for invalid JSON it returns the positions that it finds. */
export function jsonPlaces(text: string): Places {
  const places = new Map<string, number>([["Appointment", 0]]);
  const open: { readonly path: string; readonly list: boolean; index: number; key?: string }[] = [];
  for (const { 0: token, index } of text.matchAll(JSON_TOKEN)) {
    const inside = open.at(-1);
    if (token === "}" || token === "]") open.pop();
    else if (token === ",") {
      if (inside !== undefined) inside.index += 1;
    } else if (
      token.startsWith('"') &&
      inside?.list === false &&
      /^\s*:/.test(text.slice(index + token.length, index + token.length + 40))
    ) {
      // The `_name` member of FHIR JSON contains further parts of the element `name`.
      inside.key = token.slice(1, -1).replace(/^_/, "");
      const path = `${inside.path}.${inside.key}`;
      if (!places.has(path)) places.set(path, index);
    } else {
      const path =
        inside === undefined
          ? "Appointment"
          : inside.list
            ? `${inside.path}[${inside.index}]`
            : `${inside.path}.${inside.key ?? ""}`;
      if (!places.has(path)) places.set(path, index);
      if (token === "{" || token === "[") open.push({ path, list: token === "[", index: 0 });
    }
  }
  return places;
}

const XML_TAG = /<!--|-->|<(\/?)((?:"[^"]*"|'[^']*'|[^<>"'])+)>/g;

/** Returns the positions of a resource's elements in its XML. Like `jsonPlaces`, it never throws. */
export function xmlPlaces(text: string): Places {
  const places = new Map<string, number>();
  const open: { readonly path: string; readonly counts: Map<string, number> }[] = [];
  let comment = false;
  for (const { 0: tag, 1: closing, 2: content = "", index } of text.matchAll(XML_TAG)) {
    if (tag === "<!--" || tag === "-->") comment = tag === "<!--";
    else if (comment) continue;
    else if (closing === "/") open.pop();
    else {
      const inside = open.at(-1);
      const [name = ""] = /^[\w.-]+/.exec(content) ?? [];
      if (name === "") continue;
      const count = (inside?.counts.get(name) ?? 0) + 1;
      inside?.counts.set(name, count);
      const path = `${inside?.path ?? ""}/f:${name}[${count}]`;
      places.set(path, index);
      if (!content.endsWith("/")) open.push({ path, counts: new Map() });
    }
  }
  return places;
}

/** Returns the offset of an issue's element, or of its nearest enclosing element. */
export function getPlace(places: Places, { expression, location }: Issue, format: Format): number | undefined {
  let path = format === "json" ? expression : location?.replace(/(f:\w+)(?!\w|\[)/g, "$1[1]");
  while (path !== undefined && path !== "") {
    const at = places.get(path);
    if (at !== undefined) return at;
    const cut = Math.max(path.lastIndexOf("."), path.lastIndexOf("/"), path.lastIndexOf("["));
    path = path.slice(0, Math.max(cut, 0));
  }
  return undefined;
}

/** Returns the line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
