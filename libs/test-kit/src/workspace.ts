import { resolve } from "node:path";

/** The root of the checkout. The relative path holds for both sources and build output. */
export const WORKSPACE = resolve(import.meta.dirname, "../../..");
