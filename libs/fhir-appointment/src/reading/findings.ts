import type { Issue, IssueType } from "../issue.js";
import { toExpression, toLocation, toSteps } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import type { Position } from "./positions.js";

/** More findings than anyone reads; a hostile document could have millions. */
const MOST = 500;

interface Finding {
  readonly place: ModelPlace;
  readonly rule: string;
  readonly code: IssueType;
  readonly message: string;
  readonly at: Position | undefined;
}

/** The faults of a document, in the order in which they were found. */
export class Findings {
  /** Number of findings beyond the kept ones. */
  more = 0;
  private readonly kept: Finding[] = [];

  readonly add = (place: ModelPlace, rule: string, code: IssueType, message: string, at?: Position): void => {
    if (this.kept.length < MOST) this.kept.push({ place, rule, code, message, at });
    else this.more += 1;
  };

  get some(): boolean {
    return this.kept.length > 0;
  }

  /**
   * Returns the findings as issues. `positions` is called only if a finding has no position of its own, since it reads
   * the document a second time.
   */
  issues(positions: (wanted: Wanted) => ReadonlyMap<string, Position>): Issue[] {
    const unplaced = this.kept.filter(({ at }) => at === undefined).map(({ place }) => place);
    const known = unplaced.length > 0 ? positions(new Wanted(unplaced)) : new Map<string, Position>();
    return this.kept.map(({ place, rule, code, message, at }) => ({
      severity: "error",
      code,
      rule,
      message,
      expression: toExpression(place),
      location: toLocation(place),
      ...(at ?? nearest(known, place)),
    }));
  }
}

/** The places whose positions are needed, with all elements around them. */
export class Wanted {
  private readonly keys = new Set<string>();
  /** The last steps of all places. Most steps of a document are not among them, and need not be joined for a lookup. */
  private readonly last = new Set<string | number | undefined>();

  constructor(places: readonly ModelPlace[]) {
    for (const place of places)
      for (let step: ModelPlace | undefined = place; step !== undefined; step = step.parent) {
        const steps = toSteps(step);
        this.keys.add(toKey(steps));
        this.last.add(steps.at(-1));
      }
  }

  /** Returns the key of the place to which the steps lead, if its position is needed. */
  keyOf(steps: readonly (string | number)[]): string | undefined {
    if (!this.last.has(steps.at(-1))) return undefined;
    const key = toKey(steps);
    return this.keys.has(key) ? key : undefined;
  }
}

/** Returns the position of a place, or of its nearest ancestor if the place is missing. */
function nearest(known: ReadonlyMap<string, Position>, place: ModelPlace): Position | undefined {
  for (let step: ModelPlace | undefined = place; step !== undefined; step = step.parent) {
    const at = known.get(toKey(toSteps(step)));
    if (at !== undefined) return at;
  }
  return undefined;
}

/** Joins steps through the JSON shape into a map key. */
export const toKey = (steps: readonly (string | number)[]): string => steps.join("\n");
