import type { RequirementId } from "@appointment-registry/conformance";
import type { ProxiedResponse, ProxiedRequest, Fault, Next } from "../mutant-proxy.js";

export interface Mutant {
  /** The fault, in a few words. */
  readonly name: string;
  /** The requirements that a run must report as not met. Others may be not met as well. */
  readonly breaks: readonly RequirementId[];
  /** Requirements that a run cannot test, and must not report as met. */
  readonly hides?: readonly RequirementId[];
  readonly fault?: Fault;
  readonly anyCertificate?: boolean;
}

/** Inputs of faults that a caller does not have. */
export interface MutantInputs {
  /** A token that grants everything. */
  readonly token: () => string;
  /** The file that the kit reads as the registry's log. */
  readonly logFile: () => string;
}

export type Json = Record<string, unknown>;

export const answers =
  (change: (answer: ProxiedResponse, asked: ProxiedRequest) => ProxiedResponse): Fault =>
  async (asked, next) =>
    change(await next(asked), asked);

export const asks =
  (change: (asked: ProxiedRequest) => ProxiedRequest): Fault =>
  (asked, next) =>
    next(change(asked));

export const without =
  (...names: string[]) =>
  <T extends { readonly headers: Readonly<Record<string, string>> }>(message: T): T => ({
    ...message,
    headers: Object.fromEntries(Object.entries(message.headers).filter(([name]) => !names.includes(name))),
  });

export const withHeader = <T extends { readonly headers: Readonly<Record<string, string>> }>(
  message: T,
  name: string,
  change: (value: string) => string,
): T => {
  const value = message.headers[name];
  return value === undefined ? message : { ...message, headers: { ...message.headers, [name]: change(value) } };
};

export const status = (from: number, to: number, when: (asked: ProxiedRequest) => boolean = () => true): Fault =>
  answers((answer, asked) => (answer.status === from && when(asked) ? { ...answer, status: to } : answer));

/** Changes bodies that are JSON of this type. */
export const bodies = (
  type: string,
  change: (resource: Json, asked: ProxiedRequest, answer: ProxiedResponse) => Json | undefined,
): Fault =>
  answers((answer, asked) => {
    const resource = jsonOf(answer.body);
    if (resource?.["resourceType"] !== type) return answer;
    const changed = change(resource, asked, answer);
    return { ...answer, body: changed === undefined ? "" : JSON.stringify(changed) };
  });

export function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export const isPut = ({ method }: ProxiedRequest) => method === "PUT";
export const isCreate = ({ method, path }: ProxiedRequest) => method === "POST" && /^\/Appointment(\?|$)/.test(path);
export const isSearch = ({ method, path }: ProxiedRequest) =>
  (method === "GET" && /^\/Appointment\?/.test(path)) || path.startsWith("/Appointment/_search");
export const isPutToVersion = (asked: ProxiedRequest) => isPut(asked) && asked.path.includes("/_history/");
export const isVread = ({ method, path }: ProxiedRequest) => method === "GET" && /\/_history\/[^/]+$/.test(path);
export const entryPath = (path: string) => /^\/Appointment\/[^/?]+/.exec(path)?.[0] ?? path;
export const unversioned = (url: string) => url.replace(/\/_history\/[^/]+$/, "");

/** Retrieves the current version of the entry that a PUT addresses. */
export const currentOf = (asked: ProxiedRequest, next: Next): Promise<ProxiedResponse> =>
  next({
    ...asked,
    method: "GET",
    path: entryPath(asked.path),
    headers: { ...asked.headers, accept: asked.headers["content-type"] ?? "" },
    body: "",
  });

export const etagOf = (answer: ProxiedResponse) => answer.headers["etag"] ?? "";

export const tokenPart = (asked: ProxiedRequest, index: number): Json | undefined => {
  const part = (asked.headers["authorization"] ?? "").replace("Bearer ", "").split(".")[index] ?? "";
  return jsonOf(Buffer.from(part, "base64url").toString("utf8"));
};

export const entriesOf = (bundle: Json) => (bundle["entry"] ?? []) as Json[];

/** Refuses a request with this status but executes it anyway. */
export const keeping =
  (
    refused: number,
    when: (asked: ProxiedRequest) => boolean,
    mended: (asked: ProxiedRequest) => ProxiedRequest,
  ): Fault =>
  async (asked, next) => {
    const answer = await next(asked);
    if (answer.status === refused && when(asked)) await next(mended(asked));
    return answer;
  };
