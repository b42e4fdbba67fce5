import type { HeaderFields, Result, ShownExchange } from "../shapes.js";
import { code, outcomeBox, prose, statusClass } from "./common.js";
import { html, nothing } from "./lit.js";

/** Shows the requests and answers of the last action. */
export function protocolView(result: Result) {
  return html`<section class="protocol" aria-labelledby="protocol">
    <h2 id="protocol">The protocol</h2>
    ${commandsView(result)}
    <h3>${result.exchanges.length === 1 ? "1 request" : `${result.exchanges.length} requests`}</h3>
    ${result.exchanges.map(exchangeView)}
  </section>`;
}

function commandsView({ commands, noCommand }: Result) {
  if (noCommand !== undefined)
    return html`<h3>With the command line of the client</h3>
      <p>${prose(noCommand)}</p>`;
  if (commands === undefined) return nothing;
  return html`<h3>With the command line of the client</h3>
    <div class="columns">
      ${code("In this checkout", commands.checkout, "the client's command")}
      ${code("Installed", commands.installed, "the command of an installed client")}
    </div>`;
}

function exchangeView(exchange: ShownExchange) {
  const { actor, method, url, status, statusText, milliseconds, requestId } = exchange;
  const { pathname, search } = new URL(url);
  return html`<details class="exchange" data-request=${requestId}>
    <summary>
      <span class="actor">${actor}</span> <strong>${method}</strong> <code>${pathname}${search}</code>
      <span class="status ${statusClass(status)}">${status ?? "no answer"} ${statusText ?? ""}</span>
      <span class="soft">${milliseconds} ms</span>
    </summary>
    <div class="columns">
      ${code("Request", message(`${method} ${url}`, exchange.requestHeaders, exchange.requestBody), "the request")}
      ${
        status === undefined
          ? html`<p class="invalid">No answer came: ${exchange.error}</p>`
          : code(
              "Answer",
              message(`HTTP/1.1 ${status} ${statusText ?? ""}`, exchange.responseHeaders, exchange.responseBody),
              "the answer",
            )
      }
    </div>
    ${code("The same with curl", exchange.curl, "the curl command")}
  </details>`;
}

function message(start: string, headers: HeaderFields, body: string): string {
  const lines = [start, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return body === "" ? lines.join("\n") : `${lines.join("\n")}\n\n${indented(body)}`;
}

/** Indents JSON, and returns any other text unchanged. */
function indented(body: string): string {
  if (!body.startsWith("{") || body.includes("\n")) return body;
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

export function resultView(result: Result | undefined) {
  if (result === undefined) return nothing;
  return html`${outcomeBox(result)}
  ${
    result.parts === undefined
      ? nothing
      : html`<div class="parts">${result.parts.map((part) => outcomeBox(part, part.actor))}</div>`
  }`;
}
