import { PassThrough } from "node:stream";
import { verifyTrails } from "@appointment-registry/audit-trail";
import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { badRequest, notFound } from "@hapi/boom";
import { server as createServer } from "@hapi/hapi";
import type { Request, ResponseToolkit, Server } from "@hapi/hapi";
import { cancel, findByPatient, findByProvider, open, register } from "./appointments.js";
import type { Action } from "./appointments.js";
import { readAssets } from "./assets.js";
import { caseInfos, caseNamed } from "./cases.js";
import { checkDraft, draftFrom } from "./draft.js";
import { guard } from "./guard.js";
import type { LiveTraffic } from "./live.js";
import type { ConsoleOptions } from "./options.js";
import { PAST_URL, PATIENTS, sampleFields, sharedSeed } from "./samples.js";
import type { DraftEdit, DraftFields, Result, ShownExchange, TrailCheck, InitialState } from "./shapes.js";
import type { Suppliers } from "./supplier.js";
import type { Wire } from "./wire.js";

/** Larger than any Appointment that the registry accepts. */
const MAXIMUM_BODY_BYTES = 1024 * 1024;

export interface ConsoleParts {
  readonly options: ConsoleOptions;
  readonly session: string;
  readonly wire: Wire;
  readonly suppliers: Suppliers;
  readonly live: LiveTraffic;
  /** Calls the listener with every answered exchange, until the returned function is called. */
  readonly onExchange: (listener: (exchange: ShownExchange) => void) => () => void;
}

/** Returns the console for `port` of the loopback address without listening. */
export function composeConsole(parts: ConsoleParts, port: number): Server {
  const { options, session, wire, suppliers, live, onExchange } = parts;
  const server = createServer({
    host: "127.0.0.1",
    port,
    compression: false,
    routes: { payload: { maxBytes: MAXIMUM_BODY_BYTES }, state: { parse: false } },
  });
  guard(server, session);

  for (const [path, { type, text }] of readAssets())
    server.route({ method: "GET", path, handler: (_, h) => h.response(text).type(type) });

  const action = async (work: () => Promise<Action>): Promise<Result> => {
    const [done, exchanges] = await wire.record(work);
    return { ...done, exchanges };
  };
  const seeded = sharedSeed(suppliers);
  const post = (path: string, work: (body: Body) => Promise<unknown>): void =>
    server.route({ method: "POST", path: `/api${path}`, handler: async (request) => work(getBody(request)) as never });

  post("/welcome", async (): Promise<InitialState> => {
    await seeded();
    return {
      baseUrl: options.baseUrl,
      clientId: options.credentials.clientId,
      patients: PATIENTS,
      pastUrl: PAST_URL,
      cases: caseInfos(),
    };
  });
  post("/find", (body) => {
    const nhsNumber = optional(body, "nhsNumber")?.replace(/[\s-]/g, "");
    return action(() =>
      nhsNumber === undefined
        ? findByProvider(suppliers, required(body, "providerUrl"))
        : findByPatient(suppliers, nhsNumber),
    );
  });
  post("/open", (body) => action(() => open(suppliers, idIn(body))));
  post("/cancel", (body) =>
    action(() => cancel(suppliers, idIn(body), body["to"] === "entered-in-error" ? "entered-in-error" : "cancelled")),
  );
  post("/register", (body) => action(() => register(suppliers, required(body, "json"))));
  post("/draft/new", async (body) => {
    const wanted = optional(body, "nhsNumber") ?? "";
    const json = draftFrom(sampleFields(isValidNhsNumber(wanted) ? wanted : PATIENTS[0].nhsNumber));
    return { json, ...checkDraft({ from: "json", text: json }) };
  });
  post("/draft", async (body) => checkDraft(editIn(body)));
  post("/case", (body) => {
    const found = caseNamed(required(body, "name"));
    if (found === undefined) throw notFound("There is no such case.");
    return action(() => found.play(suppliers, options));
  });
  post("/trail", async (): Promise<TrailCheck> => {
    const { trails, faults } = await verifyTrails(options.trail);
    const last = trails.at(-1)?.end;
    return {
      unchanged: faults.length === 0,
      records: trails.reduce((sum, { end }) => sum + end.sequence, 0),
      end: last === undefined ? "" : `${last.sequence}:${last.hash}`,
      faults: faults.map(({ file, line, message }) => `${file}${line === undefined ? "" : `:${line}`}: ${message}`),
    };
  });
  server.route({ method: "GET", path: "/api/events", handler: (request, h) => events(request, h, live, onExchange) });
  return server;
}

/** Sends server-sent events: `traffic` for every request that the registry answered, and `exchange` for those of the console itself. */
async function events(
  request: Request,
  h: ResponseToolkit,
  live: LiveTraffic,
  onExchange: ConsoleParts["onExchange"],
): Promise<ReturnType<ResponseToolkit["response"]>> {
  const stream = new PassThrough();
  const send = (event: string, data: object): void =>
    void stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const stopLive = await live.listen((line) => send("traffic", line));
  const stopExchanges = onExchange(({ actor, method, url, status, milliseconds }) =>
    send("exchange", { actor, method, path: new URL(url).pathname, status: status ?? 0, milliseconds }),
  );
  request.raw.res.once("close", () => {
    stopLive();
    stopExchanges();
    stream.end();
  });
  send("earlier", await live.earlier());
  return h.response(stream).type("text/event-stream");
}

type Body = Readonly<Record<string, unknown>>;

function getBody({ payload }: Request): Body {
  return typeof payload === "object" && payload !== null && !Buffer.isBuffer(payload) ? (payload as Body) : {};
}

function optional(body: Body, name: string): string | undefined {
  const value = body[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function required(body: Body, name: string): string {
  const value = optional(body, name);
  if (value === undefined) throw badRequest(`"${name}" is missing.`);
  return value;
}

/** Checks the grammar of `id` (STU3, datatypes.html#id). */
function idIn(body: Body): string {
  const id = required(body, "id");
  if (!/^[A-Za-z0-9\-.]{1,64}$/.test(id) || id === "." || id === "..") throw badRequest("That is not an id.");
  return id;
}

function editIn(body: Body): DraftEdit {
  const { from, fields } = body;
  const text = (name: string): string => (typeof body[name] === "string" ? body[name] : "");
  if (from === "json" || from === "xml") return { from, text: text("text") };
  if (from !== "form" || typeof fields !== "object" || fields === null) throw badRequest("That is not an edit.");
  const field = (name: keyof DraftFields): string => String((fields as Partial<DraftFields>)[name] ?? "");
  return {
    from,
    json: text("json"),
    fields: {
      nhsNumber: field("nhsNumber"),
      providerUrl: field("providerUrl"),
      start: field("start"),
      end: field("end"),
      created: field("created"),
    },
  };
}
