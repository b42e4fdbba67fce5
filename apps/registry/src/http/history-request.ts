import type { HistoryRequest } from "../interactions/history.js";
import type { Parameters } from "./query.js";
import { invalidParameter, parameter } from "./query.js";

const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** Parses `_count` and `_since` (STU3 http.html, 2.21.0.12). @throws RegistryError `parameter-invalid` */
export function parseHistoryRequest(id: string, parameters: Parameters, baseUrl: string): HistoryRequest {
  const count = parameter(parameters, "_count");
  const since = parameter(parameters, "_since");
  if (count !== undefined && !/^\d{1,9}$/.test(count)) throw invalidParameter("_count", "must be a whole number");
  const query = new URLSearchParams();
  if (count !== undefined) query.set("_count", count);
  if (since !== undefined) query.set("_since", plusRestored(since));
  const self = `${baseUrl}/Appointment/${encodeURIComponent(id)}/_history`;
  return {
    id,
    ...(count === undefined ? {} : { count: Number(count) }),
    ...(since === undefined ? {} : { since: toEpochMilliseconds(plusRestored(since)) }),
    self: query.size === 0 ? self : `${self}?${query.toString()}`,
  };
}

/** A plus that was not percent-encoded arrives as a space. */
function plusRestored(text: string): string {
  return text.replace(/ (?=\d\d:\d\d$)/, "+");
}

function toEpochMilliseconds(instant: string): number {
  const [year = 0, month = 0, day = 0] = instant.slice(0, 10).split("-").map(Number);
  // ECMAScript moves a day that does not exist in a month to the next month.
  const exists = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  const time = exists && INSTANT.test(instant) ? Date.parse(instant.replace(/:60(?=[.Z+-])/, ":59")) : NaN;
  if (Number.isNaN(time)) throw invalidParameter("_since", "must be an instant, such as 2019-02-01T10:51:23Z");
  return time;
}
