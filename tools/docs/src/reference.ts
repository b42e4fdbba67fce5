import type { Contract, Node, Placed } from "./contract.js";
import { textOf } from "./contract.js";
import { inlineCode } from "./code.js";
import { escape } from "./escape.js";
import type { Page } from "./page.js";
import { BUNDLE_FILE, CHANGES_FILE, printCode, printTable } from "./page.js";
import { phrase, prose } from "./prose.js";
import { errorsOf, reasonsOf } from "./reference-errors.js";

const METHODS = ["get", "put", "post", "delete", "patch"];
/** The reference: every operation with its parameters, answers and examples, and every schema. */
export function renderReference(contract: Contract, path: string): Page {
  const { root } = contract;
  const info = contract.at(root, "info");
  const operations = contract
    .each(root, "paths")
    .flatMap(([url, item]) =>
      contract
        .each({ node: { item: item.node }, file: item.file }, "item")
        .flatMap(([method, operation]) =>
          METHODS.includes(method) ? [{ url, method: method.toUpperCase(), item, operation }] : [],
        ),
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
<h2 id="security">Security</h2>
${securityOf(contract)}
${operations.map((each) => printOperation(contract, each)).join("\n")}
<h2 id="errors">Errors</h2>
${errorsOf(contract)}
<h2 id="schemas">Schemas</h2>
<p>Made from the element definitions of STU3. Each primitive may have a sibling with an underscore (<code>_status</code>) for id and
extensions, which is left out here.</p>
${schemasOf(contract)}`;
  return { path, title: "Reference", html };
}

interface Operation {
  readonly url: string;
  readonly method: string;
  readonly item: Placed;
  readonly operation: Placed;
}

function printOperation(contract: Contract, { url, method, item, operation }: Operation): string {
  const parameters = [...contract.each(item, "parameters"), ...contract.each(operation, "parameters")].map(
    ([, each]) => each,
  );
  const body = contract.at(operation, "requestBody");
  const id = textOf(operation, "operationId");
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escape(textOf(operation, "summary"))}</h2>
<p><code>${method} [base]${escape(url)}</code></p>
${prose(textOf(operation, "description"))}
${demands(operation)}
${parameters.length === 0 ? "" : `<h3>Parameters</h3>\n${printParameters(parameters)}`}
${body === undefined ? "" : `<h3>Request body</h3>\n${prose(textOf(body, "description"))}\n${printContent(contract, body)}`}
<h3>Answers</h3>
${contract
  .each(operation, "responses")
  .map(([status, response]) => printResponse(contract, status, response))
  .join("\n")}
</section>`;
}

function printParameters(parameters: readonly Placed[]): string {
  const rows = parameters.map((each) => [
    `<code>${escape(textOf(each, "name"))}</code>`,
    escape(textOf(each, "in")),
    each.node["required"] === true ? "required" : "",
    phrase(textOf(each, "description")),
  ]);
  return printTable(["Name", "In", "Needed", "Meaning"], rows, "Parameters");
}

function printResponse(contract: Contract, status: string, response: Placed): string {
  const headers = contract
    .each(response, "headers")
    .map(([name, header]) => [`<code>${escape(name)}</code>`, phrase(textOf(header, "description"))]);
  return `<details>
<summary><code>${escape(status)}</code> ${phrase(textOf(response, "description"))}</summary>
${headers.length === 0 ? "" : printTable(["Header", "Meaning"], headers, `Headers of ${status}`)}
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
      const names = [schema, ...choices].flatMap((each) => each?.name ?? []);
      const links = names.map((name) => `<a href="#schema-${name}">${name}</a>`).join(" or ");
      const named = links === "" ? "" : `: ${links}`;
      const examples = contract.each(media, "examples").map(([name, example]) => {
        const summary = textOf(example, "summary");
        return `${summary === "" ? "" : `<p>${phrase(summary)}</p>`}${printCode(shown(contract.example(example), type), `example, ${name}`)}`;
      });
      return `<h4><code>${escape(type)}</code>${named}</h4>\n${examples.join("\n")}`;
    })
    .join("\n");
}

/** An example as it is sent: a form is written down as an object. */
function shown(example: string, type: string): string {
  if (type !== "application/x-www-form-urlencoded") return example;
  return new URLSearchParams(JSON.parse(example) as Record<string, string>).toString();
}

function demands({ node }: Placed): string {
  const security = node["security"] as readonly Readonly<Record<string, readonly string[]>>[] | undefined;
  const ids = [...new Set((security ?? []).flatMap((each) => Object.values(each).flat()))];
  const token = (security ?? []).some((each) => "accessToken" in each);
  const asked = ids.map((id) => `<code>${escape(id)}</code>`).join(", ");
  if (ids.length > 0) return `<p>Needs a client certificate, and a token that grants ${asked}.</p>`;
  return token || security === undefined
    ? "<p>Needs a client certificate and a token.</p>"
    : "<p>Needs a client certificate.</p>";
}

function securityOf(contract: Contract): string {
  const components = contract.at(contract.root, "components");
  if (components === undefined) return "";
  return contract
    .each(components, "securitySchemes")
    .map(([name, scheme]) => `<h3><code>${escape(name)}</code></h3>\n${prose(textOf(scheme, "description"))}`)
    .join("\n");
}

function schemasOf(contract: Contract): string {
  const file = contract.root.file.replace(/[^/]+$/, "components/schemas.generated.json");
  return contract
    .each({ node: { all: { $ref: `${file.split("/").at(-1)}#` } }, file }, "all")
    .map(([name, { node }]) => printSchema(name, node))
    .join("\n");
}

function printSchema(name: string, node: Node): string {
  const properties = (node["properties"] ?? {}) as Readonly<Record<string, Node>>;
  const required = new Set((node["required"] ?? []) as string[]);
  const rows = Object.entries(properties)
    .filter(([property]) => !property.startsWith("_"))
    .map(([property, each]) => [
      `<code>${escape(property)}</code>`,
      typeOf(each),
      required.has(property) ? "required" : "",
    ]);
  for (const pattern of Object.keys((node["patternProperties"] ?? {}) as Node))
    rows.push(["others", `named ${inlineCode(pattern)}`, ""]);
  const shape =
    rows.length === 0
      ? `<p>${typeOf(node)}</p>`
      : printTable(["Property", "Type", "Needed"], rows, `Properties of ${name}`);
  return `<section aria-labelledby="schema-${name}">\n<h3 id="schema-${name}">${escape(name)}</h3>\n${prose(textOf({ node, file: "" }, "description"))}${shape}\n</section>`;
}

function typeOf(node: Node): string {
  const { $ref, type, items, enum: codes, const: constant, pattern, oneOf, anyOf } = node;
  if (typeof $ref === "string") {
    const name = $ref.split("/").at(-1) ?? "";
    return `<a href="#schema-${name}">${escape(name)}</a>`;
  }
  if (constant !== undefined) return inlineCode(JSON.stringify(constant));
  if (Array.isArray(codes)) return codes.map((code) => inlineCode(String(code))).join(", ");
  if (type === "array") return `list of ${typeOf((items ?? {}) as Node)}`;
  const choices = (oneOf ?? anyOf) as readonly Node[] | undefined;
  if (choices !== undefined) return choices.map(typeOf).join(" or ");
  const text = escape(Array.isArray(type) ? type.join(" or ") : String(type ?? "any"));
  return typeof pattern === "string" ? `${text} ${inlineCode(pattern)}` : text;
}
