/** One operation as its caller saw it, with its start and end by a clock that all callers share. */
export interface Operation {
  readonly began: number;
  readonly ended: number;
}

/**
 * Returns true if some order of the operations explains every answer. In that order no operation may precede one that
 * had ended before it began (Herlihy and Wing). The search is that of Wing and Gong.
 * @param state the state before the first operation; compared by its JSON text
 * @param apply returns the state after an operation, or `undefined` if its answer is wrong in this state
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
