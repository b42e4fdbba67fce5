import { expect, it } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { describeConfiguration } from "./describe.js";

const HOW = `node -e 'const { readFileSync: r, writeFileSync: w } = require("fs"), p = "docs/configuration.md"; import("./apps/registry/dist/config/describe.js").then((m) => w(p, m.describeConfiguration(r(p, "utf8"))))' && npx prettier --write docs/configuration.md`;

it("docs/configuration.md is made from the table of settings", async () => {
  const written = await readFile(new URL("../../../../docs/configuration.md", import.meta.url), "utf8");
  expect({ text: squeezed(written), HOW }).toEqual({ text: squeezed(describeConfiguration(written)), HOW });
});

/** Without what a formatter does to the columns of a table. */
function squeezed(markdown: string): string {
  return markdown.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
