import { createRequire } from "node:module";

/** The version of the package. The relative path holds for both `src` and `dist`. */
export const { version: SOFTWARE_VERSION } = createRequire(import.meta.url)("../../package.json") as {
  version: string;
};
