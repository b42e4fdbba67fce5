import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where everything the sandbox reads and keeps is. The folder is git-ignored and may be deleted to begin again. */
export interface SandboxPaths {
  readonly workspace: string;
  readonly directory: string;
  /** It is the folder where the client looks for a sandbox. */
  readonly isUsual: boolean;
  readonly sample: string;
  /** The documentation, once it is built. */
  readonly docs: string;
}

const workspace = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

export function sandboxPaths(named: string | undefined): SandboxPaths {
  const usual = join(workspace, ".sandbox");
  const directory = named === undefined ? usual : resolve(named);
  return {
    workspace,
    directory,
    isUsual: directory === usual,
    sample: join(workspace, "openapi/examples/requests/register-201.xml"),
    docs: join(workspace, "tools/docs/dist/site"),
  };
}
