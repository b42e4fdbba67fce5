import { isBinding } from "../requirement.js";
import type { Report, Result } from "../run.js";
import { escape } from "./escape.js";

type Kind = "passed" | "failure" | "error" | "skipped";

/**
 * Returns JUnit XML for CI servers: a suite for each page, and a case for each requirement. A CI server fails for a failure, so that unmet
 * advice and choices are skipped with their reason, unless `strict`.
 */
export function printJunit(report: Report, strict = false): string {
  const pages = [...new Set(report.results.map(({ requirement }) => requirement.page))];
  const suites = pages.map((page) => suite(page, report, strict));
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="conformance" ${counts(report, strict)}>
${suites.join("\n")}
</testsuites>
`;
}

function getKind({ outcome, requirement }: Result, strict: boolean): Kind {
  if (outcome === "passed") return "passed";
  if (outcome === "not tested" || !(strict || isBinding(requirement))) return "skipped";
  return outcome === "failed" ? "failure" : "error";
}

function suite(page: string, report: Report, strict: boolean): string {
  const results = report.results.filter(({ requirement }) => requirement.page === page);
  const milliseconds = results.reduce((sum, each) => sum + each.milliseconds, 0);
  const attributes = counts({ ...report, results, milliseconds }, strict);
  return `  <testsuite name="${page}" timestamp="${report.startedAt.slice(0, 19)}" hostname="${escape(report.baseUrl)}" ${attributes}>
${results.map((result) => testCase(result, getKind(result, strict))).join("\n")}
  </testsuite>`;
}

function testCase(result: Result, kind: Kind): string {
  const { requirement, outcome, message = "", trail, milliseconds } = result;
  const name = escape(`${requirement.id}: ${requirement.sentence}`);
  const className = escape(`${requirement.page}.${requirement.section}`);
  const open = `    <testcase name="${name}" classname="${className}" time="${seconds(milliseconds)}"`;
  if (kind === "passed") return `${open}/>`;
  const reason = escape(message);
  if (kind === "skipped") {
    const level = outcome === "not tested" ? "" : `${requirement.level}, not followed: `;
    return `${open}><skipped message="${level}${reason}"/></testcase>`;
  }
  const text = escape([message, `The page: "${requirement.quote}"`, ...trail].join("\n"));
  const type = kind === "error" ? outcome : requirement.level;
  return `${open}><${kind} type="${type}" message="${reason}">${text}</${kind}></testcase>`;
}

function counts(report: Report, strict: boolean): string {
  const number = (kind: Kind): number => report.results.filter((result) => getKind(result, strict) === kind).length;
  return (
    `tests="${report.results.length}" failures="${number("failure")}" errors="${number("error")}" ` +
    `skipped="${number("skipped")}" time="${seconds(report.milliseconds)}"`
  );
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
