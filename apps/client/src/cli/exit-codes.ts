/** The exit codes. `diff` uses those of diff(1): 0 equal, 1 different, 2 trouble. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  conflict: 3,
  unavailable: 4,
  unknown: 5,
  unknownUnsafe: 6,
  foundCancelled: 7,
  foundDifferent: 8,
  /** sysexits(3), EX_SOFTWARE. */
  internal: 70,
  /** 128 plus the number of SIGINT. */
  interrupted: 130,
} as const;

/** The exit codes as `--help` prints them; a test compares them with the README. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.done, "done"],
  [EXIT.refused, "refused by the registry (4xx), or a file is unreadable or invalid; the same fails again"],
  [EXIT.usage, "wrong arguments or settings; nothing was sent"],
  [EXIT.conflict, "conflict: another client changed the appointment (409)"],
  [EXIT.unavailable, "not done, the registry cannot be reached or is unavailable; may be repeated"],
  [EXIT.unknown, "not known whether it was done; the same command is safe to repeat"],
  [EXIT.unknownUnsafe, "not known whether it was done; not safe to repeat: search first, or repeat without --no-once"],
  [EXIT.foundCancelled, "register: the registry has this entry already, and it is cancelled; nothing was registered"],
  [EXIT.foundDifferent, "register: the registry has this entry already, with other content; nothing was registered"],
  [EXIT.internal, "an internal error of this program"],
  [EXIT.interrupted, "stopped by Ctrl-C"],
];

/** An error that the user can correct: printed as one line, without a stack trace. */
export class CliError extends Error {
  override readonly name = "CliError";
  constructor(
    message: string,
    readonly exitCode: number = EXIT.usage,
  ) {
    super(message);
  }
}
