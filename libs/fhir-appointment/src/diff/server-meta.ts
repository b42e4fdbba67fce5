import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";

const SERVER_OWNED: ReadonlySet<string> = new Set(["versionId", "_versionId", "lastUpdated", "_lastUpdated"]);

/**
 * The resource without `meta.versionId` and `meta.lastUpdated`, which a client cannot change; without `meta` if it held no
 * more, unless `keepMeta`: where both sides have a `meta`, what one lost from it is the difference, not the whole of it.
 */
export function withoutServerMeta(resource: Fields, { keepMeta = false } = {}): Fields {
  if (!isFields(resource.meta)) return resource;
  const meta = Object.entries(resource.meta).filter(([name]) => !SERVER_OWNED.has(name));
  return { ...resource, meta: meta.length === 0 && !keepMeta ? undefined : Object.fromEntries(meta) };
}
