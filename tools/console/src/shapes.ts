/** JSON messages between the console's server and its pages. */

/** Header fields by name, in the order in which they were sent. */
export type HeaderFields = readonly (readonly [name: string, value: string])[];

/** A request and its answer as they were sent. Only the access token is shortened. */
export interface ShownExchange {
  /** `X-Request-ID`, which identifies it in the log and the audit trail. */
  readonly requestId: string;
  /** Client id of the caller. */
  readonly actor: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: HeaderFields;
  readonly requestBody: string;
  /** Absent if there was no answer. */
  readonly status?: number;
  readonly statusText?: string;
  readonly responseHeaders: HeaderFields;
  readonly responseBody: string;
  /** The reason why there was no answer. */
  readonly error?: string;
  readonly milliseconds: number;
  /** Shell commands that send the same request. */
  readonly curl: string;
}

export interface ShownIssue {
  readonly severity: string;
  readonly rule: string;
  readonly message: string;
  readonly expression?: string;
  /** Advice to the caller, if the error catalogue has one. */
  readonly remedy?: string;
  /** Line number, from 1. */
  readonly line?: number;
}

export interface ShownChange {
  readonly kind: string;
  readonly expression: string;
  readonly before?: string;
  readonly after?: string;
}

/** A row in a list of appointments. */
export interface Entry {
  readonly id: string;
  readonly status: string;
  readonly start: string;
  readonly end: string;
  readonly nhsNumber: string;
  readonly providerUrl: string;
  readonly group: "upcoming" | "past" | "final";
}

export interface ShownVersion {
  readonly versionId: string;
  readonly method: "POST" | "PUT";
  readonly status: string;
  readonly lastUpdated: string;
  /** Changes from the previous version. */
  readonly changes: readonly ShownChange[];
}

/** An appointment with both of its formats and its history, newest version first. */
export interface Opened extends Entry {
  readonly created: string;
  readonly etag: string;
  readonly json: string;
  readonly xml: string;
  readonly versions: readonly ShownVersion[];
}

export type Verdict = "done" | "refused" | "conflict" | "unknown" | "failed";

/** The outcome of an action. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly title: string;
  readonly text: string;
  readonly issues: readonly ShownIssue[];
  readonly changes: readonly ShownChange[];
}

/** Shell commands with which the client does the same. */
export interface ClientCommands {
  readonly checkout: string;
  readonly installed: string;
}

export interface Result extends Outcome {
  readonly exchanges: readonly ShownExchange[];
  /** The equivalent commands of the client's command line. */
  readonly commands?: ClientCommands;
  /** The reason why the command line has no equivalent. */
  readonly noCommand?: string;
  readonly found?: readonly Entry[];
  readonly opened?: Opened;
  /** For a hard case: the outcome of each party. */
  readonly parts?: readonly (Outcome & { readonly actor: string })[];
  /** Id of the appointment that the action concerned. */
  readonly id?: string;
}

export interface DraftFields {
  readonly nhsNumber: string;
  readonly providerUrl: string;
  readonly start: string;
  readonly end: string;
  readonly created: string;
}
export type DraftField = keyof DraftFields;

/** An edit, with the data that are needed to update the other views. */
export type DraftEdit =
  | { readonly from: "json" | "xml"; readonly text: string }
  | { readonly from: "form"; readonly fields: DraftFields; readonly json: string };

/** The same appointment in each view. A view that cannot be created is absent. */
export interface Draft {
  readonly valid: boolean;
  readonly fields?: DraftFields;
  readonly json?: string;
  readonly xml?: string;
  /** `line` refers to the JSON, or to the XML if that was edited. */
  readonly issues: readonly (ShownIssue & { readonly field?: DraftField })[];
}

/** A request that the registry answered, taken from its log. */
export interface TrafficLine {
  readonly time: string;
  readonly requestId: string;
  readonly client: string;
  readonly method: string;
  readonly route: string;
  readonly interaction: string;
  readonly status: number;
  readonly code: string;
  readonly milliseconds: number;
}

export interface TrailCheck {
  readonly unchanged: boolean;
  readonly records: number;
  readonly end: string;
  readonly faults: readonly string[];
}

export interface CaseInfo {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** Data that a page needs before its first action. */
export interface InitialState {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly patients: readonly { readonly nhsNumber: string; readonly label: string }[];
  /** The provider's URL for the contract's sample, which lies in the past. */
  readonly pastUrl: string;
  readonly cases: readonly CaseInfo[];
}
