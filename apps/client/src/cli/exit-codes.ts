/** What a script learns from `$?`. `diff` has the codes of diff(1): 0 equal, 1 different, 2 trouble. */
export const EXIT = {
  done: 0,
  /** The registry refused (4xx), or a file is unreadable or invalid. The same again fails again. */
  refused: 1,
  /** Wrong arguments or settings; nothing was asked. */
  usage: 2,
  /** Somebody else changed the Appointment (409). */
  conflict: 3,
  /** The registry or the token issuer could not be reached, or answers 5xx. Nothing was changed; it may be tried again. */
  unavailable: 4,
  /** A change may or may not have been done; it is safe to ask for it again. */
  unknown: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** Something the user can put right: printed as one line, without a stack. */
export class CliError extends Error {
  override readonly name = "CliError";
  constructor(
    message: string,
    readonly exitCode: number = EXIT.usage,
  ) {
    super(message);
  }
}
