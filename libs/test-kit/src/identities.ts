import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createAuthority, restoredAuthority } from "./authority.js";
import type { Authority, Issued } from "./certificates.js";
import { readIfPresent, writePrivateFile } from "./private-file.js";
import { WORKSPACE } from "./workspace.js";

/** An authority with a server and a client certificate. */
export interface Identities {
  readonly authority: Authority;
  readonly server: Issued;
  readonly client: Issued;
}

const HOUR = 3_600_000;
const FOLDER = join(WORKSPACE, "node_modules/.cache/appointment-registry");
/** Files of the kit that determine the content of the certificates. */
const MADE_BY = ["authority", "certificate-authority", "identities"];

type Kept = Pick<Issued, "cert" | "key" | "serialNumber" | "thumbprint"> & { readonly der: string };
interface KeptIdentities {
  readonly notAfter: number;
  readonly authority: { readonly cert: string; readonly key: string };
  readonly server: Kept;
  readonly client: Kept;
}

let identities: Promise<Identities> | undefined;

/**
 * Returns an authority with certificates for `localhost` and `supplier-a`. All suites of a day share them unless they
 * test certificates: creating certificates costs a suite half a second of CPU.
 */
export function testIdentities(): Promise<Identities> {
  return (identities ??= keptIdentities());
}

async function keptIdentities(): Promise<Identities> {
  const form = createHash("sha256");
  const extension = import.meta.filename.slice(-3);
  for (const name of MADE_BY) form.update(readFileSync(join(import.meta.dirname, name + extension)));
  const file = join(FOLDER, `identities-${form.digest("hex").slice(0, 16)}.json`);
  const text = await readIfPresent(file);
  const kept = text === undefined ? undefined : (JSON.parse(text) as KeptIdentities);
  if (kept === undefined || kept.notAfter < Date.now() + 12 * HOUR) return newIdentities(file);
  const issued = ({ der, ...rest }: Kept): Issued => ({ ...rest, der: Buffer.from(der, "base64") });
  const { cert, key } = kept.authority;
  return { authority: restoredAuthority(cert, key), server: issued(kept.server), client: issued(kept.client) };
}

export async function createIdentities(authority: Authority): Promise<Identities> {
  const server = await authority.issue("CN=localhost", { usage: "server" });
  return { authority, server, client: await authority.issue("CN=supplier-a") };
}

async function newIdentities(file: string): Promise<Identities> {
  const { authority, server, client } = await createIdentities(await createAuthority("Clients"));
  const kept = ({ der, ...rest }: Issued): Kept => ({ ...rest, der: der.toString("base64") });
  const identities: KeptIdentities = {
    notAfter: Date.now() + 24 * HOUR,
    authority: { cert: authority.cert, key: await authority.privateKey() },
    server: kept(server),
    client: kept(client),
  };
  await writePrivateFile(file, JSON.stringify(identities));
  return { authority, server, client };
}
