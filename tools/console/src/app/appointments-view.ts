import type { Entry } from "../shapes.js";
import { find } from "./actions.js";
import { badge, moment, nhsNumberText, outcomeBox, timeOfDay } from "./common.js";
import { html, live, nothing } from "./lit.js";
import { update } from "./state.js";
import type { State } from "./state.js";

const GROUPS: readonly (readonly [Entry["group"], string])[] = [
  ["upcoming", "Upcoming"],
  ["past", "Past"],
  ["final", "Cancelled or entered in error"],
];

export function appointmentsView(state: State) {
  const { search, found, result } = state;
  const submit = (event: Event): void => {
    event.preventDefault();
    void find();
  };
  return html`<h1 tabindex="-1">Appointments</h1>
    <p class="lead">Any service can find a registered appointment, whoever booked it, and cancel it. Open one below.</p>
    <form class="card" @submit=${submit}>
      <fieldset>
        <legend>Find by</legend>
        ${wayView("patient", "NHS number", search)} ${wayView("provider", "URL at the provider", search)}
      </fieldset>
      <div class="row">
        ${search.by === "patient" ? patientView(state) : providerView(state)}
        <button type="submit" class="primary">Find</button>
      </div>
      ${samplesView(state)}
    </form>
    ${result === undefined ? nothing : outcomeBox(result)}
    ${found?.length === 0 ? html`<p><a href="#/register">Register an appointment</a></p>` : nothing}
    ${GROUPS.map(([group, title]) =>
      groupView(
        title,
        (found ?? []).filter((each) => each.group === group),
      ),
    )}`;
}

type Search = State["search"];

const change = (search: Search, part: Partial<Search>): void => update({ search: { ...search, ...part } });
const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

const wayView = (by: Search["by"], label: string, search: Search) =>
  html`<label
    ><input
      type="radio"
      name="by"
      .checked=${live(search.by === by)}
      @change=${() => change(search, { by })}
    />${label}</label
  >`;

const patientView = ({ search, welcome }: State) =>
  html`<div class="field">
    <label for="nhs-number">NHS number</label>
    <input
      id="nhs-number"
      inputmode="numeric"
      autocomplete="off"
      list="patients"
      required
      .value=${live(search.nhsNumber)}
      @input=${(event: Event) => change(search, { nhsNumber: valueOf(event) })}
    />
    <datalist id="patients">
      ${welcome?.patients.map(({ nhsNumber, label }) => html`<option value=${nhsNumber}>${label}</option>`)}
    </datalist>
  </div>`;

const providerView = ({ search }: State) =>
  html`<div class="field wide">
    <label for="provider-url">Full URL of the appointment</label>
    <input
      id="provider-url"
      type="url"
      autocomplete="off"
      required
      .value=${live(search.providerUrl)}
      @input=${(event: Event) => change(search, { providerUrl: valueOf(event) })}
    />
  </div>`;

function samplesView({ search, welcome }: State) {
  if (welcome === undefined) return nothing;
  const sample = (label: unknown, part: Partial<Search>) => {
    const isChosen = Object.entries(part).every(([name, value]) => search[name as keyof Search] === value);
    const choose = (): void => {
      change(search, part);
      void find();
    };
    return html`<button type="button" class="chip" aria-pressed=${isChosen ? "true" : "false"} @click=${choose}>
      ${label}
    </button> `;
  };
  if (search.by === "provider")
    return html`<p class="samples">
      ${sample("The contract's sample of 2019", { by: "provider", providerUrl: welcome.pastUrl })}
      <span class="soft">By URL, past appointments are found too.</span>
    </p>`;
  return html`<p class="samples">
    ${welcome.patients.map(({ nhsNumber, label }) =>
      sample(html`${label} <span class="soft">${nhsNumberText(nhsNumber)}</span>`, { by: "patient", nhsNumber }),
    )}
  </p>`;
}

function groupView(title: string, entries: readonly Entry[]) {
  if (entries.length === 0) return nothing;
  return html`<h2>${title}</h2>
    <ul class="entries">
      ${entries.map(
        (entry) =>
          html`<li>
            <a class="entry" href="#/appointment/${entry.id}">
              <strong>${moment(entry.start)} to ${timeOfDay(entry.end)}</strong> ${badge(entry.status)}
              <span class="soft">NHS number ${nhsNumberText(entry.nhsNumber)}</span>
              <span class="soft url">${entry.providerUrl}</span>
            </a>
          </li>`,
      )}
    </ul>`;
}
