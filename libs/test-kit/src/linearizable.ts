/** One operation as its caller saw it: when it began and ended, by a clock that all callers share. */
export interface Operation {
  readonly began: number;
  readonly ended: number;
}

/**
 * Is there an order of the operations that explains every answer, and in which none stands before one that had ended before it began
 * (Herlihy and Wing; the search is that of Wing and Gong)?
 * @param state before the first of them; compared by its JSON text
 * @param apply the state after an operation, `undefined` if its answer is wrong in this state
 */
export function isLinearizable<State, Each extends Operation>(
  operations: readonly Each[],
  state: State,
  apply: (state: State, operation: Each) => State | undefined,
): boolean {
  const failed = new Set<string>();
  const explain = (left: readonly Each[], at: State): boolean => {
    if (left.length === 0) return true;
    const key = `${left.map(({ began }) => began).join()} ${JSON.stringify(at)}`;
    if (failed.has(key)) return false;
    const firstEnd = Math.min(...left.map(({ ended }) => ended));
    for (const operation of left) {
      if (operation.began > firstEnd) continue;
      const next = apply(at, operation);
      const others = left.filter((each) => each !== operation);
      if (next !== undefined && explain(others, next)) return true;
    }
    failed.add(key);
    return false;
  };
  return explain(operations, state);
}
