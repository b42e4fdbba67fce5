import { readFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { plannedEntry } from "../chaos/entries.js";
import { JSON_, XML } from "../harness/entry.js";
import type { Answer, RegistryUnderTest, RequestOptions } from "../harness/registry.js";
import { WORKSPACE } from "../harness/workspace.js";

export type Format = "json" | "xml";
export const EXAMPLES = join(WORKSPACE, "openapi/examples");

/** A registry as it is usually set up, one that limits its clients, and one whose issuer cannot be reached. */
export interface Registries {
  readonly usual: RegistryUnderTest;
  readonly limiting: RegistryUnderTest;
  readonly keyless: RegistryUnderTest;
}

/** How the answer of an example comes about. */
export type Scenario = (registries: Registries, format: Format) => Promise<Answer>;

const body = (name: string, format: Format): string =>
  readFileSync(join(EXAMPLES, "requests", `${name}.${format}`), "utf8");
const headersFor = (format: Format): Record<string, string> => ({ ...(format === "xml" ? XML : JSON_) });

async function registeredSample(
  registry: RegistryUnderTest,
  format: Format,
  text?: string,
): Promise<Answer & { id: string }> {
  const answer = await registry.send("/Appointment?_pretty=true", {
    method: "POST",
    headers: headersFor(format),
    body: text ?? body("register-201", format),
  });
  const id = /Appointment\/([^/]+)\/_history/.exec(answer.headers["location"] ?? "")?.[1] ?? "";
  return { ...answer, id };
}

/** The request example of a cancel, for the sample as it is registered here. */
function cancelBody(id: string, format: Format): string {
  return body("cancel-200", format).replace(/b7e99463-00a1-45fc-98aa-02301c103aba/, id);
}

function put(registry: RegistryUnderTest, id: string, format: Format, options: RequestOptions = {}): Promise<Answer> {
  return registry.send(`/Appointment/${id}?_pretty=true`, {
    method: "PUT",
    body: cancelBody(id, format),
    ...options,
    headers: { ...headersFor(format), "if-match": 'W/"1"', ...options.headers },
  });
}

/** A cancel of a new entry; `change` may alter what is sent. */
function cancel(change: (id: string, sent: string) => RequestOptions = () => ({})): Scenario {
  return async ({ usual }, format) => {
    const { id } = await registeredSample(usual, format);
    return put(usual, id, format, change(id, cancelBody(id, format)));
  };
}

function get(path: (id: string) => string, options: RequestOptions = {}): Scenario {
  return async ({ usual }, format) => {
    const { id } = await registeredSample(usual, format);
    return usual.send(path(id), { ...options, headers: { accept: headersFor(format).accept, ...options.headers } });
  };
}

const validate = (path: (id: string) => string, text: (id: string, format: Format) => string): Scenario => {
  return async ({ usual }, format) => {
    const { id } = await registeredSample(usual, format);
    return usual.send(path(id), { method: "POST", headers: headersFor(format), body: text(id, format) });
  };
};

/** One for each file of `openapi/examples/responses`, by its name without the format. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "register-201": ({ usual }, format) => registeredSample(usual, format),
  "register-200": async ({ usual }, format) => {
    const url = `https://provider.example/Appointment/${format}`;
    const text = body("register-201", format).replace("http://test.nhs.uk/test3", url);
    await registeredSample(usual, format, text);
    return usual.send("/Appointment?_pretty=true", {
      method: "POST",
      headers: { ...headersFor(format), "if-none-exist": `identifier=urn:ietf:rfc:3986|${url}` },
      body: text,
    });
  },
  "register-422": async ({ usual }, format) => {
    const sample = body("register-201", format);
    const text =
      format === "xml"
        ? sample.replace('<status value="booked"/>', '<status value="arrived"/>\n  <description value="Dressing"/>')
        : sample.replace('"status": "booked",', '"status": "arrived",\n  "description": "Dressing",');
    return registeredSample(usual, format, text);
  },
  "read-200": get((id) => `/Appointment/${id}?_pretty=true`),
  "read-404": get(() => "/Appointment/unknown?_pretty=true"),
  "read-406": async ({ usual }, format) => {
    const { id } = await registeredSample(usual, format);
    const headers = { ...headersFor(format), accept: "text/csv" };
    return usual.send(`/Appointment/${id}?_pretty=true`, { headers });
  },
  "read-429": async ({ limiting }, format) => {
    const ask = () =>
      limiting.send("/Appointment/unknown?_pretty=true", { headers: { accept: headersFor(format).accept } });
    for (;;) {
      const answer = await ask();
      if (answer.status === 429) return answer;
    }
  },
  "read-500": ({ keyless }, format) =>
    keyless.send("/Appointment/unknown?_pretty=true", { headers: { accept: headersFor(format).accept } }),
  "history-200": async ({ usual }, format) => {
    const { id } = await registeredSample(usual, format);
    await put(usual, id, format);
    return usual.send(`/Appointment/${id}/_history?_pretty=true`, { headers: { accept: headersFor(format).accept } });
  },
  "search-200": async ({ usual }, format) => {
    const { body: text, nhsNumber } = plannedEntry("examples", format === "xml" ? 0 : 5);
    await registeredSample(usual, "json", text);
    return usual.send("/Appointment/_search?_pretty=true", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: headersFor(format).accept },
      body: new URLSearchParams({ "patient.identifier": `https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}` }).toString(),
    });
  },
  "capabilities-200": ({ usual }, format) =>
    usual.send("/metadata?_pretty=true", { token: null, headers: { accept: headersFor(format).accept } }),
  "validate-200": validate(
    () => "/Appointment/$validate?_pretty=true",
    (_, format) => body("register-201", format),
  ),
  "validate-200-difference": validate(
    (id) => `/Appointment/${id}/$validate?_pretty=true`,
    (id, format) => cancelBody(id, format).replace("2019-02-01T10:51:23", "2019-02-01T11:51:23"),
  ),
  "cancel-200": cancel(),
  "cancel-400": cancel((_, sent) => ({ body: sent.slice(0, 200) })),
  "cancel-400-id-mismatch": cancel((id, sent) => ({ body: sent.replace(id, "another") })),
  "cancel-403": cancel(() => ({ token: null })),
  "cancel-403-interaction": async (registries, format) => {
    const groups = ["urn:nhs:names:services:careconnect:fhir:rest:read:appointment"];
    const token = await registries.usual.token({ groups });
    return cancel(() => ({ token }))(registries, format);
  },
  "cancel-408": async ({ usual }, format) => {
    const { id } = await registeredSample(usual, format);
    return halfOf(usual, id, format);
  },
  "cancel-409": async ({ usual }, format) => {
    const { id } = await registeredSample(usual, format);
    await put(usual, id, format);
    return put(usual, id, format);
  },
  "cancel-412": cancel(() => ({ headers: { "if-match": undefined } })),
  "cancel-413": cancel((_, sent) => ({ body: sent + " ".repeat(2 ** 20) })),
  "cancel-415": cancel(() => ({ headers: { "content-type": "text/plain" } })),
  "cancel-422-already-cancelled": async ({ usual }, format) => {
    const { id } = await registeredSample(usual, format);
    await put(usual, id, format);
    return put(usual, id, format, { headers: { "if-match": 'W/"2"' } });
  },
  "cancel-422-difference": cancel((_, sent) => ({ body: sent.replace("2019-02-01T10:51:23", "2019-02-01T11:51:23") })),
  "cancel-422-profile": cancel((_, sent) => ({
    body: sent.replace(/\s*<status value="accepted"\/>|,\s*"status": "accepted"/, ""),
  })),
};

/** Announces a body and sends half of it. */
async function halfOf(registry: RegistryUnderTest, id: string, format: Format): Promise<Answer> {
  const sent = cancelBody(id, format);
  const file = (name: string): Buffer => readFileSync(join(registry.directory, "tls", name));
  const outgoing = request(`${registry.baseUrl}/Appointment/${id}?_pretty=true`, {
    method: "PUT",
    ca: file("ca.pem"),
    cert: file("client.pem"),
    key: file("client.key"),
    headers: {
      ...headersFor(format),
      authorization: `Bearer ${await registry.token()}`,
      "if-match": 'W/"1"',
      "content-length": Buffer.byteLength(sent),
    },
  });
  outgoing.on("error", () => undefined);
  outgoing.write(sent.slice(0, sent.length / 2));
  return new Promise((answered) => {
    outgoing.on("response", (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => (text += chunk));
      incoming.on("end", () => {
        const headers = Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
        );
        answered({ status: incoming.statusCode ?? 0, headers, text });
        outgoing.destroy();
      });
    });
  });
}
