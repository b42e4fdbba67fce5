import type { Contract, Placed } from "./contract.js";
import { textOf } from "./contract.js";
import { escape } from "./escape.js";
import { printTable } from "./page.js";
import { phrase } from "./prose.js";

/** The errors that a failure may tell, each with a link to what the catalogue says of it. */
export function reasonsOf(contract: Contract, response: Placed): string {
  const links = contract.each(response, "x-errors").map(([, error]) => {
    const code = textOf(error, "code");
    return `<a href="#error-${code}"><code>${code}</code></a>`;
  });
  return links.length === 0 ? "" : `<p>${links.length === 1 ? "Error" : "Errors"}: ${links.join(", ")}.</p>`;
}

/** The catalogue: every reason for which a request fails. */
export function errorsOf(contract: Contract): string {
  const rows = contract
    .each(contract.root, "x-errors")
    .map(([code, error]) => [
      `<code id="error-${escape(code)}">${escape(code)}</code>`,
      escape(String(error.node["status"])),
      phrase(textOf(error, "explanation")),
      phrase(textOf(error, "remedy")),
      error.node["retryable"] === true ? "yes" : "no",
      `<code>${escape(textOf(error, "issue"))}</code>`,
      `<code>${escape(textOf(error, "spineCode"))}</code>`,
    ]);
  const head = ["Code", "Status", "What happened", "What to do", "Again", "Issue type", "Spine code"];
  return `<p>Every reason for which a request fails. Again: may the same request succeed if it is sent again, unchanged?</p>
${printTable(head, rows, "Errors")}`;
}
