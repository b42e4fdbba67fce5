import type { Outcome, Report, Result } from "../run.js";
import { count } from "../run.js";
import { escape } from "./escape.js";
import { verdict } from "./terminal.js";

const OUTCOMES: readonly Outcome[] = ["passed", "failed", "blocked", "not tested"];

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d0d5da, #3b424a); --ok: light-dark(#0a6b31, #5fd38d);
  --bad: light-dark(#b3140c, #ff8a80); --mute: light-dark(#55606b, #a9b4bf); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem;
  background: light-dark(#fff, #14181c); color: light-dark(#1b2126, #e6eaee); }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
caption { text-align: left; font-weight: 600; font-size: 1.2rem; padding: .5rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
.passed { color: var(--ok); } .failed, .blocked { color: var(--bad); font-weight: 600; } .not-tested { color: var(--mute); }
pre { white-space: pre-wrap; margin: .3rem 0 0; color: var(--mute); }`;

/** Returns one self-contained page without scripts, fonts or network access. */
export function printHtml(report: Report): string {
  const pages = [...new Set(report.results.map(({ requirement }) => requirement.page))];
  const counted = OUTCOMES.map(
    (outcome) => `<span class="${cls(outcome)}">${count(report, outcome)} ${outcome}</span>`,
  );
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Conformance of ${escape(report.baseUrl)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>Conformance of ${escape(report.baseUrl)}</h1>
<p>${report.results.length} requirements of the Appointment Registry, tested on <time datetime="${report.startedAt}">${report.startedAt}</time>
in ${(report.milliseconds / 1000).toFixed(1)} s: ${counted.join(", ")}.</p>
${report.warnings.map((warning) => `<p class="failed">${escape(warning)}</p>\n`).join("")}<p>${escape(verdict(report))}</p>
${pages
  .map((page) =>
    table(
      page,
      report.results.filter(({ requirement }) => requirement.page === page),
    ),
  )
  .join("\n")}
</main>
</body>
</html>
`;
}

const table = (page: string, results: readonly Result[]): string => `<table>
<caption>${page}</caption>
<thead><tr><th scope="col">Requirement</th><th scope="col">Section</th><th scope="col">Outcome</th></tr></thead>
<tbody>
${results.map(tr).join("\n")}
</tbody>
</table>`;

function tr({ requirement, outcome, message, trail }: Result): string {
  const { id, level, sentence, section, quote, otherwise } = requirement;
  const choice = otherwise === undefined ? "" : ` What else conforms: ${escape(otherwise)}`;
  const why =
    message === undefined ? "" : `<pre>${escape([message, ...(outcome === "failed" ? trail : [])].join("\n"))}</pre>`;
  return `<tr id="${id}"><th scope="row"><code>${id}</code></th><td>${escape(section)}</td><td class="${cls(outcome)}">${outcome}</td></tr>
<tr><td colspan="3"><strong>${level}</strong> ${escape(sentence)} <q>${escape(quote)}</q>${choice}${why}</td></tr>`;
}

const cls = (outcome: Outcome): string => outcome.replace(" ", "-");
