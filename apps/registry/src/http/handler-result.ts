import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import type { StoredVersion } from "../store/store.js";

/** Outcome of a handler: the response, and the facts for audit trail and log. */
export interface HandlerResult {
  readonly response: ResponseObject;
  /** The Appointment that was read or written; absent if the interaction does not concern one. */
  readonly id?: string;
  readonly version?: number;
  /** True if a version was created. */
  readonly wrote: boolean;
}

export type Handler = (request: Request, h: ResponseToolkit) => HandlerResult | Promise<HandlerResult>;

/** The result of a request that wrote nothing and does not concern one Appointment. */
export function handlerResult(response: ResponseObject): HandlerResult {
  return { response, wrote: false };
}

/** The result of a request that concerns one version of one Appointment. */
export function versionResult({ id, version }: StoredVersion, response: ResponseObject, wrote = false): HandlerResult {
  return { response, id, version, wrote };
}
