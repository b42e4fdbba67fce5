import { OperatorError } from "../logging/describe-error.js";
import { openEmbeddedStore } from "./embedded/embedded-store.js";
import { parseStoreUrl } from "../config/store-location.js";
import type { StoreLocation } from "../config/store-location.js";
import type { OpenStoreOptions } from "./open-options.js";
import type { AppointmentStore, StoredVersion } from "./store.js";

export { sealVersion } from "./checksum.js";
export type { AppointmentStore, OpenStoreOptions, StoredVersion };

/**
 * Opens the store that a setting names: `lmdb:DIR` (a folder, created if it does not exist; relative to the working directory) or
 * `mongodb://...` / `mongodb+srv://...` (a connection string with the database's name).
 * @throws OperatorError with the reason if it cannot be opened; it does not repeat the URL, which may contain a password
 */
export async function openStore(url: string, options: OpenStoreOptions = {}): Promise<AppointmentStore> {
  const location = parseStoreUrl(url);
  try {
    if (location !== undefined) return await openAt(location, options);
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`The store cannot be opened: ${getReason(error)}`);
  }
  throw new OperatorError("The store must be lmdb:DIR or mongodb://HOST[,HOST...]/DATABASE.");
}

async function openAt(location: StoreLocation, options: OpenStoreOptions): Promise<AppointmentStore> {
  switch (location.kind) {
    case "lmdb":
      return openEmbeddedStore(location.directory, options);
    case "mongodb": {
      // The driver is loaded only if it is needed.
      const { openMongoDbStore } = await import("./mongodb/mongodb-store.js");
      return openMongoDbStore(location.url, options);
    }
  }
}

/** The driver quotes a connection string that it cannot parse. */
function getReason(error: unknown): string {
  const { name, message } = Object(error) as { name?: unknown; message?: unknown };
  const text = typeof message === "string" ? message : String(error);
  const quotes = name === "MongoParseError" || /mongodb(\+srv)?:\/\//.test(text);
  return quotes ? "the MongoDB driver cannot parse the connection string." : text;
}
