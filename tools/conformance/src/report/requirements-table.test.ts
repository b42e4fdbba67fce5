import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeRequirements } from "./requirements-table.js";

const HOW = "npm run --silent conformance -- --list > docs/conformance.md && npx prettier --write docs/conformance.md";

/** Prettier pads tables. */
const squeezed = (text: string): string => text.replace(/-{3,}/g, "---").replace(/ +/g, " ");

it("docs/conformance.md is generated from the requirements", async () => {
  const written = await readFile(join(import.meta.dirname, "../../../../docs/conformance.md"), "utf8");
  expect({ text: squeezed(written), HOW }).toEqual({ text: squeezed(describeRequirements()), HOW });
});
