import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PAGE } from "./page.js";
import { STYLE } from "./style.js";

export interface Asset {
  readonly type: string;
  readonly text: string;
}

/** The modules of lit-html that the pages need. They import each other by relative paths. */
const LIT = ["lit-html.js", "directive.js", "directive-helpers.js", "directives/live.js"];

/** A browser has no `node_modules`. The only module that imports lit-html is therefore replaced by one that uses its served address. */
const LIT_MODULE = `export { html, nothing, render, svg } from "/lit/lit-html.js";
export { live } from "/lit/directives/live.js";
`;

const SCRIPT = "text/javascript; charset=utf-8";

/** Reads all files that a browser loads, by path, once. The path of a request never reaches the file system. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>([
    ["/", { type: "text/html; charset=utf-8", text: PAGE }],
    ["/style.css", { type: "text/css; charset=utf-8", text: STYLE }],
  ]);
  const app = join(dirname(fileURLToPath(import.meta.url)), "app");
  for (const name of readdirSync(app)) if (name.endsWith(".js")) assets.set(`/app/${name}`, script(join(app, name)));
  assets.set("/app/lit.js", { type: SCRIPT, text: LIT_MODULE });
  const lit = dirname(createRequire(import.meta.url).resolve("lit-html"));
  const root = lit.endsWith("node") ? dirname(lit) : lit;
  for (const name of LIT) assets.set(`/lit/${name}`, script(join(root, name)));
  return assets;
}

const script = (file: string): Asset => ({ type: SCRIPT, text: readFileSync(file, "utf8").replace(SOURCE_MAP, "") });

/** lit-html's source maps are not served. */
const SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/m;
