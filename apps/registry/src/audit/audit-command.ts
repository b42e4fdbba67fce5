import { getMessage } from "../logging/describe-error.js";

/** `registry audit ...`: writes to standard output. @returns the exit code */
export type AuditCommand = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
) => Promise<number>;

/** An error that the command rejects with becomes one line and exit code 2. */
export function auditCommand(run: AuditCommand): AuditCommand {
  return (args, env, write) =>
    run(args, env, write).catch((error: unknown) => {
      write(`${getMessage(error)}\n`);
      return 2;
    });
}
