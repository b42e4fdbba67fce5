import { play } from "./actions.js";
import { prose, statusClass } from "./common.js";
import { html, nothing } from "./lit.js";
import { resultView } from "./protocol-view.js";
import type { State, Step } from "./state.js";

export function casesView({ welcome, playing, steps, result }: State) {
  return html`<h1 tabindex="-1">Hard cases</h1>
    <p class="lead">
      What a client must be ready for. Each button registers an appointment of its own and plays the case on it, against
      the real registry.
    </p>
    <ul class="cases">
      ${welcome?.cases.map(
        ({ name, title, text }) =>
          html`<li class="card">
            <button
              type="button"
              class="primary"
              aria-describedby="case-${name}"
              aria-disabled=${playing === undefined ? "false" : "true"}
              @click=${() => play(name)}
            >
              ${title}
            </button>
            <p id="case-${name}">${prose(text)}</p>
          </li>`,
      )}
    </ul>
    ${
      steps.length === 0
        ? nothing
        : html`<h2>As it happens</h2>
            <ol class="steps card">
              ${steps.map(stepView)}
            </ol>`
    }
    ${
      result?.id === undefined
        ? nothing
        : html`<p><a href="#/appointment/${result.id}">Open the appointment of this case</a></p>`
    }
    ${resultView(result)}`;
}

const stepView = ({ actor, method, path, status, milliseconds }: Step) =>
  html`<li>
    <span class="actor">${actor}</span> <strong>${method}</strong> <code>${path}</code>
    <span class="status ${statusClass(status)}">${status === 0 ? "no answer" : status}</span>
    <span class="soft">${milliseconds} ms</span>
  </li>`;
