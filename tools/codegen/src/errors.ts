import type { ErrorRow } from "@appointment-registry/registry-contract";
import { ERRORS, REGISTRY_RULES, RULE_FAMILIES } from "@appointment-registry/registry-contract";

/** `docs/errors.md`: the catalogue that answers are made from, as a page of documentation. */
export function printErrorsPage(): string {
  const rows = (Object.entries(ERRORS) as [string, ErrorRow][])
    .sort(([, a], [, b]) => a.status - b.status)
    .map(
      ([code, { status, issue, spineCode, retryable, explanation, remedy }]) =>
        `| ${status} | \`${code}\` | \`${issue}\` | \`${spineCode}\` | ${retryable ? "yes" : "no"} | ${explanation} | ${remedy} |`,
    );
  return `<!-- Generated from libs/registry-contract (npm run generate). Do not edit. -->

# Errors of the registry

Every failure is answered with an OperationOutcome in the negotiated format. Where a request fails for one reason, its code ends
\`issue.diagnostics\` (\`(Rule not-found)\`); where faults are found in the body (400 \`body-unreadable\`, 422), there is one issue for each,
with the key of the rule that was broken, and the element as FHIRPath (\`expression\`) and XPath (\`location\`). The code is also what
log and audit trail record. "Again": may the same request succeed if it is sent again, unchanged?

| status | code | issue type | Spine code | again | what happened | what to do |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

## Rules

Each issue about a body ends with the key of a rule, in place of a code, and has that rule's issue type and Spine code.

| key | status | what it says |
| --- | --- | --- |
${RULE_FAMILIES.map((row) => `| ${row.join(" | ")} |`).join("\n")}

The registry's own:

| key | rule |
| --- | --- |
${Object.entries(REGISTRY_RULES)
  .map(([key, sentence]) => `| \`${key}\` | ${sentence} |`)
  .join("\n")}
`;
}

/** `openapi/components/errors.yaml`: the catalogue as the contract has it. */
export function printErrors(): string {
  const rows = Object.entries(ERRORS).map(([code, row]) => {
    const facts = Object.entries(row).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
    return `${code}:\n${facts.join("\n")}`;
  });
  return `# Generated from libs/registry-contract (npm run generate). Do not edit.\n${rows.join("\n")}\n`;
}
