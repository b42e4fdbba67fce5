import type { InteractionName } from "./interactions.js";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "OPTIONS";
  /** Path below the FHIR base. */
  readonly path: string;
  readonly interaction: InteractionName;
}

const route = (method: Route["method"], path: string, interaction: InteractionName): Route => ({
  method,
  path,
  interaction,
});

/** All routes of the registry. Any other method of these paths is answered with 405, any other path with 404. */
export const ROUTES: readonly Route[] = [
  route("POST", "/Appointment", "create"),
  route("GET", "/Appointment", "search"),
  route("POST", "/Appointment/_search", "searchForm"),
  route("GET", "/Appointment/{id}", "read"),
  route("PUT", "/Appointment/{id}", "update"),
  route("GET", "/Appointment/{id}/_history", "history"),
  route("GET", "/Appointment/{id}/_history/{vid}", "vread"),
  route("PUT", "/Appointment/{id}/_history/{vid}", "update"),
  route("POST", "/Appointment/$validate", "validateCreate"),
  route("POST", "/Appointment/{id}/$validate", "validateUpdate"),
  route("GET", "/metadata", "capabilities"),
  route("OPTIONS", "/", "capabilities"),
];

export const PATHS: readonly string[] = [...new Set(ROUTES.map(({ path }) => path))];

/** Returns the value of `Allow` for a path (RFC 9110, 10.2.1). */
export function allowedMethods(path: string): string {
  const methods = ROUTES.filter((each) => each.path === path).flatMap(({ method }) =>
    method === "GET" ? ["GET", "HEAD"] : [method],
  );
  return [...new Set([...methods, "OPTIONS"])].join(", ");
}
