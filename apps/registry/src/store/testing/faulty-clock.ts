const HOUR = 3_600_000;

/** Faulty machine clocks: epoch milliseconds at the n-th reading. */
export const FAULTY_CLOCKS: Readonly<Record<string, (start: number, looks: number) => number>> = {
  "that stands still": (start) => start,
  "that jumps back at every look": (start, looks) => start - looks * HOUR,
  "that jumps forward at every look": (start, looks) => start + looks * HOUR,
  "that jumps back and forward": (start, looks) => start + (looks % 2 === 0 ? -HOUR : HOUR),
};

/** Runs `work` while `Date` follows a faulty clock, which is also passed to `work`. */
export async function withClock<T>(
  clock: (start: number, looks: number) => number,
  work: (now: () => number) => Promise<T>,
): Promise<T> {
  const { Date: right } = globalThis;
  const start = right.now();
  let looks = 0;
  const now = () => clock(start, (looks += 1));
  class FaultyDate extends right {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }
    static override now = now;
  }
  globalThis.Date = FaultyDate as DateConstructor;
  try {
    return await work(now);
  } finally {
    globalThis.Date = right;
  }
}
