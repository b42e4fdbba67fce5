import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import type { StoredVersion } from "../store/store.js";

/** What a handler did: the answer, and what audit trail and log record of it. */
export interface Served {
  readonly response: ResponseObject;
  /** The Appointment that was read or written; absent where the interaction is not about one. */
  readonly id?: string;
  readonly version?: number;
  /** Was a version made? */
  readonly wrote: boolean;
}

export type Handler = (request: Request, h: ResponseToolkit) => Served | Promise<Served>;

/** Served without writing, and not one Appointment. */
export function served(response: ResponseObject): Served {
  return { response, wrote: false };
}

/** Served one version of one Appointment. */
export function servedVersion({ id, version }: StoredVersion, response: ResponseObject, wrote = false): Served {
  return { response, id, version, wrote };
}
