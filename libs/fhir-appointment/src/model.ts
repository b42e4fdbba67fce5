/** Entry point for tools that use the STU3 definitions of types and elements. */
export { resourceTypes, rowsOf, typeRow } from "./model/types.js";
export type { ElementRow, TypeRow } from "./model/types.js";
