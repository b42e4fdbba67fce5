import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { OpenApiDocument } from "@appointment-registry/registry-contract/openapi";
import type { Located } from "@appointment-registry/registry-contract/openapi";
import { parse } from "yaml";

/** Opens the contract's source files in `openapi/`. */
export const openContract = (workspace: string): OpenApiDocument =>
  new OpenApiDocument(pathToFileURL(join(workspace, "openapi/registry.yaml")), (file) =>
    parse(readFileSync(file, "utf8")),
  );

/** Returns the text of an example, which is in its own file or in the document. */
export function readExample({ node, file }: Located): string {
  const { externalValue, value } = node;
  if (typeof externalValue === "string") return readFileSync(new URL(externalValue, file), "utf8").trimEnd();
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** Returns the text of a member, or the empty string if there is none. */
export const getText = ({ node }: Pick<Located, "node">, name: string): string =>
  typeof node[name] === "string" ? node[name] : "";
