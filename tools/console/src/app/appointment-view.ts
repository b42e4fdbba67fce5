import type { Opened, ShownVersion } from "../shapes.js";
import { cancel } from "./actions.js";
import { badge, changeList, code, moment, nhsNumberText, timeOfDay } from "./common.js";
import { html, nothing } from "./lit.js";
import { resultView } from "./protocol-view.js";
import { current, drawn, update } from "./state.js";
import type { State } from "./state.js";

export function appointmentView({ opened, result, confirming, busy }: State) {
  return html`<p class="back"><a href="#/appointments">All appointments</a></p>
    <h1 tabindex="-1">Appointment</h1>
    ${
      opened === undefined
        ? html`<p>${busy ? "Loading…" : "There is no such appointment to show."}</p>`
        : html`<div class="card">${details(opened)} ${actions(opened, confirming)}</div>`
    }
    ${resultView(result)} ${opened === undefined ? nothing : histories(opened)}`;
}

const details = (opened: Opened) =>
  html`<dl class="facts">
    <dt>Status</dt>
    <dd id="status">${badge(opened.status)}</dd>
    <dt>When</dt>
    <dd>${moment(opened.start)} to ${timeOfDay(opened.end)}</dd>
    <dt>Patient</dt>
    <dd>NHS number ${nhsNumberText(opened.nhsNumber)}</dd>
    <dt>URL at the provider</dt>
    <dd>${opened.providerUrl}</dd>
    <dt>Booked</dt>
    <dd>${moment(opened.created)}</dd>
    <dt>Version</dt>
    <dd><code>${opened.etag}</code></dd>
    <dt>Id</dt>
    <dd><code>${opened.id}</code></dd>
  </dl>`;

const QUESTIONS = {
  cancelled: ["Cancel this appointment? A cancelled appointment cannot be booked again.", "Yes, cancel it"],
  "entered-in-error": ["Mark it as entered in error? Nothing can follow that.", "Yes, mark it"],
} as const;

function actions({ id, status }: Opened, confirming: State["confirming"]) {
  if (status === "entered-in-error") return html`<p>Entered in error is final.</p>`;
  if (confirming !== undefined) {
    const [question, yes] = QUESTIONS[confirming];
    return html`<div class="actions" role="group" aria-label="Confirm">
      <p>${question}</p>
      <button type="button" class="danger" id="confirm" @click=${() => cancel(id, confirming)}>${yes}</button>
      <button type="button" @click=${() => ask(undefined)}>No, keep it</button>
    </div>`;
  }
  return html`<div class="actions">
    ${
      status === "booked"
        ? html`<button type="button" class="danger" id="cancelled" @click=${() => ask("cancelled")}>
            Cancel appointment
          </button>`
        : nothing
    }
    <button type="button" id="entered-in-error" @click=${() => ask("entered-in-error")}>
      Mark as entered in error
    </button>
  </div>`;
}

/** Moves the keyboard focus to the question, and back to its button. */
async function ask(confirming: State["confirming"]): Promise<void> {
  const target = confirming === undefined ? current().confirming : "confirm";
  update({ confirming });
  await drawn();
  document.getElementById(target ?? "")?.focus();
}

const histories = ({ versions, json, xml }: Opened) => html`
  <h2>History</h2>
  <ol class="timeline card" reversed>
    ${versions.map(versionView)}
  </ol>
  <h2>Both formats</h2>
  <div class="columns">
    ${code("JSON", json, "the appointment as JSON")} ${code("XML", xml, "the appointment as XML")}
  </div>
`;

const versionView = ({ versionId, method, status, lastUpdated, changes }: ShownVersion) =>
  html`<li>
    <p>
      <strong>Version ${versionId}</strong> ${badge(status)}
      <span class="soft">${method === "POST" ? "Registered" : "Updated"} ${moment(lastUpdated)}</span>
    </p>
    ${changes.length === 0 ? nothing : changeList(changes)}
  </li>`;
