import type { paths } from "./generated/contract.js";
import type { Message } from "./transport/transport.js";

type Verb = "get" | "post" | "put";

/** The paths of the contract that support this method. */
type PathWith<Method extends Verb> = {
  [Path in keyof paths]: paths[Path] extends Record<Method, { parameters: unknown }> ? Path : never;
}[keyof paths];

type Parameters<Method extends Verb, Path extends keyof paths> =
  paths[Path] extends Record<Method, { parameters: infer Held }> ? Held : never;

/** The parameters of an operation: its path parameters, and those header fields that the contract requires. */
export type RequestParameters<Method extends Verb, Path extends keyof paths> = Pick<
  Parameters<Method, Path>,
  Extract<keyof Parameters<Method, Path>, "path" | "header">
>;

/** A request of the contract. Its path is relative to the FHIR base. */
export type ContractRequest = Pick<Message, "method" | "headers"> & { readonly path: string };

/** Builds the path and header fields of a request. The compiler checks them against the contract. */
export function contractRequest<Method extends Verb, Path extends PathWith<Method>>(
  method: Method,
  path: Path,
  parameters: RequestParameters<Method, Path>,
): ContractRequest {
  const { path: names = {}, header = {} } = parameters as {
    path?: Record<string, string>;
    header?: Record<string, string>;
  };
  return {
    method: method.toUpperCase() as Message["method"],
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? "")),
    headers: header,
  };
}
