import type { Located, OpenApiDocument, OpenApiOperation } from "@appointment-registry/registry-contract/openapi";
import { getText } from "./contract.js";
import { escape } from "./escape.js";
import type { Page } from "./page.js";
import { BUNDLE_FILE, CHANGES_FILE, ERRORS_FILE, REFERENCE_FILE, SCHEMAS_FILE, printTable } from "./page.js";
import { prose } from "./prose.js";
import { operationFile, operationPage } from "./reference-operations.js";
import { commonParameters, printParameters } from "./reference-parameters.js";
import { schemasPage } from "./reference-schemas.js";
import { getSecurity, getServers } from "./reference-security.js";

/** Returns the pages made from the contract: an overview, one page for each operation, and the schemas. */
export function referencePages(contract: OpenApiDocument): {
  overview: Page;
  operations: readonly Page[];
  schemas: Page;
} {
  const operations = contract.operations();
  const common = commonParameters(
    contract,
    operations.map(({ item }) => item),
  );
  return {
    overview: overviewPage(contract, operations, common),
    operations: operations.map((each) => operationPage(contract, each, common)),
    schemas: schemasPage(contract, operations),
  };
}

/** Returns a table with a row for each operation. */
export const operationsTable = (operations: readonly OpenApiOperation[]): string =>
  printTable(
    ["Request", "What it does"],
    operations.map((each) => [
      `<a href="${operationFile(each)}"><code>${each.method} ${escape(each.path)}</code></a>`,
      escape(getText(each.operation, "summary")),
    ]),
    "Operations",
  );

function overviewPage(
  contract: OpenApiDocument,
  operations: readonly OpenApiOperation[],
  common: readonly Located[],
): Page {
  const info = contract.at(contract.root, "info");
  const html = `<h1>The contract</h1>
<p>Version ${escape(info === undefined ? "" : getText(info, "version"))}: <a href="${BUNDLE_FILE}" download>OpenAPI 3.1
in one file</a>, <a href="${CHANGES_FILE}">its changes</a>, <a href="${ERRORS_FILE}">every error</a>,
<a href="${SCHEMAS_FILE}">the schemas</a>.</p>
${prose(info === undefined ? "" : getText(info, "description"))}
<h2 id="operations">Operations</h2>
${operationsTable(operations)}
<h2 id="server">Server</h2>
${getServers(contract)}
<h2 id="security">Security</h2>
${getSecurity(contract)}
<h2 id="common-parameters">Common parameters</h2>
<p>Every operation accepts them; none requires them.</p>
${printParameters(contract, common)}`;
  return { path: REFERENCE_FILE, title: "The contract", html };
}
