import type { Draft, DraftField } from "../shapes.js";
import { editField, editText, newDraft, register } from "./actions.js";
import { prose } from "./common.js";
import { html, live, nothing } from "./lit.js";
import { resultView } from "./protocol-view.js";
import type { State } from "./state.js";

const FIELDS: readonly (readonly [DraftField, string, string])[] = [
  ["nhsNumber", "NHS number", "Ten digits, the last of which checks the others"],
  ["providerUrl", "URL at the provider", "Of the full appointment"],
  ["start", "Start", "FHIR instant, such as 2030-02-01T10:00:00Z"],
  ["end", "End", "FHIR instant"],
  ["created", "Booked at", "FHIR dateTime"],
];

export function registerView({ draft, result }: State) {
  const submit = (event: Event): void => {
    event.preventDefault();
    void register();
  };
  return html`<h1 tabindex="-1">Register an appointment</h1>
    <p class="lead">
      Edit the form, the JSON or the XML: the others follow, and every rule of the registry is checked while you type.
    </p>
    <div class="columns three">
      <form class="card" @submit=${submit} aria-labelledby="form-title">
        <h2 id="form-title">Form</h2>
        ${FIELDS.map((field) => fieldView(field, draft))}
        <div class="actions">
          <button type="submit" class="primary" ?disabled=${!draft.valid}>Register</button>
          <button type="button" @click=${() => newDraft()}>New sample</button>
        </div>
        <p id="validity" class=${draft.valid ? "valid" : "invalid"}>
          ${draft.valid ? "Valid: the registry accepts this." : `Invalid: ${count(draft.issues.length)}.`}
        </p>
        ${issuesView(draft)}
      </form>
      ${editorView("json", draft)} ${editorView("xml", draft)}
    </div>
    ${
      result?.id === undefined
        ? nothing
        : html`<p><a id="open-registered" href="#/appointment/${result.id}">Open the registered appointment</a></p>`
    }
    ${resultView(result)}`;
}

const count = (issues: number): string => (issues === 1 ? "1 issue" : `${issues} issues`);

function fieldView([name, label, hint]: (typeof FIELDS)[number], { fields, issues }: State["draft"]) {
  const own = issues.filter(({ field }) => field === name);
  return html`<div class="field">
    <label for="field-${name}">${label}</label>
    <input
      id="field-${name}"
      autocomplete="off"
      .value=${live(fields[name])}
      aria-invalid=${own.length > 0 ? "true" : "false"}
      aria-describedby="hint-${name}"
      @input=${(event: Event) => editField(name, (event.target as HTMLInputElement).value)}
    />
    <span id="hint-${name}" class="hint ${own.length > 0 ? "invalid" : "soft"}"
      >${own.length > 0 ? prose(own.map(({ message }) => message).join(" ")) : hint}</span
    >
  </div>`;
}

const issuesView = ({ issues, edited }: State["draft"]) =>
  issues.length === 0
    ? nothing
    : html`<ul class="issues" id="issues">
        ${issues.map(
          (issue) =>
            html`<li class=${issue.severity}>
              <code>${issue.expression ?? "the text"}</code> <span>${issue.severity}: ${prose(issue.message)}</span>
              ${
                issue.line === undefined
                  ? nothing
                  : html`<button type="button" @click=${() => showLine(edited, issue.line ?? 1)}>
                      ${edited.toUpperCase()}, line ${issue.line}
                    </button>`
              }
              <code class="rule">${issue.rule}</code>
            </li>`,
        )}
      </ul>`;

function editorView(format: "json" | "xml", draft: State["draft"]) {
  const text = draft[format];
  const lines = text.split("\n").length;
  const bad = draft.edited === format ? toLines(draft.issues) : new Map<number, string>();
  const name = format.toUpperCase();
  return html`<section aria-labelledby="title-${format}">
    <h2 id="title-${format}">${name}</h2>
    <div class="editor ${bad.size > 0 ? "invalid-text" : ""}">
      <div class="gutter" aria-hidden="true">
        ${Array.from({ length: lines }, (_, index) => {
          const message = bad.get(index + 1);
          return html`<span class=${message === undefined ? "" : "bad"} title=${message ?? ""}>${index + 1}</span>`;
        })}
      </div>
      <textarea
        id="text-${format}"
        aria-labelledby="title-${format}"
        aria-invalid=${bad.size > 0 ? "true" : "false"}
        spellcheck="false"
        autocomplete="off"
        wrap="off"
        rows=${lines + 1}
        .value=${live(text)}
        @input=${(event: Event) => editText(format, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
    </div>
  </section>`;
}

function toLines(issues: Draft["issues"]): Map<number, string> {
  const lines = new Map<number, string>();
  for (const { line, message } of issues)
    if (line !== undefined) lines.set(line, [lines.get(line) ?? "", message].join(" ").trim());
  return lines;
}

/** Selects a line in an editor. */
function showLine(format: "json" | "xml", line: number): void {
  const editor = document.querySelector<HTMLTextAreaElement>(`#text-${format}`);
  if (editor === null) return;
  const lines = editor.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  editor.focus();
  editor.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
}
