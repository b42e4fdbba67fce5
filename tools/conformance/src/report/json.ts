import type { Report } from "../run.js";

/** Returns the report as JSON: the result of `run`, with each requirement's text and outcome. */
export const printJson = (report: Report): string =>
  `${JSON.stringify({ ...report, results: report.results.map(({ requirement, ...rest }) => ({ ...requirement, ...rest })) }, null, 2)}\n`;
