/** The outcome of one check. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  /** The advice to the user if the check failed, or if the configuration allows less than it could. */
  readonly advice?: string;
}

export const good = (check: string, found: string, advice?: string): Finding => ({
  check,
  ok: true,
  found,
  ...(advice === undefined ? {} : { advice }),
});

export const bad = (check: string, found: string, advice: string): Finding => ({ check, ok: false, found, advice });
