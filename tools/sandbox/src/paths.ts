import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where everything the sandbox reads and keeps is. The folder is git-ignored and may be deleted to begin anew. */
export interface SandboxPaths {
  readonly workspace: string;
  readonly directory: string;
  readonly sample: string;
  /** The documentation, once it is built. */
  readonly docs: string;
}

const workspace = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

export function sandboxPaths(directory: string | undefined): SandboxPaths {
  return {
    workspace,
    directory: directory === undefined ? join(workspace, ".sandbox") : resolve(directory),
    sample: join(workspace, "openapi/examples/requests/register-201.xml"),
    docs: join(workspace, "tools/docs/dist/site"),
  };
}
