import { ScanFault, scanXml } from "../xml/scan.js";

/**
 * True where two narratives are the same XHTML: names with their namespaces, attributes in any order, and text, however
 * entities, quotes and empty elements are written. White space counts as it does when XHTML is shown: a run of it is one
 * space, also across the elements of a line, and at the ends of a line it is none. Comments do not count. What is not well formed is equal as text only.
 */
export function sameNarrative(before: string, after: string): boolean {
  if (before === after) return true;
  const one = canonical(before);
  return one !== undefined && one === canonical(after);
}

/** Elements of XHTML within a line; white space around every other one is not shown. */
const INLINE: ReadonlySet<string> = new Set(
  "a abbr acronym b bdo big cite code dfn em font i img kbd map object q samp small span strong sub sup tt var".split(
    " ",
  ),
);

/** Text, or where an element begins or ends; `line` is where that does not end the line. */
type Token = string | { readonly tag: unknown; readonly line: boolean };

/** A list of tokens as JSON: no text can be taken for a tag. */
function canonical(xhtml: string): string | undefined {
  const tokens: Token[] = [];
  const open: string[] = [];
  let text = "";
  let afterSpace = true;
  const tell = (name: string, tag: unknown): void => {
    const line = INLINE.has(name);
    if (open.includes("pre")) tokens.push(text);
    else if (text !== "") {
      const folded = text.replace(/[\t\n\r ]+/g, " ");
      const shown = afterSpace ? folded.replace(/^ /, "") : folded;
      if (shown !== "") tokens.push(shown);
      afterSpace = (shown || folded).endsWith(" ");
    }
    if (!line && !open.includes("pre")) trimLine(tokens);
    tokens.push({ tag, line });
    afterSpace = line ? afterSpace && name !== "img" : true;
    text = "";
  };
  try {
    scanXml(xhtml, () => ({
      open({ uri, local, attributes }) {
        const named = attributes
          .filter(({ name }) => name !== "xmlns" && !name.startsWith("xmlns:"))
          .map((each) => [each.uri, each.local, each.value] as const)
          .sort((one, other) => (`${one[0]} ${one[1]}` < `${other[0]} ${other[1]}` ? -1 : 1));
        tell(local, [uri, local, named]);
        open.push(local);
      },
      close() {
        tell(open.at(-1) ?? "", null);
        open.pop();
      },
      text(characters) {
        text += characters;
      },
    }));
  } catch (error) {
    if (error instanceof ScanFault) return undefined;
    throw error;
  }
  return JSON.stringify(joined(tokens));
}

/** Takes away the space that a line ends with, also where tags follow it. */
function trimLine(tokens: Token[]): void {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i] as Token;
    if (typeof token !== "string") {
      if (token.line) continue;
      return;
    }
    const shown = token.replace(/ $/, "");
    tokens[i] = shown;
    if (shown !== "") return;
  }
}

const joined = (tokens: readonly Token[]): unknown[] =>
  tokens.filter((token) => token !== "").map((token) => (typeof token === "string" ? token : token.tag));
