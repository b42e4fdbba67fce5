import { isFields } from "./equality.js";
import type { Fields } from "./equality.js";

const SERVER_OWNED: ReadonlySet<string> = new Set(["versionId", "_versionId", "lastUpdated", "_lastUpdated"]);

/** The resource without `meta.versionId` and `meta.lastUpdated`, which a client cannot change; without `meta` if it held no more. */
export function withoutServerMeta(resource: Fields): Fields {
  if (!isFields(resource.meta)) return resource;
  const meta = Object.entries(resource.meta).filter(([key]) => !SERVER_OWNED.has(key));
  const { meta: _, ...rest } = resource;
  return meta.length === 0 ? rest : { ...rest, meta: Object.fromEntries(meta) };
}
