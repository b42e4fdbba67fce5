import { diagnose, printFinding } from "../doctor/diagnose.js";
import { EXIT } from "../exit-codes.js";
import type { Terminal } from "../output/terminal.js";
import type { FoundSettings } from "../settings.js";

/** Reports each check, and advice on the first one that fails. */
export async function doctor(
  { json = false }: { readonly json?: boolean },
  find: () => Promise<FoundSettings>,
  terminal: Terminal,
): Promise<number> {
  let exitCode: number = EXIT.done;
  for await (const finding of diagnose(find)) {
    if (json) terminal.printJson(finding);
    else printFinding(finding, terminal);
    if (!finding.ok) exitCode = finding.check === "settings" ? EXIT.usage : EXIT.refused;
  }
  return exitCode;
}
