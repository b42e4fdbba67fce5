const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const TIME = "(\\d{2}):(\\d{2}):(\\d{2})";

/**
 * The three forms that a recipient must accept (RFC 9110, 5.6.7), each with the positions of day, month, year and time.
 */
const FORMS: readonly {
  readonly pattern: RegExp;
  readonly order: readonly [day: number, month: number, year: number, hour: number];
}[] = [
  {
    pattern: new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\\d{2}) ([A-Z][a-z]{2}) (\\d{4}) ${TIME} GMT$`),
    order: [1, 2, 3, 4],
  },
  {
    pattern: new RegExp(`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\\d{2})-([A-Z][a-z]{2})-(\\d{2}) ${TIME} GMT$`),
    order: [1, 2, 3, 4],
  },
  {
    pattern: new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ( \\d|\\d{2}) ${TIME} (\\d{4})$`),
    order: [2, 1, 6, 3],
  },
];

/**
 * Formats an instant, given as text or in epoch milliseconds, as an HTTP date (RFC 9110, 5.6.7). The fraction of a
 * second is lost.
 */
export function httpDate(instant: string | number): string {
  return new Date(instant).toUTCString();
}

/**
 * Parses an HTTP date to epoch milliseconds. Returns `undefined` if the field is missing or malformed; such a field is
 * ignored (RFC 9110, 13.1.3).
 * @param now epoch milliseconds; the two-digit year of the RFC 850 form is resolved to a year near it
 */
export function parseHttpDate(field: string | undefined, now = Date.now()): number | undefined {
  if (field === undefined || field.length > 40) return undefined;
  for (const { pattern, order } of FORMS) {
    const match = pattern.exec(field);
    if (match === null) continue;
    const [day, month, year, hour] = order;
    const number = (place: number) => Number(match[place]);
    return toTime({
      year: match[year]?.length === 2 ? fullYear(number(year), now) : number(year),
      month: MONTHS.indexOf(match[month] ?? ""),
      day: number(day),
      seconds: [number(hour), number(hour + 1), number(hour + 2)],
    });
  }
  return undefined;
}

/**
 * Completes a two-digit year. A date that appears to be more than 50 years in the future is the most recent past year
 * with these digits (RFC 9110, 5.6.7).
 */
function fullYear(digits: number, now: number): number {
  const present = new Date(now).getUTCFullYear();
  const year = present - (present % 100) + digits;
  return year > present + 50 ? year - 100 : year;
}

function toTime(date: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly seconds: readonly [hour: number, minute: number, second: number];
}): number | undefined {
  const [hour, minute, second] = date.seconds;
  if (date.month === -1 || hour > 23 || minute > 59 || second > 60) return undefined;
  const midnight = new Date(0).setUTCFullYear(date.year, date.month, date.day);
  // A day beyond the end of its month would become another day.
  if (new Date(midnight).getUTCDate() !== date.day) return undefined;
  return midnight + ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000;
}
