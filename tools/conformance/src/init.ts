import { writeFile } from "node:fs/promises";

/** The required and the optional inputs of a run. Names that begin with `//` are comments. */
const TEMPLATE = {
  "//": "Paths are relative to where the kit is started. Secrets are best given as REGISTRY_CLIENT_SECRET or REGISTRY_TOKEN.",
  baseUrl: "https://registry.example/STU3",
  ca: "ca.pem",
  cert: "client.pem",
  key: "client.key",
  "// tokens":
    "From a token URL (clientAuth: client_secret_post, client_secret_basic or private_key_jwt), or from tokenCommand.",
  tokenUrl: "https://issuer.example/token",
  clientId: "conformance",
  clientAuth: "client_secret_post",
  "// completes it": "Without these, some requirements are not tested; --dry-run lists them.",
  limitedToken: [],
  equivalentToken: [],
  log: [],
  "// left out": "Requirements that do not apply here, by id or pattern.",
  except: [],
};

/** @throws Error if the file exists, since its content would be lost */
export async function writeSettingsTemplate(file: string): Promise<void> {
  await writeFile(file, `${JSON.stringify(TEMPLATE, null, 2)}\n`, { flag: "wx", mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === "EEXIST" ? new Error(`${file} exists; it is not overwritten.`) : error;
    },
  );
}
