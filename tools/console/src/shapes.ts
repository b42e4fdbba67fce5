/** What the server of the console and its pages exchange, as JSON. */

/** Header fields by name, in the order in which they were sent. */
export type HeaderFields = readonly (readonly [name: string, value: string])[];

/** A request and its answer as they were on the wire; only the access token is shortened. */
export interface ShownExchange {
  /** `X-Request-ID`, by which the log and the audit trail name it. */
  readonly requestId: string;
  /** Client id of the caller. */
  readonly actor: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: HeaderFields;
  readonly requestBody: string;
  /** Absent if no answer came. */
  readonly status?: number;
  readonly statusText?: string;
  readonly responseHeaders: HeaderFields;
  readonly responseBody: string;
  /** Why no answer came. */
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
  /** What the caller should do, where the catalogue of errors says so. */
  readonly remedy?: string;
  /** From 1. */
  readonly line?: number;
}

export interface ShownChange {
  readonly kind: string;
  readonly expression: string;
  readonly before?: string;
  readonly after?: string;
}

/** A line of a list of appointments. */
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
  /** From the version before. */
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

/** What became of an action. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly title: string;
  readonly text: string;
  readonly issues: readonly ShownIssue[];
  readonly changes: readonly ShownChange[];
}

/** Shell commands that do the same with the client. */
export interface ClientCommands {
  readonly checkout: string;
  readonly installed: string;
}

export interface Result extends Outcome {
  readonly exchanges: readonly ShownExchange[];
  /** The same with the command line of the client. */
  readonly commands?: ClientCommands;
  /** Why the command line cannot do it. */
  readonly noCommand?: string;
  readonly found?: readonly Entry[];
  readonly opened?: Opened;
  /** Of a hard case: what each party of it got. */
  readonly parts?: readonly (Outcome & { readonly actor: string })[];
  /** The appointment that it was about. */
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

/** What is edited, and all that is needed to bring the other views to it. */
export type DraftEdit =
  | { readonly from: "json" | "xml"; readonly text: string }
  | { readonly from: "form"; readonly fields: DraftFields; readonly json: string };

/** The same appointment in each view; a view that could not be made is absent. */
export interface Draft {
  readonly valid: boolean;
  readonly fields?: DraftFields;
  readonly json?: string;
  readonly xml?: string;
  /** `line` is in the JSON, or in the XML where that was edited. */
  readonly issues: readonly (ShownIssue & { readonly field?: DraftField })[];
}

/** A request that the registry answered, from its log. */
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

/** What a page needs before its first action. */
export interface InitialState {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly patients: readonly { readonly nhsNumber: string; readonly label: string }[];
  /** URL at the provider of the contract's sample, which lies in the past. */
  readonly pastUrl: string;
  readonly cases: readonly CaseInfo[];
}
