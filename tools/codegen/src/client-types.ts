import { join } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

/** Returns `apps/client/src/generated/contract.ts`: the paths, headers and schemas of the contract as types. */
export async function printClientTypes(workspace: string): Promise<string> {
  const contract = pathToFileURL(join(workspace, "openapi/registry.yaml"));
  const banner = "// Generated from openapi/ by tools/codegen (npm run generate). Do not edit.\n";
  return banner + astToString(await openapiTS(contract, { alphabetize: false }));
}
