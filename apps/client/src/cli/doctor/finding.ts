/** The outcome of one check. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  /** What to do, where it is not as it should be, or allows less than it might. */
  readonly advice?: string;
}

export const good = (check: string, found: string, advice?: string): Finding => ({
  check,
  ok: true,
  found,
  ...(advice === undefined ? {} : { advice }),
});

export const bad = (check: string, found: string, advice: string): Finding => ({ check, ok: false, found, advice });
