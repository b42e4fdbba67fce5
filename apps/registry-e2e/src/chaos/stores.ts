import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RegistryUnderTest } from "../harness/registry.js";

export interface SharedStore {
  /** A value in the format of `REGISTRY_STORE`. */
  readonly store: string;
  readonly audit: string;
  readonly registries: readonly RegistryUnderTest[];
  remove(): Promise<void>;
}

/**
 * Starts registries in separate processes on one new store, with one audit directory.
 * @param mongodb server URL `mongodb://HOST:PORT`, or undefined for an embedded store
 */
export async function registriesOnOneStore(
  processes: number,
  {
    mongodb,
    settings = {},
  }: { readonly mongodb?: string | undefined; readonly settings?: Record<string, string> } = {},
): Promise<SharedStore> {
  const folder = await mkdtemp(join(tmpdir(), "chaos-"));
  const store = mongodb === undefined ? `lmdb:${join(folder, "data")}` : databaseOf(mongodb);
  const audit = join(folder, "audit");
  const registries: RegistryUnderTest[] = [];
  const remove = async () => {
    await Promise.all(registries.map((registry) => registry.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (let n = 0; n < processes; n += 1) {
      const own = { REGISTRY_STORE: store, REGISTRY_AUDIT: audit, REGISTRY_LOG_LEVEL: "warn", ...settings };
      registries.push(await RegistryUnderTest.start(own));
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { store, audit, registries, remove };
}

function databaseOf(server: string): string {
  const [, address = "", query = ""] = /^(mongodb:\/\/[^/?]+)\/?(\?.*)?$/.exec(server) ?? [];
  return `${address}/chaos-${process.pid}-${Date.now()}${query}`;
}
