import { ScanFault, scanXml } from "../xml/scan.js";

/**
 * True where two narratives are the same XHTML: names with their namespaces, attributes in any order, and text, however
 * entities, quotes and empty elements are written. Comments do not count. What is not well formed is equal as text only.
 */
export function sameNarrative(before: string, after: string): boolean {
  if (before === after) return true;
  const one = canonical(before);
  return one !== undefined && one === canonical(after);
}

function canonical(xhtml: string): string | undefined {
  // A list of tokens as JSON: no text can be taken for a tag.
  const tokens: unknown[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") tokens.push(text);
    text = "";
  };
  try {
    scanXml(xhtml, () => ({
      open({ uri, local, attributes }) {
        flush();
        const named = Object.values(attributes)
          .filter(({ name }) => name !== "xmlns" && !name.startsWith("xmlns:"))
          .map((each) => [each.uri, each.local, each.value] as const)
          .sort(([uri1, name1], [uri2, name2]) => (`${uri1} ${name1}` < `${uri2} ${name2}` ? -1 : 1));
        tokens.push([uri, local, named]);
      },
      close() {
        flush();
        tokens.push(null);
      },
      text(characters) {
        text += characters;
      },
    }));
  } catch (error) {
    if (error instanceof ScanFault) return undefined;
    throw error;
  }
  return JSON.stringify(tokens);
}
