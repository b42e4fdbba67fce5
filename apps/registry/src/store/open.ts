import { openEmbeddedStore } from "./embedded/embedded-store.js";
import type { AppointmentStore } from "./store.js";

/**
 * Opens the store that a setting names: `lmdb:DIR` (a folder, created if it is missing; relative to the working directory) or
 * `mongodb://...` / `mongodb+srv://...` (a connection string with the database's name). Rejects with a message for the operator.
 */
export async function openStore(url: string): Promise<AppointmentStore> {
  if (url.startsWith("lmdb:") && url.length > "lmdb:".length) return openEmbeddedStore(url.slice("lmdb:".length));
  if (/^mongodb(\+srv)?:\/\//.test(url)) {
    // The driver is loaded by those who use it.
    const { openMongoDbStore } = await import("./mongodb/mongodb-store.js");
    return openMongoDbStore(url);
  }
  throw new Error("The store must be lmdb:DIR or mongodb://HOST[,HOST...]/DATABASE.");
}
