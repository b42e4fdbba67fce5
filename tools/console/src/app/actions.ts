import type { Draft, DraftEdit, DraftField, Result, ShownExchange, TrailCheck, InitialState } from "../shapes.js";
import { call, hasSession } from "./api.js";
import { current, drawn, update } from "./state.js";
import type { Route, State, Step } from "./state.js";

export async function welcome(): Promise<void> {
  if (!hasSession()) {
    update({ fault: "The session is missing: open the address that `npm start` printed." });
    return;
  }
  const answer = await call<InitialState>("/welcome");
  if (answer === undefined) return;
  const nhsNumber = current().search.nhsNumber || (answer.patients[0]?.nhsNumber ?? "");
  update({ welcome: answer, fault: undefined, search: { ...current().search, nhsNumber } });
  await enter(current().route);
}

/** Loads the data of a page. */
export async function enter(route: Route): Promise<void> {
  if (current().welcome === undefined) return;
  if (route.page === "appointments") await find();
  if (route.page === "appointment") await open(route.id);
  if (route.page === "register" && current().draft.json === "") await newDraft();
}

export async function find(): Promise<void> {
  const { by, nhsNumber, providerUrl } = current().search;
  update({ found: undefined });
  if ((by === "patient" ? nhsNumber : providerUrl) === "") return;
  const result = await act("/find", by === "patient" ? { nhsNumber } : { providerUrl });
  if (result !== undefined) update({ found: result.found });
}

export async function open(id: string): Promise<void> {
  update({ opened: undefined });
  const result = await act("/open", { id });
  update({ opened: result?.opened });
}

export async function cancel(id: string, to: "cancelled" | "entered-in-error"): Promise<void> {
  update({ confirming: undefined });
  const result = await act("/cancel", { id, to });
  if (result === undefined) return;
  await drawn();
  document.getElementById("outcome")?.focus();
  // The page first shows the request of the cancellation, and then the registry's current entry.
  const after = await call<Result>("/open", { id });
  if (after?.opened?.id === current().opened?.id) update({ opened: after?.opened });
}

export async function register(): Promise<void> {
  await act("/register", { json: current().draft.json });
}

export async function newDraft(): Promise<void> {
  const { search } = current();
  const draft = await call<Draft>("/draft/new", { nhsNumber: search.nhsNumber });
  if (draft !== undefined) update({ draft: { ...current().draft, edited: "json", ...draft }, result: undefined });
}

export function editField(field: DraftField, value: string): void {
  const { draft } = current();
  const fields = { ...draft.fields, [field]: value };
  update({ draft: { ...draft, fields, edited: "json" } });
  void check(() => ({ from: "form", fields: current().draft.fields, json: current().draft.json }));
}

export function editText(from: "json" | "xml", text: string): void {
  update({ draft: { ...current().draft, [from]: text, edited: from } });
  void check(() => ({ from, text: current().draft[from] }));
}

let checking = false;
let pending: (() => DraftEdit) | undefined;

/** Runs one check at a time. Text that is typed during a check is checked after it. */
async function check(edit: () => DraftEdit): Promise<void> {
  pending = edit;
  if (checking) return;
  checking = true;
  while (pending !== undefined) {
    const next: () => DraftEdit = pending;
    pending = undefined;
    const draft = await call<Draft>("/draft", next());
    // An answer to an older text must not replace the current input.
    if (draft !== undefined && pending === undefined) update({ draft: { ...current().draft, ...draft } });
  }
  checking = false;
}

export async function play(name: string): Promise<void> {
  if (current().playing !== undefined) return;
  update({ playing: name, steps: [] });
  const result = await act("/case", { name });
  update({ playing: undefined });
  // The last events may not have arrived yet.
  if (result !== undefined) update({ steps: result.exchanges.map(getStep) });
}

const getStep = ({ actor, method, url, status = 0, milliseconds }: ShownExchange): Step => ({
  actor,
  method,
  path: new URL(url).pathname,
  status,
  milliseconds,
});

export async function verifyTrail(): Promise<void> {
  update({ busy: true, trail: undefined });
  const trail = await call<TrailCheck>("/trail");
  update({ busy: false, trail, announced: trail?.unchanged === true ? "The trail is unchanged" : "" });
}

let latest = 0;

/** Abandons the action in progress, since its result belongs to a page that the user has left. */
export function abandon(): void {
  latest += 1;
  update({ busy: false });
}

/** Shows and returns the result of an action, or returns `undefined` if another one has begun. */
async function act(path: string, body: object): Promise<Result | undefined> {
  const own = (latest += 1);
  update({ busy: true, result: undefined });
  const result = await call<Result>(path, body);
  if (own !== latest) return undefined;
  const said: Partial<State> = result === undefined ? {} : { announced: `${result.title}. ${result.text}` };
  update({ busy: false, result, ...said });
  return result;
}
