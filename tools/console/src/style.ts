/** Light or dark according to the reader's system. The contrast of text is at least 7 to 1. */
export const STYLE = `:root {
  color-scheme: light dark;
  --page: light-dark(#f0f4f5, #12161a);
  --card: light-dark(#ffffff, #1b2127);
  --text: light-dark(#1b2126, #e6eaee);
  --quiet: light-dark(#434c54, #b6bfc8);
  --soft: light-dark(#f4f6f8, #242b32);
  --line: light-dark(#cdd5db, #3a434c);
  --link: light-dark(#003d99, #9cc4ff);
  --band: light-dark(#003087, #0b1d3a);
  --fill: light-dark(#003087, #1d4fa3);
  --good: light-dark(#005a2b, #7fe0a3);
  --bad: light-dark(#8a1200, #ffb3a7);
  --warn: light-dark(#6b4300, #ffd166);
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid light-dark(#b35900, #ffd166); outline-offset: 2px; }
h1:focus, main:focus { outline: none; }
header { background: var(--band); color: #ffffff; }
header > div, main, footer { max-width: 80rem; margin: 0 auto; padding: 0 1.5rem; }
header > div { display: flex; flex-wrap: wrap; gap: 0 2.5rem; align-items: stretch; }
header :focus-visible { outline-color: #ffd166; outline-offset: -3px; }
.brand { margin: 0; padding: 0.8rem 0; font-weight: 600; }
.brand span { font-weight: 400; opacity: 0.9; }
nav { display: flex; flex-wrap: wrap; }
nav a { color: #ffffff; padding: 0.8rem 0.9rem calc(0.8rem - 4px); text-decoration: none; border-bottom: 4px solid transparent; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { border-bottom-color: #ffffff; font-weight: 600; }
main { padding-top: 1.75rem; padding-bottom: 1rem; overflow-wrap: anywhere; }
footer { padding-bottom: 1.5rem; color: var(--quiet); font-size: 0.9rem; }
h1 { font-size: 1.85rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 0.6rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
.lead { margin: -0.6rem 0 1.25rem; color: var(--quiet); }
.back { margin: 0 0 0.6rem; }
code { font-family: var(--mono); font-size: 0.9em; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 0; top: 0; padding: 0.6rem 1rem; background: var(--card); color: var(--link); z-index: 1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.soft { color: var(--quiet); font-size: 0.9rem; }
.label, .actor { font-weight: 600; }
.valid { color: var(--good); font-weight: 600; }
.invalid { color: var(--bad); font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem; }
button, input, select, textarea { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; }
button { padding: 0.45rem 1rem; cursor: pointer; line-height: 1.4; }
button:hover { background: var(--soft); }
button:disabled, button[aria-disabled="true"] { cursor: default; color: var(--quiet); background: var(--soft); border-color: var(--line); }
button.primary:not(:disabled, [aria-disabled="true"]) { background: var(--fill); color: #ffffff; border-color: var(--fill); font-weight: 600; }
button.primary:not(:disabled, [aria-disabled="true"]):hover { text-decoration: underline; }
button.danger { border-color: var(--bad); color: var(--bad); font-weight: 600; }
button.chip { padding: 0.25rem 0.8rem; border-radius: 2rem; border-color: var(--line); }
button[aria-pressed="true"] { border-color: var(--link); box-shadow: inset 0 0 0 1px var(--link); }
input, select { padding: 0.45rem 0.6rem; max-width: 100%; line-height: 1.4; }
input[type="radio"] { margin: 0 0.5rem 0 0; width: 1.05rem; height: 1.05rem; vertical-align: -0.15rem; }
input[aria-invalid="true"], .editor.invalid-text { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
fieldset { border: 0; margin: 0 0 0.9rem; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1.5rem; }
legend { float: left; padding: 0; margin-right: 1.5rem; font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: 0.8rem; align-items: end; }
.toolbar { margin: 1.25rem 0; }
.toolbar button { margin-left: auto; }
.field label { display: block; font-weight: 600; margin-bottom: 0.25rem; }
.field input, .field select { display: block; width: 100%; }
.row .field { width: 16rem; max-width: 100%; }
.row .field.wide { width: 36rem; }
form .field + .field { margin-top: 0.9rem; }
.row .field + .field { margin-top: 0; }
.hint { display: block; margin-top: 0.2rem; font-size: 0.9rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-top: 1.25rem; align-items: center; }
.actions p { flex-basis: 100%; margin: 0; font-weight: 600; }
.samples { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 1rem 0 0; }
.entries { list-style: none; margin: 0; padding: 0; }
.entry { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; align-items: center; padding: 0.9rem 1.25rem; margin: 0.5rem 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; text-decoration: none; color: var(--text); }
.entry:hover { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.entry strong { color: var(--link); font-size: 1.05rem; }
.entry .url { flex-basis: 100%; }
.badge { border: 1px solid currentColor; border-radius: 1rem; padding: 0.05rem 0.7rem; font-size: 0.85rem; font-weight: 600; white-space: nowrap; }
.booked { color: var(--good); }
.cancelled { color: var(--bad); }
.entered-in-error { color: var(--warn); }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.45rem 1.5rem; margin: 0; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; }
.outcome { background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--quiet); border-radius: 8px; padding: 0.8rem 1.25rem; margin: 1.25rem 0; }
.outcome p { margin: 0.25rem 0; }
.outcome .title { font-size: 1.1rem; font-weight: 600; }
.outcome.done { border-left-color: var(--good); }
.outcome.refused, .outcome.failed { border-left-color: var(--bad); }
.outcome.conflict, .outcome.unknown { border-left-color: var(--warn); }
.outcome.done .title { color: var(--good); }
.outcome.refused .title, .outcome.failed .title { color: var(--bad); }
.outcome.conflict .title, .outcome.unknown .title { color: var(--warn); }
.parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.25rem; align-items: start; }
.parts .outcome { margin: 0; }
.issues { list-style: none; padding: 0; margin: 0.8rem 0; }
.issues li { border-left: 4px solid var(--bad); padding: 0.1rem 0 0.1rem 0.9rem; margin: 0.8rem 0; display: grid; gap: 0.25rem; justify-items: start; }
.issues li.warning, .issues li.information { border-left-color: var(--warn); }
.issues .rule { color: var(--quiet); }
.issues .remedy { font-weight: 600; }
.issues button { padding: 0.1rem 0.7rem; font-size: 0.9rem; }
.changes { list-style: none; margin: 0.4rem 0; padding: 0; }
.changes li { margin: 0.2rem 0; }
del, ins { padding: 0 0.4rem; border-radius: 4px; margin-left: 0.3rem; background: var(--soft); }
del { color: var(--bad); }
ins { color: var(--good); text-decoration: none; }
.timeline { list-style: none; margin: 0; }
.timeline > li { position: relative; padding: 0 0 1.1rem 1.75rem; }
.timeline > li::before { content: ""; position: absolute; left: 0; top: 0.4rem; width: 0.8rem; height: 0.8rem; border-radius: 50%; background: var(--link); }
.timeline > li:not(:last-child)::after { content: ""; position: absolute; left: 0.35rem; top: 1.35rem; bottom: -0.2rem; width: 2px; background: var(--line); }
.timeline > li:last-child { padding-bottom: 0; }
.timeline p { margin: 0; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1.25rem; align-items: start; }
.columns.three { grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
.columns > * { min-width: 0; margin: 0; }
.columns.three h2 { margin-top: 0; }
.editor { display: grid; grid-template-columns: auto minmax(0, 1fr); font: 0.85rem/1.5 var(--mono); background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.gutter { padding: 0.5rem 0; background: var(--soft); color: var(--quiet); text-align: right; user-select: none; }
.gutter span { display: block; padding: 0 0.5rem; min-height: 1.5em; }
.gutter .bad { background: var(--bad); color: var(--card); font-weight: 600; }
.editor textarea { font: inherit; padding: 0.5rem; border: 0; border-radius: 0; resize: none; overflow-x: auto; overflow-y: hidden; white-space: pre; width: 100%; outline-offset: -3px; }
.code { margin: 0.5rem 0; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; background: var(--card); }
.bar { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: 0.3rem 0.4rem 0.3rem 1rem; background: var(--soft); border-bottom: 1px solid var(--line); font-size: 0.9rem; font-weight: 600; }
.code pre { margin: 0; padding: 0.8rem 1rem; overflow: auto; max-height: 24rem; white-space: pre-wrap; line-height: 1.45; outline-offset: -3px; }
.copy { font-size: 0.85rem; padding: 0.1rem 0.7rem; }
.protocol { border-top: 2px solid var(--line); margin-top: 2.5rem; }
.protocol h2 { margin-top: 1.5rem; }
.exchange { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 0.5rem 0; padding: 0 1rem; }
.exchange[open] { padding-bottom: 0.6rem; }
.exchange summary { cursor: pointer; padding: 0.6rem 0; }
.exchange summary > *, .steps li > * { margin-right: 0.5rem; }
.steps { margin: 0; padding-left: 2.75rem; }
.steps li { padding: 0.15rem 0; }
.status { font-weight: 600; white-space: nowrap; }
.s2, .s3 { color: var(--good); }
.s4 { color: var(--warn); }
.s5, .status.failed { color: var(--bad); }
.cases { list-style: none; padding: 0; margin: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16.5rem, 100%), 1fr)); gap: 1rem; }
.cases p { margin: 0.8rem 0 0; }
figure { margin: 0; }
figcaption { font-weight: 600; margin-bottom: 0.6rem; }
.plot { width: 100%; height: 6rem; display: block; }
.plot rect { fill: var(--link); }
.plot line { stroke: var(--line); vector-effect: non-scaling-stroke; }
figure p { margin: 0.4rem 0 0; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.92rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
th, td { text-align: left; padding: 0.45rem 0.9rem; }
th.number, td.number { text-align: right; }
th { background: var(--soft); }
td { border-top: 1px solid var(--line); }
@media (max-width: 48rem) {
  header > div, main, footer { padding-left: 1rem; padding-right: 1rem; }
  .brand { padding-bottom: 0.2rem; flex-basis: 100%; }
  nav { margin: 0 -0.5rem; font-size: 0.92rem; }
  nav a { padding: 0.5rem; }
  .toolbar button { margin-left: 0; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: 0.6rem; }
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { padding: 0.6rem 0.9rem; border-top: 1px solid var(--line); }
  tr:first-child { border-top: 0; }
  td { display: grid; grid-template-columns: 8rem minmax(0, 1fr); padding: 0.1rem 0; border: 0; }
  td.number { text-align: left; }
  td::before { content: attr(data-column); color: var(--quiet); }
}
@media (prefers-reduced-motion: no-preference) { .outcome { animation: appear 0.2s ease-out; } }
@keyframes appear { from { transform: translateY(0.3rem); } }
`;
