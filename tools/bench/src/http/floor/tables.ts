import { open } from "lmdb";
import type { Database } from "lmdb";

export interface Facts {
  readonly nhsNumber: string;
  readonly end: number;
  readonly identifier: string;
}

export interface FloorVersion {
  readonly id: string;
  readonly version: number;
  readonly lastUpdated: string;
  readonly method: "POST" | "PUT";
  readonly status: string;
  readonly body: string;
  readonly keys: {
    readonly nhsNumber: string;
    readonly end: number;
    readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  };
}

/** The tables that the registry writes for an entry (docs/decisions/0052), without any other code. */
export interface FloorTables {
  readonly heads: Database<number, string>;
  readonly versions: Database<FloorVersion, [string, number]>;
  readonly patients: Database<true, [string, number, string]>;
  readonly identified: Database<true, [string, string]>;
  readonly touched: Database<true, string>;
  close(): Promise<void>;
}

export function openTables(directory: string): FloorTables {
  // Without overlapping, a write is durable when its promise resolves.
  const root = open({ path: directory, noSubdir: false, overlappingSync: false });
  return {
    heads: root.openDB({ name: "heads", useVersions: true }),
    versions: root.openDB({ name: "versions" }),
    patients: root.openDB({ name: "patients" }),
    identified: root.openDB({ name: "identified" }),
    touched: root.openDB({ name: "touched", useVersions: true }),
    close: () => root.close(),
  };
}
