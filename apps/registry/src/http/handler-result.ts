import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import type { StoredVersion } from "../store/store.js";

/** What a handler did: the answer, and what audit trail and log record of it. */
export interface HandlerResult {
  readonly response: ResponseObject;
  /** The Appointment that was read or written; absent if the interaction is not about one. */
  readonly id?: string;
  readonly version?: number;
  /** Was a version made? */
  readonly wrote: boolean;
}

export type Handler = (request: Request, h: ResponseToolkit) => HandlerResult | Promise<HandlerResult>;

/** The result of a request that wrote nothing and is not about one Appointment. */
export function handlerResult(response: ResponseObject): HandlerResult {
  return { response, wrote: false };
}

/** The result of a request about one version of one Appointment. */
export function versionResult({ id, version }: StoredVersion, response: ResponseObject, wrote = false): HandlerResult {
  return { response, id, version, wrote };
}
