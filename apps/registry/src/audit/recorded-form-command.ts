import { parseArgs } from "node:util";
import { auditDirectoryFrom } from "../config/audit-directory.js";
import { auditCommand } from "./audit-command.js";
import { RecordedForms } from "../logging/recorded-forms.js";

export const RECORDED_FORM_USAGE = `registry audit form VALUE... [--directory DIRECTORY]

Prints the form in which the log and the audit trail record a value that a caller has sent (X-Request-ID, X-Correlation-ID, Ssp-From,
the id in a URL): unchanged, or as a hash. One line for each value.
  --directory DIRECTORY  the audit trail, which has the key; default: that of the settings in the environment
Exit code: 0 printed, 2 the key could not be read.`;

/** `registry audit form`. @returns the exit code */
export const recordedFormCommand = auditCommand(async (args, env, write) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { directory: { type: "string" }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help || positionals.length === 0) {
    write(`${RECORDED_FORM_USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const forms = await RecordedForms.read(values.directory ?? auditDirectoryFrom(env));
  for (const value of positionals) write(`${forms.ofCaller(value)}\n`);
  return 0;
});
