/** Numbers of columns of a table, with the width (rem) below which they do not fit next to each other. */
const TABLES = [
  [1, 20],
  [2, 42],
  [3, 46],
  [4, 58],
  [5, 58],
] as const;

const stacked = ([columns, width]: (typeof TABLES)[number]): string =>
  `@container (max-width: ${width}rem) {
  .table.of-${columns} table, .table.of-${columns} tbody, .table.of-${columns} tr, .table.of-${columns} td { display: block; }
  .table.of-${columns} thead { display: none; }
  .table.of-${columns} tr { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  .table.of-${columns} td { min-width: 0; padding: 0.1rem 0.5rem; border: 0; overflow-wrap: anywhere; }
  .table.of-${columns} td:empty { display: none; }
  .table.of-${columns} td[data-column]::before { content: attr(data-column) ": "; font-weight: 600; }
  .table.of-${columns} td code { white-space: normal; overflow-wrap: anywhere; }
}`;

/** Light or dark according to the reader's system. The contrast of text is at least 7 to 1. */
export const STYLE = `:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #14181c);
  --text: light-dark(#1b2126, #e6eaee);
  --soft: light-dark(#f2f5f7, #1f252b);
  --line: light-dark(#c5ccd3, #3e4650);
  --link: light-dark(#003d99, #9cc4ff);
  --band: light-dark(#003087, #0b1d3a);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
img { max-width: 100%; height: auto; border: 1px solid var(--line); }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid light-dark(#b35900, #ffd166); outline-offset: 2px; }
header { background: var(--band); padding: 0.8rem 1.2rem; display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; align-items: center; justify-content: space-between; }
header > a { color: #ffffff; font-weight: 600; text-decoration: none; }
.search { position: relative; display: flex; gap: 0.5rem; align-items: center; flex: 0 1 24rem; }
.search[hidden], .results[hidden] { display: none; }
.search label { color: #ffffff; }
.search input { font: inherit; flex: 1; min-width: 0; padding: 0.2rem 0.5rem; color: var(--text); background: var(--page); border: 1px solid var(--line); }
.results { position: absolute; z-index: 2; top: 100%; right: 0; width: min(36rem, calc(100vw - 2.4rem)); max-height: 75vh; overflow-y: auto; margin: 0.4rem 0 0; padding: 0.4rem 1rem; list-style: none; background: var(--page); border: 1px solid var(--line); overflow-wrap: anywhere; }
.results p { margin: 0 0 0.6rem; font-size: 0.9rem; line-height: 1.4; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 0; top: 0; padding: 0.6rem 1rem; background: var(--page); z-index: 1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 2rem; max-width: 84rem; margin: 0 auto; padding: 1.2rem; }
.group > summary, .contents > summary { font-size: 0.95rem; font-weight: 600; }
.group { border: 0; margin: 0; padding: 0; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: 0.2rem 0.4rem; text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { background: var(--soft); font-weight: 600; border-left: 4px solid var(--link); }
main { min-width: 0; overflow-wrap: anywhere; }
td, th { overflow-wrap: normal; }
main:focus { outline: none; }
h1 { line-height: 1.2; margin-top: 0; }
h2 { margin-top: 2.2rem; border-top: 1px solid var(--line); padding-top: 1rem; }
code { font-family: ui-monospace, monospace; font-size: 0.92em; background: var(--soft); padding: 0.05em 0.25em; overflow-wrap: anywhere; }
pre { margin: 0; padding: 0.9rem 1rem; white-space: break-spaces; overflow-wrap: anywhere; background: var(--soft); border: 1px solid var(--line); }
pre code { padding: 0; }
p > code:not(.long), li > code:not(.long) { display: inline-block; max-width: 100%; }
.code { position: relative; margin: 0.8rem 0; }
.copy { position: absolute; top: 0.4rem; right: 0.4rem; font: inherit; font-size: 0.85rem; padding: 0.15rem 0.6rem;
  color: var(--text); background: var(--page); border: 1px solid var(--line); cursor: pointer; }
.table { overflow-x: auto; margin: 0.8rem 0; container-type: inline-size; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; line-height: 1.5; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.5rem; border-bottom: 1px solid var(--line); }
th { background: var(--soft); }
td.text { min-width: 10rem; }
td code, th code { white-space: nowrap; overflow-wrap: normal; }
.of-4 td code, .of-5 td code { white-space: normal; }
.of-4 td.text, .of-5 td.text { min-width: 7rem; }
.of-4 td.wide, .of-5 td.wide { min-width: 10rem; }
td.wide { min-width: 16rem; }
td code.long { white-space: normal; overflow-wrap: anywhere; }
${TABLES.map(stacked).join("\n")}
details { border: 1px solid var(--line); margin: 0.4rem 0; padding: 0.3rem 0.8rem; }
summary { cursor: pointer; padding: 0.2rem 0; }
.contents { border: 0; margin: 0; padding: 0; }
.contents a { font-size: 0.92rem; line-height: 1.4; }
.statuses a, .index a { margin-right: 0.6rem; }
.diagram { display: block; max-width: 100%; height: auto; margin: 1rem 0; }
.diagram text { font: 13px/1.3 system-ui, sans-serif; fill: var(--text); text-anchor: middle; }
.diagram .name { font-weight: 600; }
.diagram rect { fill: var(--soft); stroke: var(--line); }
.diagram .lane { stroke: var(--line); stroke-dasharray: 2 4; }
.diagram .request, .diagram .response, .diagram .lost, .diagram .cross { stroke: var(--text); stroke-width: 1.4; fill: none; }
.diagram .response, .diagram .lost { stroke-dasharray: 6 4; }
.diagram .arrow { fill: var(--text); }
.index { columns: 24rem; padding: 0; list-style: none; }
@media (max-width: 52rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  pre { padding-top: 2.4rem; }
}
@media (min-width: 52.01rem) { .beside { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding-bottom: 1rem; } }
@media print {
  .beside, header, .copy, .skip { display: none; }
  .columns { display: block; }
  .table { overflow: visible; }
  :root { color-scheme: light; }
  details, tr, .diagram { break-inside: avoid-page; }
  main > details { break-inside: auto; }
}
`;
