const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-4]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/**
 * Returns one text for all spellings of a dateTime or instant: `10:51:23.620+00:00`, `10:51:23.62Z` and
 * `11:51:23.620+01:00` are one moment. Seconds and their fraction are one decimal (FHIRPath, Equals), so trailing zeros
 * are not precision. Returns `undefined` for anything but a valid date with a time.
 */
export function canonicalMoment(text: string): string | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", sign, zoneHour, zoneMinute] = match;
  const local = new Date(0);
  // Do not use Date.UTC, which interprets the years 0 to 99 as 1900 to 1999.
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (local.getUTCMonth() !== Number(month) - 1 || local.getUTCDate() !== Number(day)) return undefined;
  local.setUTCHours(Number(hour), Number(minute));
  const offset = sign === undefined ? 0 : Number(zoneHour) * 60 + Number(zoneMinute);
  // Zones differ by whole minutes, so seconds and their fraction are kept as they are, including a leap second.
  const minutes = local.getTime() / 60_000 - (sign === "-" ? -offset : offset);
  return `${minutes}:${second}.${withoutTrailingZeros(fraction)}`;
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}
