import type { Report, Result } from "../run.js";
import { count } from "../run.js";
import { escape } from "./escape.js";

/** JUnit XML as CI servers read it: a suite for each page, a case for each requirement. */
export function printJunit(report: Report): string {
  const pages = [...new Set(report.results.map(({ requirement }) => requirement.page))];
  const suites = pages.map((page) => suite(page, report));
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="conformance" ${counts(report)}>
${suites.join("\n")}
</testsuites>
`;
}

function suite(page: string, report: Report): string {
  const results = report.results.filter(({ requirement }) => requirement.page === page);
  const milliseconds = results.reduce((sum, each) => sum + each.milliseconds, 0);
  const attributes = counts({ ...report, results, milliseconds });
  return `  <testsuite name="${page}" timestamp="${report.startedAt.slice(0, 19)}" hostname="${escape(report.baseUrl)}" ${attributes}>
${results.map(testCase).join("\n")}
  </testsuite>`;
}

function testCase(result: Result): string {
  const { requirement, outcome, message = "", trail, milliseconds } = result;
  const name = escape(`${requirement.id}: ${requirement.sentence}`);
  const className = escape(`${requirement.page}.${requirement.section}`);
  const open = `    <testcase name="${name}" classname="${className}" time="${seconds(milliseconds)}"`;
  if (outcome === "passed") return `${open}/>`;
  const said = escape(message);
  const told = escape([message, ...trail].join("\n"));
  if (outcome === "not tested") return `${open}><skipped message="${said}"/></testcase>`;
  if (outcome === "blocked") return `${open}><error type="blocked" message="${said}">${told}</error></testcase>`;
  return `${open}><failure type="${requirement.level}" message="${said}">${told}</failure></testcase>`;
}

const counts = (report: Report): string =>
  `tests="${report.results.length}" failures="${count(report, "failed")}" errors="${count(report, "blocked")}" ` +
  `skipped="${count(report, "not tested")}" time="${seconds(report.milliseconds)}"`;

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
