import { readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";
import type { Server } from "@hapi/hapi";
import { RegistryError } from "../errors.js";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
};

/** The pages have their own style sheet, script and pictures, and load nothing else. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface DocsFile {
  readonly type: string;
  readonly body: Buffer;
}

/** `[base]/../docs`, without a trailing slash. */
// eslint-disable-next-line regexp/no-super-linear-move -- a setting
export const docsPath = (baseUrl: string): string => new URL("../docs", `${baseUrl.replace(/\/+$/, "")}/`).pathname;

/**
 * Serves the static site in `directory` next to the FHIR base, to every client with an accepted certificate. The site is read once: no path
 * of a request reaches the file system.
 * @throws Error if there is no site
 */
export function registerDocs(server: Server, baseUrl: string, directory: string): void {
  const files = readSite(directory);
  const at = docsPath(baseUrl);
  server.route([
    { method: "GET", path: at, handler: (_, h) => h.redirect(`${at}/index.html`) },
    {
      method: "GET",
      path: `${at}/{path*}`,
      handler: (request, h) => {
        const file = files.get(String(request.params["path"] ?? "index.html"));
        if (file === undefined) throw new RegistryError("route-unknown");
        return h.response(file.body).header("content-type", file.type).header("content-security-policy", POLICY);
      },
    },
  ]);
}

function readSite(directory: string): ReadonlyMap<string, DocsFile> {
  const files = new Map<string, DocsFile>();
  for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    const type = TYPES[extname(name)];
    const file = join(directory, name);
    if (type === undefined || !statSync(file).isFile()) continue;
    files.set(name.replaceAll(sep, "/"), { type, body: readFileSync(file) });
  }
  if (!files.has("index.html")) throw new Error(`There is no index.html in ${directory}.`);
  return files;
}
