import type { ErrorRow } from "@appointment-registry/registry-contract";
import { ERRORS, REGISTRY_RULES, RULE_FAMILIES } from "@appointment-registry/registry-contract";

/** Returns `docs/errors.md`: the error catalogue as a page of documentation. */
export function printErrorsPage(): string {
  const rows = (Object.entries(ERRORS) as [string, ErrorRow][])
    .sort(([, a], [, b]) => a.status - b.status)
    .map(
      ([code, { status, issue, spineCode, retryable, explanation, remedy }]) =>
        `| ${status} | \`${code}\` | \`${issue}\` | \`${spineCode}\` | ${retryable ? "yes" : "no"} | ${explanation} | ${remedy} |`,
    );
  return `<!-- Generated from libs/registry-contract (npm run generate). Do not edit. -->

# Errors of the registry

Every error response is an OperationOutcome in the negotiated format. If a request fails for a single reason, \`issue.diagnostics\` ends with its
code (\`(Rule not-found)\`). For faults in the body (400 \`body-unreadable\`, 422) there is one issue for each fault,
with the key of the violated rule, and the element as FHIRPath (\`expression\`) and XPath (\`location\`). The log and the audit trail
record the code too. The column "retry" says whether the same, unchanged request may succeed later.

| status | code | issue type | Spine code | retry | what happened | what to do |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

## Rules

Each issue about a body ends with the key of a rule instead of an error code, and has that rule's issue type and Spine code.

| key | status | meaning |
| --- | --- | --- |
${RULE_FAMILIES.map((row) => `| ${row.join(" | ")} |`).join("\n")}

The rules of the registry:

| key | rule |
| --- | --- |
${Object.entries(REGISTRY_RULES)
  .map(([key, sentence]) => `| \`${key}\` | ${sentence} |`)
  .join("\n")}
`;
}

/** Returns `openapi/components/errors.yaml`: the error catalogue in the contract. */
export function printErrors(): string {
  const rows = Object.entries(ERRORS).map(([code, row]) => {
    const facts = Object.entries(row).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
    return `${code}:\n${facts.join("\n")}`;
  });
  return `# Generated from libs/registry-contract (npm run generate). Do not edit.\n${rows.join("\n")}\n`;
}
