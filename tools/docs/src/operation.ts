import type { Contract, Placed } from "./contract.js";

const METHODS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "patch"]);

export interface Operation {
  readonly url: string;
  readonly method: string;
  /** What the contract says of the URL, whatever the method. */
  readonly item: Placed;
  readonly operation: Placed;
}

export function operationsOf(contract: Contract): Operation[] {
  return contract.each(contract.root, "paths").flatMap(([url, item]) =>
    contract
      .members(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]) => ({ url, method: method.toUpperCase(), item, operation })),
  );
}
