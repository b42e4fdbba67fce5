/** Which repeats of `before` and `after` belong together, as indexes. */
export interface Alignment {
  /** Belong together, whether equal or not, in the order of both. */
  readonly kept: readonly (readonly [before: number, after: number])[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** Equal, but at another place in the order. */
  readonly moved: readonly (readonly [before: number, after: number])[];
}

/** 0 (nothing alike) to 1 (equal). */
export type Similarity = (before: number, after: number) => number;

/** Above this many pairs what differs is aligned by position: the work for a hostile body stays bounded. */
const MOST_PAIRS = 10_000;

/** Items with nothing in common still pair up between others: a replaced item is a change of that item. */
const ANY_PAIR = 0.001;

/** Of two items of which one must have moved, the one that did not change its index stays. */
const AT_ITS_PLACE = 1.001;

/**
 * Aligns repeats, so that what changed is said with few words. Equal items in the same order are kept; an equal item at another
 * place has moved; between those, items pair up in order by how alike they are; what is left was removed or added.
 */
export function align(before: number, after: number, similarity: Similarity): Alignment {
  let head = 0;
  while (head < before && head < after && similarity(head, head) === 1) head++;
  let tail = 0;
  while (tail < before - head && tail < after - head && similarity(before - 1 - tail, after - 1 - tail) === 1) tail++;

  const kept: Pair[] = [];
  for (let i = 0; i < head; i++) kept.push([i, i]);
  const moved: Pair[] = [];
  if (head + tail < before || head + tail < after) alignMiddle();
  for (let i = tail; i > 0; i--) kept.push([before - i, after - i]);
  const [left, right] = [new Set(range(0, before)), new Set(range(0, after))];
  for (const [i, j] of [...kept, ...moved]) {
    left.delete(i);
    right.delete(j);
  }
  return { kept, removed: [...left], added: [...right], moved };

  function alignMiddle(): void {
    const rows = range(head, before - tail);
    const columns = range(head, after - tail);
    if ((rows.length === 1 && columns.length === 1) || rows.length * columns.length > MOST_PAIRS) {
      for (let i = 0; i < rows.length && i < columns.length; i++) kept.push([head + i, head + i]);
      return;
    }
    const equal = bestPairs(rows, columns, (i, j) => (similarity(i, j) === 1 ? (i === j ? AT_ITS_PLACE : 1) : 0));
    const taken = new Set(equal.map(([, j]) => j));
    const anchored = new Set(equal.map(([i]) => i));
    for (const i of rows) {
      const j = anchored.has(i) ? undefined : columns.find((each) => !taken.has(each) && similarity(i, each) === 1);
      if (j === undefined) continue;
      moved.push([i, j]);
      taken.add(j);
    }
    const gone = new Set(moved.map(([i]) => i));
    const arrived = new Set(moved.map(([, j]) => j));
    let [fromRow, fromColumn] = [head, head];
    for (const [i, j] of [...equal, [before - tail, after - tail] as const]) {
      const gapRows = range(fromRow, i).filter((each) => !gone.has(each));
      const gapColumns = range(fromColumn, j).filter((each) => !arrived.has(each));
      kept.push(...bestPairs(gapRows, gapColumns, (row, column) => ANY_PAIR + similarity(row, column)));
      if (i < before - tail) kept.push([i, j]);
      [fromRow, fromColumn] = [i + 1, j + 1];
    }
  }
}

type Pair = readonly [before: number, after: number];

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** The pairs, in the order of both, with the greatest sum of scores; those that score nothing are left out. */
function bestPairs(rows: readonly number[], columns: readonly number[], score: Similarity): Pair[] {
  // best[i][j]: what can still be had from row i and column j on.
  const width = columns.length + 1;
  const best = new Float64Array((rows.length + 1) * width);
  const own = new Float64Array(best.length);
  for (let i = rows.length - 1; i >= 0; i--)
    for (let j = columns.length - 1; j >= 0; j--) {
      const at = i * width + j;
      own[at] = score(rows[i] as number, columns[j] as number);
      const paired = (own[at] as number) + (best[at + width + 1] as number);
      best[at] = Math.max(paired, best[at + width] as number, best[at + 1] as number);
    }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < rows.length && j < columns.length;) {
    const at = i * width + j;
    const worth = own[at] as number;
    if (worth > 0 && best[at] === worth + (best[at + width + 1] as number))
      pairs.push([rows[i++] as number, columns[j++] as number]);
    else if (best[at] === best[at + width]) i++;
    else j++;
  }
  return pairs;
}
