import { RegistryError } from "../errors.js";

export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  /** Location at which it was thrown, innermost frame first, without message or values. */
  readonly frames: readonly string[];
  readonly cause?: ErrorDescription;
}

/**
 * Returns the loggable part of an error. A third-party message may quote its input (`JSON.parse` quotes the body). Only messages of this
 * project's own errors and of the operating system are therefore logged.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = (error as { code?: unknown }).code;
  const system = typeof (error as NodeJS.ErrnoException).syscall === "string";
  return {
    name: error.name,
    ...(typeof code === "string" ? { code } : {}),
    ...(error instanceof RegistryError || error instanceof OperatorError || system ? { message: error.message } : {}),
    frames: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim().slice(3)),
    ...(error.cause !== undefined && depth < 4 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** An error outside a request. The message is for the operator and quotes nothing that a caller sent. */
export class OperatorError extends Error {
  override readonly name: string = "OperatorError";
}

/** Only the message, for an operator who has run a command. */
export function getMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
