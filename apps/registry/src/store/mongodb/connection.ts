import { MongoClient } from "mongodb";
import type { Db, MongoClientOptions, MongoOptions } from "mongodb";

/** Used if the connection string names no database. */
const DEFAULT_DATABASE = "appointment-registry";

/** Milliseconds, unless the connection string overrides them. `TIME_BUDGET` (transient.ts) limits a call as a whole. */
const DEFAULTS = {
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  socketTimeoutMS: 8_000,
  waitQueueTimeoutMS: 5_000,
  maxPoolSize: 50,
  appName: "appointment-registry",
} as const satisfies MongoClientOptions;

/**
 * Writes are acknowledged once a majority has journaled them. Reads go to the primary and return data that a majority has. Acknowledged
 * data thus survives an election, and a client reads its own writes. The driver retries nothing: `untilKnown` does, within one time budget,
 * and looks for its own mark before it repeats a write.
 */
const GUARANTEES = {
  writeConcern: { w: "majority", journal: true },
  readPreference: "primary",
  retryWrites: false,
  retryReads: false,
  ignoreUndefined: true,
} as const satisfies MongoClientOptions;

/**
 * Connects, or rejects within the server selection time-out. `overrides` take precedence over the connection string.
 * @throws Error if the connection string requests weaker guarantees than those of the store; the message names the options
 */
export async function connect(
  url: string,
  overrides: Pick<MongoClientOptions, "socketTimeoutMS"> = {},
): Promise<{ client: MongoClient; database: Db }> {
  const stated = statedOptions(url);
  const defaults = Object.entries(DEFAULTS).filter(([name]) => !stated.has(name.toLowerCase()));
  const level = stated.get("readconcernlevel") === "linearizable" ? "linearizable" : "majority";
  const client = new MongoClient(url, {
    ...Object.fromEntries(defaults),
    ...GUARANTEES,
    readConcern: { level },
    ...overrides,
  });
  requireGuarantees(client.options);
  try {
    await client.connect();
  } catch (error) {
    await client.close();
    throw error;
  }
  return { client, database: client.db(databaseName(url)) };
}

/** The driver merges some URL options over the options object, so the result is checked and not the intention. */
function requireGuarantees({ writeConcern, readConcern, readPreference }: MongoOptions): void {
  const weaker = [
    ...(writeConcern?.w === "majority" ? [] : ["w"]),
    ...(writeConcern?.journal === true ? [] : ["journal"]),
    ...(writeConcern?.wtimeoutMS === undefined ? [] : ["wtimeoutMS"]),
    ...(["majority", "linearizable"].includes(readConcern?.level ?? "") ? [] : ["readConcernLevel"]),
    ...(readPreference.mode === "primary" ? [] : ["readPreference"]),
  ];
  if (weaker.length === 0) return;
  throw new Error(
    `The connection string weakens the guarantees of the store by ${weaker.join(", ")}. ` +
      "Remove these options: writes are journaled by a majority and reads come from the primary's majority.",
  );
}

function statedOptions(url: string): Map<string, string> {
  const [, query = ""] = url.split("?", 2);
  return new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]));
}

function databaseName(url: string): string {
  const [, path = ""] = /^mongodb(?:\+srv)?:\/\/[^/?]*\/([^?]*)/.exec(url) ?? [];
  return path === "" ? DEFAULT_DATABASE : decodeURIComponent(path);
}
