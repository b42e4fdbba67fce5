import type { Located, OpenApiDocument } from "@appointment-registry/registry-contract/openapi";
import { inlineCode } from "./code.js";
import { getText } from "./contract.js";
import { escape } from "./escape.js";
import { REFERENCE_FILE, printTable } from "./page.js";
import { phrase, prose } from "./prose.js";

/** Returns the servers for which `[base]` stands. */
export function getServers(contract: OpenApiDocument): string {
  const servers = contract
    .each(contract.root, "servers")
    .map(([, server]) => `<li>${inlineCode(getText(server, "url"))}: ${phrase(getText(server, "description"))}</li>`);
  return `<p><code>[base]</code> is the URL of the registry, which its operator publishes.</p>\n<ul>\n${servers.join("\n")}\n</ul>`;
}

/** Returns how a caller authenticates, with the scopes. */
export function getSecurity(contract: OpenApiDocument): string {
  const components = contract.at(contract.root, "components");
  if (components === undefined) return "";
  return contract
    .each(components, "securitySchemes")
    .map(([name, scheme]) => {
      const flows = contract.each(scheme, "flows").map(([flow, each]) => printFlow(flow, each));
      return `<h3 id="security-${escape(name)}"><code>${escape(name)}</code></h3>\n${prose(getText(scheme, "description"))}${flows.join("\n")}`;
    })
    .join("\n");
}

function printFlow(name: string, flow: Located): string {
  const scopes = Object.entries((flow.node["scopes"] ?? {}) as Readonly<Record<string, string>>);
  const rows = scopes.map(([scope, meaning]) => [inlineCode(scope), phrase(meaning)]);
  return `<p>OAuth 2 <code>${escape(name)}</code>; the token URL of the sandbox is ${inlineCode(getText(flow, "tokenUrl"))}.</p>
${printTable(["Scope", "What it grants"], rows, "Scopes")}`;
}

/** Returns the security requirements of an operation for its caller. */
export function securityNeeded({ node }: Located): string {
  const security = node["security"] as readonly Readonly<Record<string, readonly string[]>>[] | undefined;
  const ids = [...new Set((security ?? []).flatMap((each) => Object.values(each).flat()))];
  const token = security === undefined || security.some((each) => "accessToken" in each);
  const granting = ids.length === 0 ? "" : ` that grants ${ids.map(inlineCode).join(", ")}`;
  return `<p><a href="${REFERENCE_FILE}#security">Needs</a> a client certificate${token ? ` and a token${granting}` : ""}.</p>`;
}
