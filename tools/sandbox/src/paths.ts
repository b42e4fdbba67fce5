import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Locations of all files that the sandbox reads and stores. The folder is git-ignored and may be deleted to start again. */
export interface SandboxPaths {
  readonly workspace: string;
  readonly directory: string;
  /** True if this is the folder in which the client looks for a sandbox. */
  readonly isUsual: boolean;
  readonly sample: string;
  /** The documentation, after it is built. */
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
