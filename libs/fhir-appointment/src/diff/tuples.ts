export interface Tuple {
  readonly numbers: readonly number[];
  readonly id: number;
  /** Another tuple with the same hash. */
  readonly next: Tuple | undefined;
}

/**
 * Assigns ids to lists of numbers. Equal lists get the same id. This is cheaper than using texts as the keys of a map.
 */
export class Tuples {
  private readonly byHash = new Map<number, Tuple>();
  constructor(private readonly newId: () => number) {}

  intern(numbers: readonly number[]): Tuple {
    let hash = numbers.length;
    for (const number of numbers) {
      hash = Math.imul(hash ^ number, FACTOR);
      hash ^= hash >>> 15;
    }
    const first = this.byHash.get(hash);
    for (let tuple = first; tuple !== undefined; tuple = tuple.next) if (areEqual(tuple.numbers, numbers)) return tuple;
    const made = { numbers, id: this.newId(), next: first };
    this.byHash.set(hash, made);
    return made;
  }
}

/** Odd and different in each process, so that nobody can choose lists that share a hash. */
const FACTOR = Math.floor(Math.random() * 0x3fffffff) * 4 + 0x10000005;

function areEqual(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
