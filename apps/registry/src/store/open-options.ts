export interface OpenStoreOptions {
  /** Receives one sentence where the store gives less than it could. */
  readonly warn?: (message: string) => void;
  /** The audit trail whose accounts are kept findable until they are settled; none if absent. */
  readonly instance?: string;
  /** May a store be made if there is none? (true) */
  readonly create?: boolean;
  /** Called before a store is made; may throw to refuse it. */
  readonly whenNew?: () => void;
  /** Receives how many milliseconds a write took that became durable, or lost to another. */
  readonly onCommit?: (milliseconds: number) => void;
}

/** @throws Error if no store may be made */
export function requireCreation({ create = true, whenNew }: OpenStoreOptions): void {
  if (!create) throw new Error("there is no store, and none may be created.");
  whenNew?.();
}
