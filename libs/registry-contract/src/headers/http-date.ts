const IMF_FIXDATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** An instant as an HTTP date (RFC 9110, 5.6.7); the fraction of a second is lost. */
export function httpDate(instant: string): string {
  return new Date(instant).toUTCString();
}

/** Epoch milliseconds; `undefined` where the field is missing or no HTTP date, and is then ignored (RFC 9110, 13.1.3). */
export function parseHttpDate(field: string | undefined): number | undefined {
  if (field === undefined || !IMF_FIXDATE.test(field)) return undefined;
  const time = Date.parse(field);
  return Number.isNaN(time) ? undefined : time;
}
