import { MongoClient } from "mongodb";
import type { Db, MongoClientOptions } from "mongodb";

/** Where the connection string names no database. */
const DEFAULT_DATABASE = "appointment-registry";

/** Milliseconds, unless the connection string says otherwise. The longest a request waits is `WRITE_DEADLINE` and one of these. */
const DEFAULTS = {
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  socketTimeoutMS: 8_000,
  waitQueueTimeoutMS: 5_000,
  maxPoolSize: 50,
  appName: "appointment-registry",
} as const satisfies MongoClientOptions;

/**
 * Writes are acknowledged when a majority has them in its journal and reads see what a majority has, at the primary, so that what
 * was answered survives an election and a client reads its own write. A connection string cannot weaken this; it may ask for
 * `readConcernLevel=linearizable`.
 */
const GUARANTEES = {
  writeConcern: { w: "majority", journal: true },
  readPreference: "primary",
  retryWrites: true,
  retryReads: true,
  ignoreUndefined: true,
} as const satisfies MongoClientOptions;

/** Connects, or rejects within the server selection time-out. */
export async function connect(url: string): Promise<{ client: MongoClient; database: Db }> {
  const stated = statedOptions(url);
  const defaults = Object.entries(DEFAULTS).filter(([name]) => !stated.has(name.toLowerCase()));
  const level = stated.get("readconcernlevel") === "linearizable" ? "linearizable" : "majority";
  const client = new MongoClient(url, { ...Object.fromEntries(defaults), ...GUARANTEES, readConcern: { level } });
  try {
    await client.connect();
  } catch (error) {
    await client.close();
    throw error;
  }
  return { client, database: client.db(databaseName(url)) };
}

function statedOptions(url: string): Map<string, string> {
  const [, query = ""] = url.split("?", 2);
  return new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]));
}

function databaseName(url: string): string {
  const [, path = ""] = /^mongodb(?:\+srv)?:\/\/[^/?]*\/([^?]*)/.exec(url) ?? [];
  return path === "" ? DEFAULT_DATABASE : decodeURIComponent(path);
}
