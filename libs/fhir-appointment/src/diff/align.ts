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

/** Above this many pairs the middle is aligned by position: the work for a hostile body stays bounded. */
const MOST_PAIRS = 10_000;

/** One equal item outweighs any two pairs of items that are merely alike. */
const EQUAL = 2;
/** Items with nothing in common still pair up in a gap: a replaced item is a change of that item. */
const ANY_PAIR = 0.001;

/**
 * Aligns repeats in order, so that what changed is said with few words: equal items stay together, then items that are most
 * alike; what is left was removed or added; an item that was removed here and added there has moved.
 */
export function align(before: number, after: number, similarity: Similarity): Alignment {
  let head = 0;
  while (head < before && head < after && similarity(head, head) === 1) head++;
  let tail = 0;
  while (tail < before - head && tail < after - head && similarity(before - 1 - tail, after - 1 - tail) === 1) tail++;

  const kept: [number, number][] = [];
  for (let i = 0; i < head; i++) kept.push([i, i]);
  const middle = alignMiddle(head, before - head - tail, after - head - tail, similarity);
  kept.push(...middle.kept);
  for (let i = tail; i > 0; i--) kept.push([before - i, after - i]);

  const removed = new Set(middle.removed);
  const added = new Set(middle.added);
  const moved: [number, number][] = [];
  if (removed.size * added.size <= MOST_PAIRS)
    for (const i of middle.removed)
      for (const j of added)
        if (similarity(i, j) === 1) {
          moved.push([i, j]);
          removed.delete(i);
          added.delete(j);
          break;
        }
  return { kept, removed: [...removed], added: [...added], moved };
}

type Middle = { kept: [number, number][]; removed: number[]; added: number[] };

function alignMiddle(offset: number, rows: number, columns: number, similarity: Similarity): Middle {
  if (rows * columns > MOST_PAIRS) return byPosition(offset, rows, columns);
  // best[i][j]: the score of the best alignment of what is left from row i and column j on.
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const pair = new Float64Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--) {
      const alike = similarity(offset + i, offset + j);
      const score = (alike === 1 ? EQUAL : ANY_PAIR + alike * 0.99) + (best[(i + 1) * width + j + 1] as number);
      pair[i * width + j] = score;
      best[i * width + j] = Math.max(score, best[(i + 1) * width + j] as number, best[i * width + j + 1] as number);
    }
  const result: Middle = { kept: [], removed: [], added: [] };
  let i = 0;
  let j = 0;
  while (i < rows && j < columns) {
    const here = best[i * width + j] as number;
    if (here === pair[i * width + j]) result.kept.push([offset + i++, offset + j++]);
    else if (here === best[(i + 1) * width + j]) result.removed.push(offset + i++);
    else result.added.push(offset + j++);
  }
  while (i < rows) result.removed.push(offset + i++);
  while (j < columns) result.added.push(offset + j++);
  return result;
}

function byPosition(offset: number, rows: number, columns: number): Middle {
  const common = Math.min(rows, columns);
  return {
    kept: Array.from({ length: common }, (_, i) => [offset + i, offset + i]),
    removed: Array.from({ length: rows - common }, (_, i) => offset + common + i),
    added: Array.from({ length: columns - common }, (_, i) => offset + common + i),
  };
}
