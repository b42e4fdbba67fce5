import type { Change } from "./change.js";
import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { elementBeside, repeatsIn } from "./elements.js";
import type { ElementValue } from "./elements.js";

/**
 * Applies `changes` to a resource: `apply(before, diff(before, after))` equals `after`. `before` is not modified. The
 * result may share unchanged parts with it and with the changes.
 *
 * @example
 * ```ts
 * const after = { ...entry, comment: "Bring the letter." };
 * assert.deepEqual(apply(entry, diff(entry, after)), after);
 * ```
 */
export function apply<R extends object>(before: R, changes: readonly Change[]): R {
  const whole = changes.find(({ path }) => path.length === 0);
  if (whole !== undefined) return whole.after as R;
  return applyToFields(before as Fields, planChanges(changes)) as R;
}

/** The changes of one element, grouped by the next step of their paths. */
interface Plan {
  /** A change of the element itself. */
  own?: Change;
  readonly children: Map<string | number, Plan>;
  /** Changes to its list of items: added, removed and moved ones. */
  readonly items: Change[];
}

const newPlan = (): Plan => ({ children: new Map(), items: [] });

function planChanges(changes: readonly Change[]): Plan {
  const root = newPlan();
  for (const change of changes) {
    const last = change.path.at(-1) as string | number;
    const isItem = typeof last === "number" && change.kind !== "changed";
    let plan = root;
    for (const step of isItem ? change.path.slice(0, -1) : change.path) {
      let next = plan.children.get(step);
      if (next === undefined) plan.children.set(step, (next = newPlan()));
      plan = next;
    }
    if (isItem) plan.items.push(change);
    else plan.own = change;
  }
  return root;
}

function applyToFields(fields: Fields, plan: Plan): Fields {
  const result = new Map(Object.entries(fields));
  const put = (key: string, value: unknown) => (value === undefined ? result.delete(key) : result.set(key, value));
  for (const [key, child] of plan.children) {
    const name = String(key);
    const held = { value: result.get(name) ?? undefined, beside: elementBeside(result.get(`_${name}`)) };
    const repeats = child.items.length > 0 || [...child.children.keys()].some((step) => typeof step === "number");
    const next = repeats ? joined(applyToItems(repeatsIn(held), child)) : applyToHeld(held, child);
    if (typeof child.own?.from === "string") {
      put(child.own.from, undefined);
      put(`_${child.own.from}`, undefined);
    }
    put(name, next.value);
    put(`_${name}`, next.beside);
  }
  return Object.fromEntries(result);
}

function applyToHeld(held: ElementValue, { own, children }: Plan): ElementValue {
  let { value, beside } = held;
  if (own !== undefined) {
    value = own.after;
    // A primitive of which only the value changed keeps its id and extensions, except for their own changes.
    const isValueAlone = own.kind === "changed" && own.beforeElement === undefined && own.afterElement === undefined;
    if (!isValueAlone || typeof own.from === "string") beside = own.afterElement;
  }
  if (children.size === 0) return { value, beside };
  const plan: Plan = { children, items: [] };
  if (isFields(value)) return { value: applyToFields(value, plan), beside };
  return { value, beside: elementBeside(applyToFields(isFields(beside) ? beside : {}, plan)) };
}

function applyToItems(before: readonly ElementValue[], { items, children }: Plan): ElementValue[] {
  const left = new Set<number>();
  const placed = new Map<number, ElementValue>();
  for (const change of items) {
    const position = change.path.at(-1) as number;
    if (change.kind === "removed") left.add(position);
    else placed.set(position, { value: change.after, beside: change.afterElement });
    if (change.kind === "moved") left.add(change.from as number);
  }
  const kept = before.filter((_, index) => !left.has(index)).values();
  const result: ElementValue[] = [];
  for (let next = kept.next(); ;) {
    const here = placed.get(result.length);
    if (here !== undefined) {
      placed.delete(result.length);
      result.push(here);
    } else if (!next.done) {
      result.push(next.value);
      next = kept.next();
    } else break;
  }
  // If sets contain an item twice, there may be fewer places than positions.
  for (const item of placed.values()) result.push(item);
  for (const [index, plan] of children) {
    const held = result[index as number];
    if (held !== undefined) result[index as number] = applyToHeld(held, plan);
  }
  return result;
}

/**
 * Joins items into `name` and `_name`. FHIR JSON aligns the two with nulls, and omits the one that would hold only
 * nulls.
 */
function joined(items: readonly ElementValue[]): ElementValue {
  const column = (of: (item: ElementValue) => unknown) =>
    items.some((item) => of(item) != null) ? items.map((item) => of(item) ?? null) : undefined;
  return { value: column(({ value }) => value), beside: column(({ beside }) => beside) };
}
