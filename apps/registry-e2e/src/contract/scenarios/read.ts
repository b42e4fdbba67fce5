import { busyRefusalOf, expired, refusalsOf, tokenRefusalsOf, unknownId, unknownParameter } from "./failures.js";
import type { Ask, Scenarios } from "./scenario.js";
import { acceptFor, afterCancel, changed } from "./scenario.js";

const read: Ask = (format, id) => ({ path: `/Appointment/${id}`, headers: acceptFor(format) });
const vread: Ask = (format, id) => ({ path: `/Appointment/${id}/_history/1`, headers: acceptFor(format) });
const history: Ask = (format, id) => ({ path: `/Appointment/${id}/_history`, headers: acceptFor(format) });

export const READ: Scenarios = {
  "read-200": changed(read),
  "read-200-cancelled": afterCancel(read),
  "read-400": unknownParameter(read),
  "read-403-expired": async (registries, format) => {
    const token = await expired(registries.usual);
    return changed(read, () => ({ token }))(registries, format);
  },
  "read-404": unknownId(read),
  ...tokenRefusalsOf("read", read, "search"),
  ...refusalsOf("read", read),
  ...busyRefusalOf("read", read),

  "vread-200": afterCancel(vread),
  "vread-400": unknownParameter(vread),
  "vread-404": changed(vread, ({ path }) => ({ path: path.replace(/1$/, "2") })),
  ...tokenRefusalsOf("vread", vread, "search"),
  ...refusalsOf("vread", vread),
  ...busyRefusalOf("vread", vread),

  "history-200": afterCancel(history),
  "history-400": changed(history, ({ path }) => ({ path: `${path}?_since=yesterday` })),
  "history-404": unknownId(history),
  ...tokenRefusalsOf("history", history, "search"),
  ...refusalsOf("history", history),
  ...busyRefusalOf("history", history),
};
