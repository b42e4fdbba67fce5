import type { Outcome, ShownChange, ShownIssue } from "../shapes.js";
import { html, nothing } from "./lit.js";
import { update } from "./state.js";

const DATE_TIME = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "Europe/London",
});

/** Shows a time in the NHS's time zone. A text that is not a time is shown unchanged. */
export function moment(text: string) {
  const time = Date.parse(text);
  return Number.isNaN(time)
    ? html`${text}`
    : html`<time datetime=${text} title=${text}>${DATE_TIME.format(new Date(time))}</time>`;
}

const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Europe/London" });

/** Returns the time of day of an instant in the NHS's time zone. */
export function timeOfDay(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : TIME.format(new Date(time));
}

/** Formats an NHS number for reading: 999 999 9999. */
export const nhsNumberText = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1 $2 $3");

/** Renders a sentence with names between backticks. */
export const prose = (text: string): unknown =>
  text.split("`").map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));

export const badge = (status: string) => html`<span class="badge ${status}">${status}</span>`;

export const statusClass = (status: number | undefined): string =>
  status === undefined || status === 0 ? "failed" : `s${Math.floor(status / 100)}`;

export function copyButton(text: string, label: string) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    update({ announced: "Copied." });
  };
  return html`<button type="button" class="copy" aria-label="Copy ${label}" @click=${copy}>Copy</button>`;
}

/** Renders a text to read and copy, under a bar with its title. `label` names it for screen readers. */
export const code = (title: string, text: string, label: string) =>
  html`<div class="code">
    <div class="bar"><span>${title}</span>${copyButton(text, label)}</div>
    <pre tabindex="0" aria-label=${label}><code>${text}</code></pre>
  </div>`;

/** Renders the outcome of an action, or of one actor's part in it. */
export const outcomeBox = (outcome: Outcome, actor?: string) => html`
  <section
    class="outcome ${outcome.verdict}"
    aria-label=${actor === undefined ? "Outcome" : `Outcome for ${actor}`}
    id=${actor === undefined ? "outcome" : nothing}
    tabindex="-1"
  >
    ${actor === undefined ? nothing : html`<p class="actor">${actor}</p>`}
    <p class="title">${outcome.title}</p>
    ${outcome.text === "" ? nothing : html`<p>${prose(outcome.text)}</p>`} ${issueList(outcome.issues)}
    ${
      outcome.changes.length === 0
        ? nothing
        : html`<p class="label">What changed</p>
            ${changeList(outcome.changes)}`
    }
  </section>
`;

export function issueList(issues: readonly ShownIssue[]) {
  if (issues.length === 0) return nothing;
  return html`<ul class="issues">
    ${issues.map(
      (issue) =>
        html`<li class=${issue.severity}>
          <code>${issue.expression ?? "the request"}</code>
          <span>${issue.severity}: ${prose(issue.message)}</span>
          ${issue.remedy === undefined ? nothing : html`<span class="remedy">What to do: ${prose(issue.remedy)}</span>`}
          <code class="rule">${issue.rule}</code>
        </li>`,
    )}
  </ul>`;
}

export const changeList = (changes: readonly ShownChange[]) =>
  html`<ul class="changes">
    ${changes.map(
      ({ kind, expression, before, after }) =>
        html`<li>
          <code>${expression}</code> ${kind}
          ${before === undefined ? nothing : html`<del><span class="unseen">before: </span>${before}</del>`}
          ${after === undefined ? nothing : html`<ins><span class="unseen">after: </span>${after}</ins>`}
        </li>`,
    )}
  </ul>`;
