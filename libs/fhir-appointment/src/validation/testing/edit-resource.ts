type Shape = Record<string, unknown>;
export type ResourceEdit = (resource: Shape) => void;

/** Splits `participant[0].actor` into the steps of the JSON shape. */
export const toSteps = (path: string): (string | number)[] =>
  path.split(/[.[\]]+/).flatMap((step) => (step === "" ? [] : [/^\d+$/.test(step) ? Number(step) : step]));

function holder(resource: Shape, path: string): [Shape, string] {
  const steps = toSteps(path);
  const last = steps.pop();
  let at: unknown = resource;
  for (const step of steps) at = (at as Shape)[step];
  if (typeof at !== "object" || at === null) throw new Error(`Nothing holds ${path}`);
  return [at as Shape, String(last)];
}

/** Sets the value of an element, whether it had one or not. */
export const set =
  (path: string, value: unknown): ResourceEdit =>
  (resource) => {
    const [fields, name] = holder(resource, path);
    fields[name] = value;
  };

/** Removes an existing element; removing an item of a list leaves no gap. */
export const drop =
  (path: string): ResourceEdit =>
  (resource) => {
    const [fields, name] = holder(resource, path);
    if (!(name in fields)) throw new Error(`There is no ${path}`);
    if (Array.isArray(fields)) fields.splice(Number(name), 1);
    else Reflect.deleteProperty(fields, name);
  };

/** Adds an item to a list, or creates the list with it. */
export const append =
  (path: string, item: unknown): ResourceEdit =>
  (resource) => {
    const [fields, name] = holder(resource, path);
    fields[name] = [...((fields[name] as unknown[] | undefined) ?? []), item];
  };

export const all =
  (...mutations: readonly ResourceEdit[]): ResourceEdit =>
  (resource) => {
    for (const each of mutations) each(resource);
  };
