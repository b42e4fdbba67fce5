export interface OpenStoreOptions {
  /** Receives one sentence if the store provides weaker guarantees than it could. */
  readonly warn?: (message: string) => void;
  /** The audit trail whose accounts can be found until they are settled; none if absent. */
  readonly instance?: string;
  /** Allows a store to be created if there is none (default: true). */
  readonly create?: boolean;
  /** Called before a store is created; may throw to prevent it. */
  readonly whenNew?: () => void;
  /** Receives the duration in milliseconds of a write that became durable or lost to another. */
  readonly onCommit?: (milliseconds: number) => void;
}

/** @throws Error if no store may be created */
export function requireCreation({ create = true, whenNew }: OpenStoreOptions): void {
  if (!create) throw new Error("there is no store, and none may be created.");
  whenNew?.();
}
