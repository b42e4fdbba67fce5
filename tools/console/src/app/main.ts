import { abandon, enter, welcome } from "./actions.js";
import { hasSession, keepSession } from "./api.js";
import { appointmentView } from "./appointment-view.js";
import { appointmentsView } from "./appointments-view.js";
import { casesView } from "./cases-view.js";
import { prose } from "./common.js";
import { startEvents } from "./events.js";
import { html, nothing, render } from "./lit.js";
import { protocolView } from "./protocol-view.js";
import { registerView } from "./register-view.js";
import { current, drawn, onChange, update } from "./state.js";
import type { Route, State } from "./state.js";
import { trafficView } from "./traffic-view.js";

const PAGES: readonly (readonly [Route["page"], string])[] = [
  ["appointments", "Appointments"],
  ["register", "Register"],
  ["cases", "Hard cases"],
  ["traffic", "Live traffic"],
];

const VIEWS: Readonly<Record<Route["page"], (state: State) => unknown>> = {
  appointments: appointmentsView,
  appointment: appointmentView,
  register: registerView,
  cases: casesView,
  traffic: trafficView,
};

function page(state: State) {
  const { route, welcome: greeting, fault, result, announced } = state;
  const here = route.page === "appointment" ? "appointments" : route.page;
  return html`<a class="skip" href="#content" @click=${skip}>Skip to content</a>
    <header>
      <div>
        <p class="brand">Appointment Registry <span>console of the sandbox</span></p>
        <nav aria-label="Console">
          ${PAGES.map(
            ([name, title]) => html`<a href="#/${name}" aria-current=${name === here ? "page" : nothing}>${title}</a>`,
          )}
        </nav>
      </div>
    </header>
    <main id="content" tabindex="-1">
      ${
        fault === undefined
          ? nothing
          : html`<section class="outcome failed" role="alert">
              <p><strong>${prose(fault)}</strong></p>
            </section>`
      }
      ${greeting === undefined ? html`<h1>Console</h1>` : VIEWS[route.page](state)}
      ${result === undefined || greeting === undefined ? nothing : protocolView(result)}
    </main>
    <footer>
      ${
        greeting === undefined
          ? nothing
          : html`<p>Registry <code>${greeting.baseUrl}</code>, called as <code>${greeting.clientId}</code></p>`
      }
    </footer>
    <p class="unseen" role="status">${announced}</p>`;
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function getRoute(hash: string): Route {
  const [, name, id] = /^#\/(\w+)(?:\/(.+))?$/.exec(hash) ?? [];
  if (name === "appointment" && id !== undefined) return { page: "appointment", id };
  const found = PAGES.find(([page]) => page === name)?.[0] ?? "appointments";
  return found === "appointment" ? { page: "appointments" } : { page: found };
}

/** A session in the fragment is stored and removed from the address. Any other fragment names a page. */
async function navigate(): Promise<void> {
  const [, session] = /^#([\w-]{43})$/.exec(location.hash) ?? [];
  if (session !== undefined) {
    keepSession(session);
    history.replaceState(undefined, "", "#/appointments");
    await begin();
    return;
  }
  const route = getRoute(location.hash);
  const title = PAGES.find(([page]) => page === route.page)?.[1] ?? "Appointment";
  document.title = `${title} · Appointment Registry`;
  const isFirst = current().welcome === undefined;
  abandon();
  update({ route, result: undefined, confirming: undefined, steps: [] });
  if (isFirst) {
    await begin();
    return;
  }
  await drawn();
  document.querySelector<HTMLElement>("h1")?.focus();
  scrollTo(0, 0);
  await enter(route);
}

async function begin(): Promise<void> {
  await welcome();
  if (hasSession()) startEvents();
}

const root = document.getElementById("app");
if (root !== null) {
  onChange((state) => render(page(state), root));
  addEventListener("hashchange", () => void navigate());
  // The bars of the last minute move even without requests.
  setInterval(() => current().route.page === "traffic" && update({}), 1000);
  void navigate();
}
