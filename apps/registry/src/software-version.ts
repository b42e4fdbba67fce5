import { createRequire } from "node:module";

/** The version of the package that contains `src` and `dist`. */
export const { version: SOFTWARE_VERSION } = createRequire(import.meta.url)("../package.json") as { version: string };
