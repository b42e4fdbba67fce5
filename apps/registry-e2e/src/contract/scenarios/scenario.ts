import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WORKSPACE } from "@appointment-registry/test-kit";
import { JSON_, XML } from "../../harness/entry.js";
import type { Answer, RegistryUnderTest, RequestOptions } from "../../harness/registry.js";
import type { Registries } from "./registry-settings.js";

export type Format = "json" | "xml";
export const EXAMPLES = join(WORKSPACE, "openapi/examples");

/** Produces the answer of an example. */
export type Scenario = (registries: Registries, format: Format) => Promise<Answer>;
/** Scenarios by name of the example, without the format. */
export type Scenarios = Readonly<Record<string, Scenario>>;

/** A request in the form in which it is sent. */
export interface ScenarioRequest extends RequestOptions {
  readonly path: string;
  readonly headers: Record<string, string | undefined>;
  readonly body?: string;
}

/** Returns a successful request of an interaction. `id` identifies a registered Appointment, for interactions that need one. */
export type Ask = (format: Format, id: string) => ScenarioRequest;
export type Change = (asked: ScenarioRequest, format: Format) => Partial<ScenarioRequest>;

export const requestExample = (name: string, format: Format): string =>
  readFileSync(join(EXAMPLES, "requests", `${name}.${format}`), "utf8");

/** Returns a request example of an update with the id of the Appointment that is registered here. */
export const updateExample = (name: string, format: Format, id: string): string =>
  requestExample(name, format).replace(SAMPLE_ID, id);
export const SAMPLE_ID = "b7e99463-00a1-45fc-98aa-02301c103aba";

export const headersFor = (format: Format): Record<string, string> => ({ ...(format === "xml" ? XML : JSON_) });
export const acceptFor = (format: Format): Record<string, string> => ({ accept: headersFor(format).accept ?? "" });

export function send(
  registry: Pick<RegistryUnderTest, "send">,
  { path, ...options }: ScenarioRequest,
): Promise<Answer> {
  return registry.send(`${path}${path.includes("?") ? "&" : "?"}_pretty=true`, options);
}

/** Sends the request for a new Appointment, with the changes that `change` makes. */
export function changed(ask: Ask, change: Change = () => ({})): Scenario {
  return async ({ usual }, format) => {
    const asked = ask(format, await registered(usual, format));
    return send(usual, { ...asked, ...change(asked, format) });
  };
}

/** Like `changed`, for an Appointment that has been cancelled. */
export function afterCancel(ask: Ask, change: Change = () => ({})): Scenario {
  return async ({ usual }, format) => {
    const id = await registered(usual, format);
    await send(usual, cancel(format, id));
    const asked = ask(format, id);
    return send(usual, { ...asked, ...change(asked, format) });
  };
}

/** Requests an OperationOutcome as the answer. */
export const preferringOutcome: Change = ({ headers }) => ({
  headers: { ...headers, prefer: "return=OperationOutcome" },
});

/** Registers the sample, or the given body. */
export async function registered(
  registry: RegistryUnderTest,
  format: Format,
  body = requestExample("register-201", format),
): Promise<string> {
  const answer = await send(registry, { ...register(format, ""), body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return /Appointment\/([^/]+)\/_history/.exec(answer.headers["location"] ?? "")?.[1] ?? "";
}

export const register: Ask = (format) => ({
  path: "/Appointment",
  method: "POST",
  headers: headersFor(format),
  body: requestExample("register-201", format),
});

export const cancel: Ask = (format, id) => ({
  path: `/Appointment/${id}`,
  method: "PUT",
  headers: { ...headersFor(format), "if-match": 'W/"1"' },
  body: updateExample("cancel-200", format, id),
});

export const cancelAtVersion: Ask = (format, id) => ({
  ...cancel(format, id),
  path: `/Appointment/${id}/_history/1`,
  body: updateExample("cancel-at-version-200", format, id),
});
