// Run in the folder of a project, after its build: notes what it was made from.
import { writeFileSync } from "node:fs";
import { hashSources, stampOf } from "./sources.mjs";

const folder = process.cwd();
writeFileSync(stampOf(folder), `${hashSources(folder)}\n`);
