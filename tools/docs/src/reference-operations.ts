import type { Contract, Placed } from "./contract.js";
import { textOf } from "./contract.js";
import { escape } from "./escape.js";
import { printCode, printTable } from "./page.js";
import { phrase, prose } from "./prose.js";
import { reasonsOf } from "./reference-errors.js";
import { printParameters, valueOf } from "./reference-parameters.js";
import { linkToSchema, printProperties } from "./reference-schemas.js";
import type { Operation } from "./operation.js";
import { demandsOf } from "./reference-security.js";

/** A section for the operation. The parameters in `common` are told elsewhere, and are linked to. */
export function printOperation(
  contract: Contract,
  { url, method, item, operation }: Operation,
  common: readonly Placed[],
): string {
  const parameters = [...contract.each(item, "parameters"), ...contract.each(operation, "parameters")]
    .map(([, each]) => each)
    .filter(({ node }) => !common.some((each) => each.node === node));
  const body = contract.at(operation, "requestBody");
  const responses = contract.each(operation, "responses");
  const id = textOf(operation, "operationId");
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escape(textOf(operation, "summary"))}</h2>
<p><code>${method} [base]${escape(url)}</code></p>
${prose(textOf(operation, "description"))}
${demandsOf(operation)}
<h3>Parameters</h3>
${parameters.length === 0 ? "" : printParameters(contract, parameters)}
<p>${parameters.length === 0 ? "The" : "And the"} <a href="#common-parameters">common parameters</a>.</p>
${body === undefined ? "" : `<h3>Request body</h3>\n${prose(textOf(body, "description"))}\n${printContent(contract, body)}`}
<h3>Answers</h3>
<p class="statuses">${responses.map(([status]) => `<a href="#${id}-${status}">${status}</a>`).join(" ")}</p>
${responses.map(([status, response]) => printResponse(contract, `${id}-${status}`, status, response)).join("\n")}
</section>`;
}

function printResponse(contract: Contract, id: string, status: string, response: Placed): string {
  const headers = contract
    .each(response, "headers")
    .map(([name, header]) => [
      `<code>${escape(name)}</code>`,
      header.node["required"] === true ? "always" : "",
      phrase(textOf(header, "description")),
      valueOf(contract, header),
    ]);
  return `<details id="${id}">
<summary><code>${escape(status)}</code> ${phrase(textOf(response, "description"))}</summary>
${headers.length === 0 ? "" : printTable(["Header", "Sent", "Meaning", "Value"], headers, `Headers of ${status}`)}
${reasonsOf(contract, response)}
${printContent(contract, response)}
</details>`;
}

function printContent(contract: Contract, place: Placed): string {
  return contract
    .each(place, "content")
    .map(([type, media]) => {
      const schema = contract.at(media, "schema");
      const choices = schema === undefined ? [] : contract.each(schema, "oneOf").map(([, choice]) => choice);
      const links = [schema, ...choices].flatMap((each) => (each?.name === undefined ? [] : [linkToSchema(each.name)]));
      const examples = contract.each(media, "examples").map(([name, example]) => {
        const summary = textOf(example, "summary");
        const told = `<p>Example <code>${escape(name)}</code>${summary === "" ? "" : `: ${phrase(summary)}`}</p>`;
        return `${told}\n${printCode(shown(contract.example(example), type), `example, ${name}`)}`;
      });
      const heading = `<h4><code>${escape(type)}</code>${links.length === 0 ? "" : `: ${links.join(" or ")}`}</h4>`;
      return [heading, ...(links.length === 0 ? [unnamed(schema)] : []), ...examples].join("\n");
    })
    .join("\n");
}

/** A schema that is told where it is used, and nowhere else. */
function unnamed(schema: Placed | undefined): string {
  if (schema === undefined) return "";
  const properties = schema.node["properties"] === undefined ? "" : printProperties(schema.node, "the body");
  return `${prose(textOf(schema, "description"))}${properties}`;
}

/** An example as it is sent: a form is written down as an object. */
function shown(example: string, type: string): string {
  if (type !== "application/x-www-form-urlencoded") return example;
  return new URLSearchParams(JSON.parse(example) as Record<string, string>).toString();
}
