import { openStore } from "@appointment-registry/registry/store";
import type { StoredVersion } from "@appointment-registry/registry/store";
import { ShippedRegistry } from "@appointment-registry/test-kit";

/** Starts the built registry in a separate process, on a store that was filled before. The caller must destroy it. */
export async function startFilledRegistry(entries: Iterable<StoredVersion>): Promise<ShippedRegistry> {
  const registry = await ShippedRegistry.create({ REGISTRY_LOG_LEVEL: "error" });
  try {
    await fill(registry.storeDirectory, entries);
    await registry.start();
    return registry;
  } catch (error) {
    await registry.destroy();
    throw error;
  }
}

async function fill(directory: string, entries: Iterable<StoredVersion>): Promise<void> {
  const store = await openStore(`lmdb:${directory}`);
  let batch: Promise<unknown>[] = [];
  for (const entry of entries) {
    batch.push(store.insert(entry));
    if (batch.length < 1000) continue;
    await Promise.all(batch);
    batch = [];
  }
  await Promise.all(batch);
  await store.close();
}
