import { sealHistory } from "../checksum.js";
import type { StoredVersion } from "../store.js";
import { DiskSpace } from "./disk-space.js";
import { requireMetaPages } from "./preflight.js";
import { fromStoredText, toStoredText } from "./stored-text.js";
import { openTables } from "./open-tables.js";
import { committed, within } from "./transaction.js";

const AT_ONCE = 500;

/**
 * Adds checksums to the versions of version 0.1, even while registries use the store. May be interrupted and run again. Afterwards a
 * version without a checksum is damaged.
 * @returns the number of such versions
 */
export async function sealEmbedded(directory: string, progress: (sealed: number) => void): Promise<number> {
  if (!(await requireMetaPages(directory))) throw new Error(`There is no store in ${directory}.`);
  const tables = await openTables(directory);
  const { root, meta, heads, versions } = tables;
  const space = await DiskSpace.open(directory, root);
  let sealed = 0;
  try {
    for (let last = ""; ;) {
      root.resetReadTxn();
      const batch = [...heads.getRange({ start: last, limit: AT_ONCE })].filter(({ key }) => key !== last);
      if (batch.length === 0) break;
      for (const { key: id } of batch) sealed += await sealOne(id);
      progress(sealed);
      last = batch.at(-1)?.key ?? last;
    }
    const done = await space.admit(0);
    await committed(meta.remove("legacyUntil")).finally(done);
    return sealed;
  } finally {
    await root.close();
    await space.close();
  }

  async function sealOne(id: string): Promise<number> {
    for (;;) {
      root.resetReadTxn();
      const head = heads.get(id) ?? 0;
      const oldestFirst: StoredVersion[] = [];
      for (let version = 1; version <= head; version += 1) {
        const stored = versions.get([id, version]);
        if (stored === undefined) throw new Error(`Version ${version} of appointment ${id} is missing.`);
        oldestFirst.push(fromStoredText(stored, id, version));
      }
      const open = oldestFirst.filter(({ checksum }) => checksum === undefined);
      if (open.length === 0) return 0;
      const after = sealHistory(oldestFirst);
      const done = await space.admit(open.reduce((size, { body }) => size + body.length, 0));
      const put = () => {
        for (const { version } of open) {
          const next = after[version - 1];
          if (next !== undefined) within(versions.put([id, version], toStoredText(next)));
        }
      };
      // A registry that creates the next version in the meantime has read the previous one without its checksum.
      if (await committed(heads.ifVersion(id, head, put)).finally(done)) return open.length;
    }
  }
}
