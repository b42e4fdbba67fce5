/** For tools that need what STU3 says of types and elements. */
export { resourceTypes, rowsOf, typeRow } from "./model/types.js";
export type { ElementRow, TypeRow } from "./model/types.js";
