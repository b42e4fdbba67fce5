const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Parses a JSON object without duplicate member names at any depth. RFC 7515, 4 and RFC 7519, 4 allow duplicates to be rejected: two
 * parsers could read such a token differently. Returns `undefined` for anything else.
 */
export function parseStrictObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return hasDuplicateName(text) ? undefined : (value as Record<string, unknown>);
  } catch {
    return undefined;
  }
}

/** `text` is known to be valid JSON, so only quotes and braces need to be tracked. */
function hasDuplicateName(text: string): boolean {
  const scopes: (Set<string> | undefined)[] = [];
  let nameMayFollow = false;
  for (let index = 0; index < text.length; index++) {
    switch (text[index]) {
      case "{":
        scopes.push(new Set());
        nameMayFollow = true;
        break;
      case "[":
        scopes.push(undefined);
        nameMayFollow = false;
        break;
      case "}":
      case "]":
        scopes.pop();
        break;
      case ",":
        nameMayFollow = true;
        break;
      case '"': {
        const start = index;
        for (index++; text[index] !== '"'; index++) if (text[index] === "\\") index++;
        const names = scopes[scopes.length - 1];
        if (!nameMayFollow || names === undefined) break;
        nameMayFollow = false;
        const name = JSON.parse(text.slice(start, index + 1)) as string;
        if (names.has(name)) return true;
        names.add(name);
      }
    }
  }
  return false;
}
