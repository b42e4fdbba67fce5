import { longestRun } from "../model/longest-run.js";

/** The correspondence between the repeats of `before` and `after`, as indexes. */
export interface Alignment {
  /** Corresponding items, equal or not, in the order of both lists. */
  readonly kept: readonly Pair[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** Equal items at a different place in the order. */
  readonly moved: readonly Pair[];
}

export type Pair = readonly [before: number, after: number];

/** The properties of the repeats that an alignment uses. */
export interface RepeatedElement {
  readonly before: number;
  readonly after: number;
  same(before: number, after: number): boolean;
  /** Returns a number that is the same for equal items and differs for different ones. */
  beforeId(index: number): number;
  afterId(index: number): number;
  /** Returns a similarity from 0 (nothing in common) to 1 (equal). */
  similarity(before: number, after: number): number;
  /**
   * Returns the cost, in comparisons, of a similarity with this item; 0 if different items never have anything in
   * common.
   */
  beforeSize(index: number): number;
}

/**
 * The number of pairs that may be compared. All alignments of a comparison share one budget, so that nested repeats do
 * not multiply the cost.
 */
export class Budget {
  constructor(private left: number) {}

  /** Spends the amount and returns true if that much is left. */
  spend(work: number): boolean {
    if (work > this.left) return false;
    this.left -= work;
    return true;
  }
}

/**
 * Score of items with nothing in common. They still pair up between others: a replaced item is a change of that item.
 */
const ANY_PAIR = 0.001;

/**
 * Score of equal items at the same index. If one of two items must have moved, the one with the unchanged index stays.
 */
const AT_ITS_PLACE = 1.001;

/**
 * Aligns repeats so that the number of reported changes is small. Equal items in the same order are kept, and an equal
 * item at a different place has moved. Between those, items pair up in order by their similarity. The remaining items
 * were removed or added. If the budget is insufficient, the longest run of equal items is kept and the rest pairs up by
 * position.
 */
export function align(items: RepeatedElement, budget: Budget): Alignment {
  const { before, after } = items;
  let head = 0;
  while (head < before && head < after && items.same(head, head)) head++;
  let tail = 0;
  while (tail < before - head && tail < after - head && items.same(before - 1 - tail, after - 1 - tail)) tail++;

  const kept: Pair[] = [];
  for (let i = 0; i < head; i++) kept.push([i, i]);
  const moved = alignMiddle(items, range(head, before - tail), range(head, after - tail), budget, kept);
  for (let i = tail; i > 0; i--) kept.push([before - i, after - i]);
  const isPaired = { before: new Uint8Array(before), after: new Uint8Array(after) };
  for (const pairs of [kept, moved]) for (const [i, j] of pairs) isPaired.before[i] = isPaired.after[j] = 1;
  return {
    kept,
    removed: range(0, before).filter((i) => isPaired.before[i] === 0),
    added: range(0, after).filter((j) => isPaired.after[j] === 0),
    moved,
  };
}

/** Aligns the items between equal ends. Adds pairs to `kept` and returns the moved ones. */
function alignMiddle(
  items: RepeatedElement,
  rows: readonly number[],
  columns: readonly number[],
  budget: Budget,
  kept: Pair[],
): Pair[] {
  if (rows.length === 0 || columns.length === 0) return [];
  if (rows.length === 1 && columns.length === 1) {
    kept.push([rows[0] as number, columns[0] as number]);
    return [];
  }
  const left = new Unpaired(rows, (i) => items.beforeId(i));
  const right = new Unpaired(columns, (j) => items.afterId(j));
  if (!left.hasIdOf(right)) {
    for (const pair of pairGap(items, rows, columns, budget)) kept.push(pair);
    return [];
  }
  const equal = budget.spend(rows.length * columns.length)
    ? bestPairs(rows, columns, (i, j) => (left.id(i) === right.id(j) ? (i === j ? AT_ITS_PLACE : 1) : 0))
    : inOrder(pairsOfEqual(left, right));
  removePairs(left, right, equal);
  const moved = pairsOfEqual(left, right);
  removePairs(left, right, moved);
  const [otherRows, otherColumns] = [left.indexes(), right.indexes()];
  let [row, column] = [0, 0];
  const pairUpTo = (i: number, j: number): void => {
    const [fromRow, fromColumn] = [row, column];
    while ((otherRows[row] ?? i) < i) row++;
    while ((otherColumns[column] ?? j) < j) column++;
    for (const pair of pairGap(items, otherRows.slice(fromRow, row), otherColumns.slice(fromColumn, column), budget))
      kept.push(pair);
  };
  for (const [i, j] of equal) {
    pairUpTo(i, j);
    kept.push([i, j]);
  }
  pairUpTo(Infinity, Infinity);
  return moved;
}

/** Unpaired items, by index, with their ids. */
class Unpaired {
  private readonly first: number;
  private readonly ids: (number | undefined)[];

  constructor(indexes: readonly number[], id: (index: number) => number) {
    this.first = indexes[0] as number;
    this.ids = indexes.map(id);
  }

  hasIdOf(other: Unpaired): boolean {
    const ids = new Set(other.ids);
    return this.ids.some((id) => ids.has(id));
  }

  id(index: number): number | undefined {
    return this.ids[index - this.first];
  }

  remove(index: number): void {
    this.ids[index - this.first] = undefined;
  }

  indexes(): number[] {
    const indexes: number[] = [];
    for (let at = 0; at < this.ids.length; at++) if (this.ids[at] !== undefined) indexes.push(at + this.first);
    return indexes;
  }
}

function removePairs(left: Unpaired, right: Unpaired, pairs: readonly Pair[]): void {
  for (const [i, j] of pairs) {
    left.remove(i);
    right.remove(j);
  }
}

function pairGap(items: RepeatedElement, rows: readonly number[], columns: readonly number[], budget: Budget): Pair[] {
  const cost = rows.reduce((sum, i) => sum + items.beforeSize(i), 0);
  if (cost > 0 && budget.spend(cost * columns.length))
    return bestPairs(rows, columns, (i, j) => ANY_PAIR + items.similarity(i, j));
  return rows.slice(0, columns.length).map((i, at) => [i, columns[at] as number]);
}

function range(from: number, to: number): number[] {
  const numbers: number[] = [];
  for (let i = from; i < to; i++) numbers.push(i);
  return numbers;
}

/** Pairs each item with the first equal one that remains on the other side. */
function pairsOfEqual(left: Unpaired, right: Unpaired): Pair[] {
  const byId = new Map<number, number[]>();
  for (const i of left.indexes()) byId.set(left.id(i) as number, []);
  for (const j of right.indexes().reverse()) byId.get(right.id(j) as number)?.push(j);
  const pairs: Pair[] = [];
  for (const i of left.indexes()) {
    const j = byId.get(left.id(i) as number)?.pop();
    if (j !== undefined) pairs.push([i, j]);
  }
  return pairs;
}

/** Returns the largest subset of the pairs, ordered on the left, that is also in order on the right. */
const inOrder = (pairs: readonly Pair[]): Pair[] =>
  longestRun(pairs.map(([, right]) => right)).map((at) => pairs[at] as Pair);

/** Returns the pairs, in the order of both lists, with the greatest sum of scores. Pairs with score 0 are left out. */
function bestPairs(
  rows: readonly number[],
  columns: readonly number[],
  score: (row: number, column: number) => number,
): Pair[] {
  // best[i][j]: the maximum score of the rows from i and the columns from j onwards.
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
