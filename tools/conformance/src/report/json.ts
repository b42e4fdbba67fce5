import type { Report } from "../run.js";

/** The report as JSON: what `run` resolves to, a requirement's text beside its outcome. */
export const printJson = (report: Report): string =>
  `${JSON.stringify({ ...report, results: report.results.map(({ requirement, ...rest }) => ({ ...requirement, ...rest })) }, null, 2)}\n`;
