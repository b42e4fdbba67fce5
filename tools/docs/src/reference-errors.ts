import type { Contract, Placed } from "./contract.js";
import { textOf } from "./contract.js";
import { ERRORS_FILE } from "./page.js";

/** The error codes of a failure, each with a link to its row in the catalogue. */
export function reasonsOf(contract: Contract, response: Placed): string {
  const links = contract.each(response, "x-errors").map(([, error]) => {
    const code = textOf(error, "code");
    return `<a href="${ERRORS_FILE}#${code}"><code>${code}</code></a>`;
  });
  return links.length === 0 ? "" : `<p>${links.length === 1 ? "Error" : "Errors"}: ${links.join(", ")}.</p>`;
}
