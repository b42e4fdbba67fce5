import type {
  Draft,
  DraftField,
  DraftFields,
  Opened,
  Result,
  TrafficLine,
  TrailCheck,
  InitialState,
} from "../shapes.js";

export type Route =
  | { readonly page: "appointments" }
  | { readonly page: "appointment"; readonly id: string }
  | { readonly page: "register" }
  | { readonly page: "cases" }
  | { readonly page: "traffic" };

/** One request of the console to the registry, shown as it happens. */
export interface Step {
  readonly actor: string;
  readonly method: string;
  readonly path: string;
  /** 0 if there was no answer. */
  readonly status: number;
  readonly milliseconds: number;
}

/** The state of the whole page. It is replaced, never mutated. */
export interface State {
  readonly route: Route;
  readonly welcome?: InitialState | undefined;
  /** The reason why the console cannot be used. */
  readonly fault?: string | undefined;
  /** True while an action is in progress. */
  readonly busy: boolean;
  /** The result of the last action on this page. */
  readonly result?: Result | undefined;
  readonly search: { readonly by: "patient" | "provider"; readonly nhsNumber: string; readonly providerUrl: string };
  readonly found?: Result["found"] | undefined;
  readonly opened?: Opened | undefined;
  readonly confirming?: "cancelled" | "entered-in-error" | undefined;
  readonly draft: {
    readonly fields: DraftFields;
    readonly json: string;
    readonly xml: string;
    readonly edited: "json" | "xml";
    readonly valid: boolean;
    readonly issues: Draft["issues"];
  };
  readonly playing?: string | undefined;
  readonly steps: readonly Step[];
  readonly traffic: readonly TrafficLine[];
  readonly connected: boolean;
  readonly filter: { readonly client: string; readonly status: string };
  readonly trail?: TrailCheck | undefined;
  /** Text that screen readers announce. */
  readonly announced: string;
}

export const NO_FIELDS: Readonly<Record<DraftField, string>> = {
  nhsNumber: "",
  providerUrl: "",
  start: "",
  end: "",
  created: "",
};

let state: State = {
  route: { page: "appointments" },
  busy: false,
  search: { by: "patient", nhsNumber: "", providerUrl: "" },
  draft: { fields: NO_FIELDS, json: "", xml: "", edited: "json", valid: false, issues: [] },
  steps: [],
  traffic: [],
  connected: false,
  filter: { client: "", status: "" },
  announced: "",
};
let draw: (state: State) => void = () => undefined;
let planned = false;

export const current = (): State => state;

/** Calls `listener` after state changes, once for all changes of a task. */
export function onChange(listener: (state: State) => void): void {
  draw = listener;
}

export function update(change: Partial<State>): void {
  state = { ...state, ...change };
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    draw(state);
  });
}

/** Resolves when the last change is drawn. */
export const drawn = (): Promise<void> => Promise.resolve();
