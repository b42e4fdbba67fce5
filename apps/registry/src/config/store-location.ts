/**
 * Location of a store. Code specific to a kind of store switches on `kind`, so that the compiler reports each such place for a new kind.
 */
export type StoreLocation =
  { readonly kind: "lmdb"; readonly directory: string } | { readonly kind: "mongodb"; readonly url: string };

/** Parses the URL of a store: `lmdb:DIR`, `mongodb://...` or `mongodb+srv://...`. Returns `undefined` for anything else. */
export function parseStoreUrl(url: string): StoreLocation | undefined {
  // eslint-disable-next-line regexp/no-super-linear-move -- a setting
  if (/^lmdb:./.test(url)) return { kind: "lmdb", directory: url.slice("lmdb:".length).replace(/(?<=.)\/+$/, "") };
  if (/^mongodb(\+srv)?:\/\/./.test(url)) return { kind: "mongodb", url };
  return undefined;
}

/** The inverse of `parseStoreUrl`. */
export function storeUrl(location: StoreLocation): string {
  return location.kind === "lmdb" ? `lmdb:${location.directory}` : location.url;
}
