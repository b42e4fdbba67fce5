import { busyRefusalOf, refusalsOf, unknownParameter, until } from "./failures.js";
import type { Ask, Scenarios } from "./scenario.js";
import { acceptFor, changed, send } from "./scenario.js";

const capabilities: Ask = (format) => ({ path: "/metadata", token: null, headers: acceptFor(format) });

export const CAPABILITIES: Scenarios = {
  "capabilities-200": changed(capabilities),
  "capabilities-400": unknownParameter(capabilities),
  "capabilities-403": ({ guarded }, format) => send(guarded, capabilities(format, "")),
  "capabilities-500": ({ unaudited }, format) => until(500, unaudited, capabilities(format, "")),
  ...refusalsOf("capabilities", capabilities),
  ...busyRefusalOf("capabilities", capabilities),
};
