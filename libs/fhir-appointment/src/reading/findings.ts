import type { Issue, IssueType } from "../issue.js";
import { toExpression, toLocation, toSteps } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import type { Position } from "./positions.js";

/** More than anyone reads; a hostile document could have millions. */
const MOST = 500;

interface Finding {
  readonly place: ModelPlace;
  readonly rule: string;
  readonly code: IssueType;
  readonly message: string;
  readonly at: Position | undefined;
}

/** What is wrong with a document, in the order in which it was found. */
export class Findings {
  /** How many there were beyond those that are kept. */
  more = 0;
  private readonly kept: Finding[] = [];

  readonly add = (place: ModelPlace, rule: string, code: IssueType, message: string, at?: Position): void => {
    if (this.kept.length < MOST) this.kept.push({ place, rule, code, message, at });
    else this.more += 1;
  };

  get some(): boolean {
    return this.kept.length > 0;
  }

  /** `positions` is called only where a finding has none of its own: it costs a second reading. */
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

/** The places of which positions are wanted, with all that is around them. */
export class Wanted {
  private readonly keys = new Set<string>();
  /** Most steps of a document are none of these: they need not be joined to be looked up. */
  private readonly last = new Set<string | number | undefined>();

  constructor(places: readonly ModelPlace[]) {
    for (const place of places)
      for (let step: ModelPlace | undefined = place; step !== undefined; step = step.parent) {
        const steps = toSteps(step);
        this.keys.add(toKey(steps));
        this.last.add(steps.at(-1));
      }
  }

  /** The key of the place that the steps lead to, where it is wanted. */
  keyOf(steps: readonly (string | number)[]): string | undefined {
    if (!this.last.has(steps.at(-1))) return undefined;
    const key = toKey(steps);
    return this.keys.has(key) ? key : undefined;
  }
}

/** The position of a place, or of what it is missing from. */
function nearest(known: ReadonlyMap<string, Position>, place: ModelPlace): Position | undefined {
  for (let step: ModelPlace | undefined = place; step !== undefined; step = step.parent) {
    const at = known.get(toKey(toSteps(step)));
    if (at !== undefined) return at;
  }
  return undefined;
}

/** Steps through the JSON shape as the key of a map. */
export const toKey = (steps: readonly (string | number)[]): string => steps.join("\n");
