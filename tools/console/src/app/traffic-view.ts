import type { TrafficLine, TrailCheck } from "../shapes.js";
import { verifyTrail } from "./actions.js";
import { statusClass } from "./common.js";
import { html, nothing } from "./lit.js";
import { latencyPlot, ratePlot } from "./plots.js";
import { update } from "./state.js";
import type { State } from "./state.js";

/** Number of rows in the table. */
const SHOWN = 50;
const STATUSES = ["2xx", "3xx", "4xx", "5xx"];
/** Shown instead of a client id if the request had no valid token. */
const NO_CLIENT = "-";

export function trafficView(state: State) {
  const { traffic, filter, connected, trail, busy } = state;
  const clients = [...new Set(traffic.map(getClient))].sort();
  const matching = traffic.filter((line) => matches(line, filter));
  return html`<h1 tabindex="-1">Live traffic</h1>
    <p class="lead">
      Every request of any client of this sandbox, as the registry answers it.
      ${connected ? html`<span class="valid">Connected</span>` : html`<span class="invalid">Not connected</span>`}
    </p>
    <div class="columns">
      <figure class="card">
        <figcaption>Requests per second, last minute</figcaption>
        ${ratePlot(matching, Date.now())}
      </figure>
      <figure class="card">
        <figcaption>Milliseconds of the last 60 requests</figcaption>
        ${latencyPlot(matching)}
      </figure>
    </div>
    <div class="row toolbar">
      ${filterView("client", "Client", clients, state)} ${filterView("status", "Status", STATUSES, state)}
      <button type="button" aria-disabled=${busy ? "true" : "false"} @click=${() => busy || verifyTrail()}>
        Verify the audit trail
      </button>
    </div>
    ${trail === undefined ? nothing : trailView(trail)}
    ${matching.length === 0 ? html`<p>No request matches.</p>` : tableView(matching.slice(-SHOWN).reverse())}`;
}

const getClient = ({ client }: TrafficLine): string => client || NO_CLIENT;

function filterView(name: keyof State["filter"], label: string, values: readonly string[], { filter }: State) {
  const choose = (event: Event): void =>
    update({ filter: { ...filter, [name]: (event.target as HTMLSelectElement).value } });
  return html`<div class="field">
    <label for="filter-${name}">${label}</label>
    <select id="filter-${name}" @change=${choose}>
      <option value="" ?selected=${filter[name] === ""}>All</option>
      ${values.map(
        (value) =>
          html`<option value=${value} ?selected=${filter[name] === value}>
            ${value === NO_CLIENT ? "No valid token" : value}
          </option>`,
      )}
    </select>
  </div>`;
}

function matches(line: TrafficLine, filter: State["filter"]): boolean {
  if (filter.client !== "" && filter.client !== getClient(line)) return false;
  return filter.status === "" || filter.status.startsWith(String(Math.floor(line.status / 100)));
}

const trailView = ({ unchanged, records, end, faults }: TrailCheck) =>
  html`<section class="outcome ${unchanged ? "done" : "failed"}" id="trail" aria-label="Audit trail">
    <p class="title">${unchanged ? "The audit trail is complete and unchanged" : "The audit trail was changed"}</p>
    <p>${records} records, ending at <code>${end}</code></p>
    ${faults.map((fault) => html`<p>${fault}</p>`)}
  </section>`;

/** On a narrow screen, a row becomes a block whose cells name their columns. */
const tableView = (lines: readonly TrafficLine[]) =>
  html`<table role="table">
    <thead>
      <tr>
        <th scope="col">Time (UTC)</th>
        <th scope="col">Client</th>
        <th scope="col">Request</th>
        <th scope="col">Status</th>
        <th scope="col">Reason</th>
        <th scope="col" class="number">Milliseconds</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${lines.map(rowView)}
    </tbody>
  </table>`;

const rowView = (line: TrafficLine) =>
  html`<tr role="row" data-request=${line.requestId}>
    <td role="cell" data-column="Time (UTC)"><time datetime=${line.time}>${line.time.slice(11, 23)}</time></td>
    <td role="cell" data-column="Client">${getClient(line)}</td>
    <td role="cell" data-column="Request"><strong>${line.method}</strong> <code>${line.route}</code></td>
    <td role="cell" data-column="Status"><span class="status ${statusClass(line.status)}">${line.status}</span></td>
    <td role="cell" data-column="Reason">${line.code || "-"}</td>
    <td role="cell" data-column="Milliseconds" class="number">${line.milliseconds}</td>
  </tr>`;
