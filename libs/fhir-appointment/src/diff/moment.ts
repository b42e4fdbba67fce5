const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(:\d{2}(?:\.\d+)?)(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * True where two dateTimes or instants are the same moment: `10:51:23.620+00:00` equals `10:51:23.62Z` and `11:51:23.620+01:00`.
 * Seconds and their fraction are one decimal (FHIRPath, Equals), so that zeros at its end are no precision.
 * What is no date with a time is equal as text only.
 */
export function sameMoment(before: string, after: string): boolean {
  if (before === after) return true;
  const one = DATE_TIME.exec(before);
  const other = DATE_TIME.exec(after);
  // Zones differ by whole minutes, so seconds and their fraction can be compared by themselves.
  return one !== null && other !== null && seconds(one) === seconds(other) && minutes(one) === minutes(other);
}

const seconds = ([, , , , , , written = ""]: RegExpExecArray): string =>
  written.replace(/\.?0*$/, (end) => (written.includes(".") ? "" : end));

/** Minutes since 1970 in UTC. */
function minutes([
  ,
  year,
  month,
  day,
  hour,
  minute,
  ,
  sign,
  zoneHour = "0",
  zoneMinute = "0",
]: RegExpExecArray): number {
  const local = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  local.setUTCHours(Number(hour), Number(minute));
  const offset = Number(zoneHour) * 60 + Number(zoneMinute);
  return local.getTime() / 60_000 - (sign === "-" ? -offset : offset);
}
