import { join } from "node:path";
import type { RootDatabase } from "lmdb";
import { DATA_FILE } from "./disk-space.js";
import { readMetaPages } from "./meta-pages.js";
import type { Structure, StructureFault, StructureOptions } from "./structure.js";
import { checkStructure } from "./structure.js";

/**
 * Time in milliseconds for checking pages at startup, at some hundred thousand per second. A start takes less than 2 s, whatever the size.
 */
export const START_BUDGET = 750;

/** Returns whether there is a data file. @throws Error, with a sentence for the operator, if LMDB could not read it */
export async function requireMetaPages(directory: string): Promise<boolean> {
  return (await readMetaPages(join(directory, DATA_FILE))) !== undefined;
}

/** Checks the pages of the last committed state, while a read transaction prevents their reuse. */
export async function readStructure(
  directory: string,
  root: RootDatabase,
  options?: StructureOptions,
): Promise<Structure> {
  const file = join(directory, DATA_FILE);
  const transaction = root.useReadTransaction();
  try {
    const meta = await readMetaPages(file);
    if (meta === undefined) return { faults: [], pages: 0, isComplete: true };
    return checkStructure(file, meta, options);
  } finally {
    transaction.done();
  }
}

/**
 * Must be called before a table is opened: LMDB trusts its pages, and a damaged one would end the process with a signal.
 * @param budget milliseconds
 * @param warn called if the budget was not sufficient for all pages
 * @throws Error, with a sentence for the operator
 */
export async function requireStructure(
  directory: string,
  root: RootDatabase,
  budget = Infinity,
  warn: (message: string) => void = () => undefined,
): Promise<void> {
  const options = { until: performance.now() + budget, mostFaults: 1 };
  const { faults, isComplete } = await readStructure(directory, root, options);
  const [fault] = faults;
  if (fault !== undefined) {
    const file = join(directory, DATA_FILE);
    throw new Error(
      `The data file ${file} is damaged: ${describeFault(fault)} "registry store check" lists the damage; restore a backup.`,
    );
  }
  if (!isComplete) warn('The store is large: not all of its pages were checked. "registry store check" does.');
}

export function describeFault({ page, table, message }: StructureFault): string {
  const where = [page === undefined ? "" : `page ${page}`, table === undefined ? "" : `table ${table}`].filter(Boolean);
  return where.length === 0 ? message : `${where.join(" of ")}: ${message}`;
}
