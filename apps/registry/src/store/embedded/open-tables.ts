import { mkdir } from "node:fs/promises";
import { open } from "lmdb";
import { buildIndexes } from "./index-rows.js";
import { START_BUDGET, requireStructure } from "./preflight.js";
import { FORMAT_VERSION, tablesIn } from "./tables.js";
import type { Tables } from "./tables.js";
import { committed, within } from "./transaction.js";

const READ_FORMATS: readonly unknown[] = [1, 2, 3, FORMAT_VERSION];

/** Opens or creates the data folder. Rejects if the folder was written by a newer registry. */
export async function openTables(directory: string, warn?: (message: string) => void): Promise<Tables> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const root = open({
    path: directory,
    // By default LMDB treats a folder with a dot in its name as a file.
    noSubdir: false,
    // With this setting, a resolved write is durable.
    overlappingSync: false,
    // Its batch has a promise that nothing awaits: a full disk would end the process. Our writes are batched separately.
    eventTurnBatching: false,
  });
  try {
    await requireStructure(directory, root, START_BUDGET, warn);
    const meta = root.openDB<number | string, string>({ name: "meta" });
    await committed(
      meta.ifNoExists("format", () => {
        within(meta.put("format", FORMAT_VERSION));
      }),
    );
    const format = meta.get("format");
    if (!READ_FORMATS.includes(format)) {
      throw new Error(`The data in ${directory} has format ${format}; this registry reads format ${FORMAT_VERSION}.`);
    }
    // Stale readers of a killed process would prevent old pages from being reused.
    root.readerCheck();
    const tables = tablesIn(root);
    if (format !== FORMAT_VERSION) {
      await buildIndexes(tables);
      await (format === 3 ? committed(meta.put("format", FORMAT_VERSION)) : markLegacy(tables));
    }
    return tables;
  } catch (error) {
    await root.close();
    throw error;
  }
}

/** For formats 1 and 2: versions are not rewritten. The existing ones are recorded as older than this instant. */
async function markLegacy({ root, meta }: Tables): Promise<void> {
  await committed(
    root.transaction(() => {
      within(meta.put("legacyUntil", new Date().toISOString()));
      within(meta.put("format", FORMAT_VERSION));
      return true;
    }),
  );
}
