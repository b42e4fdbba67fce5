import { expect, it } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { describeVariables } from "./describe.js";

const HOW = `node -e 'import("./apps/registry/dist/config/describe.js").then((m) => process.stdout.write(m.describeVariables()))' > docs/configuration.md`;

it("docs/configuration.md is made from the table of settings", async () => {
  const written = await readFile(new URL("../../../../docs/configuration.md", import.meta.url), "utf8");
  expect({ text: squeezed(written), HOW }).toEqual({ text: squeezed(describeVariables()), HOW });
});

/** Without what a formatter does to the columns of a table. */
function squeezed(markdown: string): string {
  return markdown.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
