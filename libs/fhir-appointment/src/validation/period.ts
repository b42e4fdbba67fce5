/**
 * Returns true unless `start` is certainly after `end`. If one is less precise than the other, or has no zone, only
 * their common precision is compared: `2016-06-09` is not after `2016-06-09T08:00:00Z`. A text that is not a dateTime
 * is not compared.
 */
export function isInOrder(start: string, end: string): boolean {
  if (!DATE_TIME.test(start) || !DATE_TIME.test(end)) return true;
  if (start.includes("T") && end.includes("T")) {
    const [from, to] = [Date.parse(start), Date.parse(end)];
    return !(from > to);
  }
  const precision = Math.min(start.replace(/T.*/, "").length, end.replace(/T.*/, "").length);
  return start.slice(0, precision) <= end.slice(0, precision);
}

const DATE_TIME = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T.*)?)?)?$/;
