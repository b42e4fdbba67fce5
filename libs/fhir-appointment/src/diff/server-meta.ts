import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";

const SERVER_OWNED: ReadonlySet<string> = new Set(["versionId", "_versionId", "lastUpdated", "_lastUpdated"]);

/**
 * Returns the resource without `meta.versionId` and `meta.lastUpdated`, which a client cannot change. Also removes a
 * `meta` that contained nothing else, unless `keepMeta` is set. With it, if both sides have a `meta`, the difference is
 * the removed part and not the whole `meta`.
 */
export function withoutServerMeta(resource: Fields, { keepMeta = false } = {}): Fields {
  if (!isFields(resource.meta)) return resource;
  const meta = Object.entries(resource.meta).filter(([name]) => !SERVER_OWNED.has(name));
  return { ...resource, meta: meta.length === 0 && !keepMeta ? undefined : Object.fromEntries(meta) };
}
