import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { OpenApiDocument } from "@appointment-registry/registry-contract/openapi";
import { parse } from "yaml";
import { WORKSPACE } from "./workspace.js";

/** Opens the source of the contract, in the files of `openapi/`. */
export const openContract = (): OpenApiDocument =>
  new OpenApiDocument(pathToFileURL(join(WORKSPACE, "openapi/registry.yaml")), (file) =>
    parse(readFileSync(file, "utf8")),
  );
