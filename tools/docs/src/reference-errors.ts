import type { Located, OpenApiDocument } from "@appointment-registry/registry-contract/openapi";
import { getText } from "./contract.js";
import { ERRORS_FILE } from "./page.js";

/** Returns the error codes of a failure, each with a link to its row in the catalogue. */
export function getReasons(contract: OpenApiDocument, response: Located): string {
  const links = contract.each(response, "x-errors").map(([, error]) => {
    const code = getText(error, "code");
    return `<a href="${ERRORS_FILE}#${code}"><code>${code}</code></a>`;
  });
  return links.length === 0 ? "" : `<p>${links.length === 1 ? "Error" : "Errors"}: ${links.join(", ")}.</p>`;
}
