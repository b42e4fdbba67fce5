import { describeStoreContract } from "../store.contract.js";
import type { MemoryTables } from "./memory-store.js";
import { MemoryStore } from "./memory-store.js";

const places = new Map<string, MemoryTables>();

describeStoreContract("the store in memory", (place) => {
  const tables = places.get(place) ?? new Map();
  places.set(place, tables);
  return Promise.resolve(new MemoryStore(tables));
});
