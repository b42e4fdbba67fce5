import type { Contract } from "./contract.js";
import { textOf } from "./contract.js";
import { escape } from "./escape.js";
import type { Page } from "./page.js";
import { BUNDLE_FILE, CHANGES_FILE, printTable } from "./page.js";
import { prose } from "./prose.js";
import { errorsOf } from "./reference-errors.js";
import { operationsOf } from "./operation.js";
import { printOperation } from "./reference-operations.js";
import { commonParameters, printParameters } from "./reference-parameters.js";
import { schemasOf } from "./reference-schemas.js";
import { securityOf, serversOf } from "./reference-security.js";

/** The reference: every operation with its parameters, answers and examples, and every schema. */
export function renderReference(contract: Contract, path: string): Page {
  const info = contract.at(contract.root, "info");
  const operations = operationsOf(contract);
  const common = commonParameters(
    contract,
    operations.map(({ item }) => item),
  );
  const html = `<h1>Reference</h1>
<p>Version ${escape(info === undefined ? "" : textOf(info, "version"))} of the contract: <a href="${BUNDLE_FILE}" download>OpenAPI 3.1
in one file</a>, <a href="${CHANGES_FILE}">what has changed</a>.</p>
${prose(info === undefined ? "" : textOf(info, "description"))}
${printTable(
  ["Request", "What it does"],
  operations.map(({ url, method, operation }) => [
    `<a href="#${textOf(operation, "operationId")}"><code>${method} ${escape(url)}</code></a>`,
    escape(textOf(operation, "summary")),
  ]),
  "Operations",
)}
<h2 id="server">Server</h2>
${serversOf(contract)}
<h2 id="security">Security</h2>
${securityOf(contract)}
<h2 id="common-parameters">Common parameters</h2>
<p>Every operation knows them, and needs none of them.</p>
${printParameters(contract, common)}
${operations.map((each) => printOperation(contract, each, common)).join("\n")}
<h2 id="errors">Errors</h2>
${errorsOf(contract)}
<h2 id="schemas">Schemas</h2>
<p>Made from the element definitions of STU3. Each primitive may have a sibling with an underscore (<code>_status</code>) for id and
extensions, which is left out here.</p>
${schemasOf(contract, operations)}`;
  return { path, title: "Reference", html };
}
