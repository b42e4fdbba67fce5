import type { Located, OpenApiDocument, OpenApiOperation } from "@appointment-registry/registry-contract/openapi";
import { getText, readExample } from "./contract.js";
import { escape } from "./escape.js";
import type { Page } from "./page.js";
import { REFERENCE_FILE, printCode, printTable } from "./page.js";
import { phrase, prose } from "./prose.js";
import { getReasons } from "./reference-errors.js";
import { printParameters, valueOf } from "./reference-parameters.js";
import { linkToSchema, printProperties } from "./reference-schemas.js";
import { securityNeeded } from "./reference-security.js";

export const operationFile = ({ operation }: OpenApiOperation): string =>
  `operation-${getText(operation, "operationId")}.html`;

/** Returns the page of an operation. The page of the reference describes the parameters in `common`. */
export function operationPage(contract: OpenApiDocument, each: OpenApiOperation, common: readonly Located[]): Page {
  const { path, method, operation } = each;
  const parameters = contract.parameters(each).filter(({ node }) => !common.some((other) => other.node === node));
  const body = contract.at(operation, "requestBody");
  const responses = contract.each(operation, "responses");
  const title = getText(operation, "summary");
  const html = `<h1>${escape(title)}</h1>
<p><code>${method} [base]${escape(path)}</code></p>
${prose(getText(operation, "description"))}
${securityNeeded(operation)}
<h2 id="parameters">Parameters</h2>
${parameters.length === 0 ? "" : printParameters(contract, parameters)}
<p>${parameters.length === 0 ? "The" : "And the"} <a href="${REFERENCE_FILE}#common-parameters">common parameters</a>.</p>
${body === undefined ? "" : `<h2 id="request-body">Request body</h2>\n${prose(getText(body, "description"))}\n${printContent(contract, body)}`}
<h2 id="responses">Responses</h2>
<p class="statuses">${responses.map(([status]) => `<a href="#status-${status}">${status}</a>`).join(" ")}</p>
${responses.map(([status, response]) => printResponse(contract, status, response)).join("\n")}`;
  return { path: operationFile(each), title, html };
}

function printResponse(contract: OpenApiDocument, status: string, response: Located): string {
  const headers = contract
    .each(response, "headers")
    .map(([name, header]) => [
      `<code>${escape(name)}</code>`,
      header.node["required"] === true ? "always" : "",
      phrase(getText(header, "description")),
      valueOf(contract, header),
    ]);
  return `<details id="status-${status}">
<summary><code>${escape(status)}</code> ${phrase(getText(response, "description"))}</summary>
${headers.length === 0 ? "" : printTable(["Header", "Sent", "Meaning", "Value"], headers, `Headers of ${status}`)}
${getReasons(contract, response)}
${printContent(contract, response)}
</details>`;
}

function printContent(contract: OpenApiDocument, place: Located): string {
  return contract
    .each(place, "content")
    .map(([type, media]) => {
      const schema = contract.at(media, "schema");
      const choices = schema === undefined ? [] : contract.each(schema, "oneOf").map(([, choice]) => choice);
      const links = [schema, ...choices].flatMap((each) => (each?.name === undefined ? [] : [linkToSchema(each.name)]));
      const examples = contract.each(media, "examples").map(([name, example]) => {
        const summary = getText(example, "summary");
        const caption = `<p>Example <code>${escape(name)}</code>${summary === "" ? "" : `: ${phrase(summary)}`}</p>`;
        return `${caption}\n${printCode(shown(readExample(example), type), `example, ${name}`)}`;
      });
      const heading = `<h3><code>${escape(type)}</code>${links.length === 0 ? "" : `: ${links.join(" or ")}`}</h3>`;
      return [heading, ...(links.length === 0 ? [unnamed(schema)] : []), ...examples].join("\n");
    })
    .join("\n");
}

/** A schema without a name is printed at its place of use. */
function unnamed(schema: Located | undefined): string {
  if (schema === undefined) return "";
  const properties = schema.node["properties"] === undefined ? "" : printProperties(schema.node, "the body");
  return `${prose(getText(schema, "description"))}${properties}`;
}

/** Returns an example as it is sent. The example of a form is an object. */
function shown(example: string, type: string): string {
  if (type !== "application/x-www-form-urlencoded") return example;
  return new URLSearchParams(JSON.parse(example) as Record<string, string>).toString();
}
