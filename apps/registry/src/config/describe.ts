import type { Variable } from "./variables.js";
import { PREFIX, VARIABLES } from "./variables.js";

const BY_HAND = "<!-- From here on the page is written by hand. -->";

/** The page on the configuration, with the table made anew and what is written by hand kept. */
export function describeConfiguration(page: string): string {
  const at = page.indexOf(BY_HAND);
  return `${describeVariables()}\n${at === -1 ? `${BY_HAND}\n` : page.slice(at)}`;
}

/** The settings as a Markdown table, made from the table that reads them. */
function describeVariables(): string {
  const rows = Object.entries(VARIABLES as Record<string, Variable<unknown>>).map(([name, variable]) => {
    const fallback = variable.required
      ? "**required**"
      : variable.fallback === undefined
        ? ""
        : `\`${variable.fallback}\``;
    const example = variable.example === undefined ? "" : ` Example: \`${variable.example}\``;
    return `| \`${PREFIX}${name}\` | ${fallback} | ${variable.description} Must be ${variable.must}.${example} |`;
  });
  return `<!-- Made from apps/registry/src/config/variables.ts; a test holds the two together. -->

# Configuration of the registry

The registry reads these environment variables once, when it starts. It does not start, and says what is wrong with each, if one
is missing, malformed or not in this table. A variable that is set to nothing counts as not set. Files may be replaced at any time:
keys of the issuer, TLS key and certificate, authorities and revocation lists are taken up within seconds, or at once on \`SIGHUP\`.

| variable | default | meaning |
| --- | --- | --- |
${rows.join("\n")}
`;
}
