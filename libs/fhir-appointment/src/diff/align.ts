import { longestRun } from "../model/longest-run.js";

/** Which repeats of `before` and `after` belong together, as indexes. */
export interface Alignment {
  /** Belong together, whether equal or not, in the order of both. */
  readonly kept: readonly Pair[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** Equal, but at another place in the order. */
  readonly moved: readonly Pair[];
}

export type Pair = readonly [before: number, after: number];

/** What an alignment needs to know of the repeats. */
export interface RepeatedElement {
  readonly before: number;
  readonly after: number;
  same(before: number, after: number): boolean;
  /** Numbers that equal items have in common, and different ones do not. */
  beforeId(index: number): number;
  afterId(index: number): number;
  /** 0 (nothing alike) to 1 (equal). */
  similarity(before: number, after: number): number;
  /** Comparisons that a similarity with this item costs; 0 where different items have nothing in common at all. */
  beforeSize(index: number): number;
}

/** How much may be compared in pairs: one budget for all alignments of a comparison, so that nested repeats do not multiply. */
export class Budget {
  constructor(private left: number) {}

  /** True, and spent, where that much is left. */
  spend(work: number): boolean {
    if (work > this.left) return false;
    this.left -= work;
    return true;
  }
}

/** Items with nothing in common still pair up between others: a replaced item is a change of that item. */
const ANY_PAIR = 0.001;

/** Of two items of which one must have moved, the one that did not change its index stays. */
const AT_ITS_PLACE = 1.001;

/**
 * Aligns repeats, so that few changes say what changed. Equal items in the same order are kept; an equal item at another
 * place has moved; between those, items pair up in order by how alike they are; what is left was removed or added. Where the
 * budget does not suffice, the longest run of equal items is kept and the rest pairs up by position.
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

/** What is between equal ends: adds to `kept`, returns what has moved. */
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

/** Items without a partner, by index, with their ids. */
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

/** Each item with the first equal one that is left on the other side. */
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

/** The most of the pairs, ordered on the left, that are in order on the right as well. */
const inOrder = (pairs: readonly Pair[]): Pair[] =>
  longestRun(pairs.map(([, right]) => right)).map((at) => pairs[at] as Pair);

/** The pairs, in the order of both, with the greatest sum of scores; those that score nothing are left out. */
function bestPairs(
  rows: readonly number[],
  columns: readonly number[],
  score: (row: number, column: number) => number,
): Pair[] {
  // best[i][j]: the most that row i and column j onwards can score.
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
