/** First cut: text equality. */
export function sameNarrative(before: string, after: string): boolean {
  return before === after;
}
