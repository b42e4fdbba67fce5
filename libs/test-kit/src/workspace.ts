import { resolve } from "node:path";

/** The root of the checkout, from sources and from what is built of them. */
export const WORKSPACE = resolve(import.meta.dirname, "../../..");
