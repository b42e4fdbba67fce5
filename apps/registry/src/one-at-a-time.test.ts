import { describe, expect, it } from "@jest/globals";
import { oneAtATime } from "./one-at-a-time.js";

describe("work that is done one at a time", () => {
  /** Work whose runs end on demand. */
  function controlled() {
    const ends: ((fails?: Error) => void)[] = [];
    const run = oneAtATime(
      () =>
        new Promise<number>((resolve, reject) => {
          const number = ends.length + 1;
          ends.push((error) => (error === undefined ? resolve(number) : reject(error)));
        }),
    );
    const settled = async (): Promise<void> => {
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    };
    return { run, ends, settled };
  }

  it("starts at once if none is in progress", async () => {
    const { run, ends, settled } = controlled();
    const first = run();
    await settled();
    ends[0]?.();
    expect(await first).toBe(1);
    const second = run();
    await settled();
    ends[1]?.();
    expect(await second).toBe(2);
  });

  it("gives concurrent callers one run that starts after their call", async () => {
    const { run, ends, settled } = controlled();
    const first = run();
    await settled();
    const [second, third] = [run(), run()];
    await settled();
    expect(ends.length).toBe(1);
    ends[0]?.();
    await settled();
    expect(ends.length).toBe(2);
    ends[1]?.();
    expect(await Promise.all([first, second, third])).toEqual([1, 2, 2]);
  });

  it("continues after a failed run, which rejects only for its own callers", async () => {
    const { run, ends, settled } = controlled();
    const first = run().catch((error: Error) => error.message);
    await settled();
    const second = run();
    ends[0]?.(new Error("no"));
    await settled();
    ends[1]?.();
    expect(await Promise.all([first, second])).toEqual(["no", 2]);
  });
});
