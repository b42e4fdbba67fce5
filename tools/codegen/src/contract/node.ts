/** An object of the contract, before anything is known of it. */
export type Node = Record<string, unknown>;
