import type { Dispatcher } from "undici";
import { booking } from "./appointment.js";
import type { Changes } from "./appointment.js";
import type { Answer, Format } from "./answer.js";
import { LIMITS, exchange } from "./connection.js";
import type { Limits, Sent } from "./connection.js";
import { anyToken, tokenFor } from "./test-inputs.js";
import type { TestInputs } from "./test-inputs.js";
import { limitedToken } from "./needs.js";
import { madeUpNhsNumber } from "./nhs-number.js";
import { writeXml } from "./resource/write-xml.js";
import type { Permission } from "./tokens.js";
import { Blocked } from "./verdict.js";

export const JSON_TYPE = "application/fhir+json";
export const XML_TYPE = "application/fhir+xml";

export interface TestRequest extends Sent {
  /** Instead of the good one; `null`: no Authorization at all. */
  readonly token?: string | null;
}

/** What was registered, as it is read. */
export interface Entry {
  readonly id: string;
  /** Below the base. */
  readonly path: string;
  readonly versionId: string;
  /** Its version as If-Match names it: the ETag that the registry gives, whatever its form; else `W/"[vid]"`. */
  readonly etag: string;
  readonly nhsNumber: string;
  /** Of this version: the Location of its registration, or what it should be. */
  readonly location: string;
  readonly appointment: fhir.Appointment;
}

/** One caller of one registry. */
export class TestClient {
  constructor(
    readonly inputs: TestInputs,
    readonly dispatcher: Dispatcher,
    /** What was asked and answered, for the report. */
    readonly trail: string[] = [],
    readonly limits: Limits = LIMITS,
  ) {}

  /** What the registry calls itself. */
  get base(): string {
    return this.inputs.publicUrl ?? this.inputs.baseUrl;
  }

  /** `path` is below the base, or a whole URL. Asks for JSON unless `headers` has another Accept. */
  async send(path: string, { token, ...sent }: TestRequest = {}): Promise<Answer> {
    const good = token === undefined ? tokenFor(this.inputs, getPermission(sent.method ?? "GET", path)) : token;
    const answer = await exchange(
      this.dispatcher,
      this.urlOf(path),
      {
        ...sent,
        headers: {
          accept: JSON_TYPE,
          ...(good === null ? {} : { authorization: `Bearer ${good}` }),
          ...sent.headers,
        },
      },
      this.limits,
    );
    this.trail.push(`${answer.asked} -> ${answer.status}`);
    return answer;
  }

  /** Where a URL is called: one that begins with what the registry calls itself, behind the gateway. */
  private urlOf(path: string): string {
    if (!/^https?:/.test(path)) return this.inputs.baseUrl + path;
    return path.startsWith(`${this.base}/`) ? this.inputs.baseUrl + path.slice(this.base.length) : path;
  }

  /** POST of this resource, or of this text. */
  post(body: object | string, request: TestRequest & { format?: Format; query?: string } = {}): Promise<Answer> {
    const { format = "json", query = "", ...sent } = request;
    return this.send(`/Appointment${query}`, {
      method: "POST",
      body: getText(body, format),
      ...sent,
      headers: { "content-type": getType(format), ...sent.headers },
    });
  }

  /** PUT of this resource, or of this text, to the entry's URL; with If-Match of the version known unless `headers` has another. */
  put(
    entry: Pick<Entry, "path" | "etag">,
    body: object | string,
    request: TestRequest & { format?: Format } = {},
  ): Promise<Answer> {
    const { format = "json", ...sent } = request;
    return this.send(entry.path, {
      method: "PUT",
      body: getText(body, format),
      ...sent,
      headers: { "content-type": getType(format), "if-match": entry.etag, ...sent.headers },
    });
  }

  /** Registers a booking and reads it; how exactly it was answered is the subject of other requirements. @throws Blocked */
  async register(changes: Changes = {}, nhsNumber: string = madeUpNhsNumber()): Promise<Entry> {
    const answer = await this.post(booking(nhsNumber, changes));
    const id = registeredId(answer);
    if (!answer.succeeded || id === undefined) {
      throw new Blocked(
        `No entry could be registered: ${answer.asked} was answered ${answer.status} ${answer.text.slice(0, 300)}`,
      );
    }
    const path = `/Appointment/${id}`;
    const entry = { id, path, nhsNumber, ...(await this.retrieve(path)) };
    const given = answer.header("location");
    const location = given.includes("/_history/") ? given : `${this.base}${path}/_history/${entry.versionId}`;
    return { ...entry, location };
  }

  /** The entry as it is now. @throws Blocked */
  async again(entry: Entry): Promise<Entry> {
    return { ...entry, ...(await this.retrieve(entry.path)) };
  }

  /** What is at this path now, loosely read. @throws Blocked */
  async read(path: string): Promise<fhir.Appointment> {
    return (await this.retrieve(path)).appointment;
  }

  private async retrieve(path: string): Promise<Pick<Entry, "appointment" | "versionId" | "etag">> {
    const answer = await this.send(path);
    if (answer.status !== 200) throw new Blocked(`${answer.asked} was answered ${answer.status}`);
    const read = answer.loosely<Partial<fhir.Appointment>>();
    if (read?.resourceType !== "Appointment") throw new Blocked(`${answer.asked} was not answered with an Appointment`);
    const [, id = ""] = /^\/Appointment\/([^/]+)/.exec(path) ?? [];
    const appointment = { id, ...withoutNothing(read as fhir.Appointment) };
    const versionId = appointment.meta?.versionId ?? /^(?:W\/)?"(.+)"$/.exec(answer.header("etag"))?.[1];
    if (versionId === undefined) throw new Blocked(`${answer.asked}: neither meta.versionId nor an ETag was answered`);
    return { appointment, versionId, etag: answer.header("etag") || `W/"${versionId}"` };
  }

  /** An entry that is cancelled, as it is and as it was, with the answer to its cancellation. @throws Blocked */
  async cancelledEntry(
    changes: Changes = {},
    nhsNumber?: string,
  ): Promise<Entry & { readonly first: Entry; readonly answer: Answer }> {
    const first = await this.register(changes, nhsNumber);
    const answer = await this.put(first, cancelled(first));
    const now = answer.succeeded ? await this.again(first) : first;
    if (now.appointment.status !== "cancelled")
      throw new Blocked(`${answer.asked} was answered ${answer.status}, and the entry is not cancelled`);
    return { ...now, first, answer };
  }

  /** A valid token that lacks this permission, and has another. The requirement needs one (`needs.ts`). */
  tokenWithout(permission: Permission): string {
    return limitedToken(this.inputs, permission) ?? anyToken(this.inputs);
  }
}

/** The permission that a request needs; for what needs none, that for reading. */
function getPermission(method: string, path: string): Permission {
  if (method === "PUT" || method === "PATCH" || method === "DELETE") return "update";
  if (/\/Appointment\/_search\b/.test(path) || /\/Appointment\?/.test(path))
    return method === "POST" && !path.includes("_search") ? "create" : "search";
  return method === "POST" && /\/Appointment$/.test(path) ? "create" : "read";
}

/** No entry of the kit has a null, nor anything empty: to send one back would be a fault of its own. */
const withoutNothing = (appointment: fhir.Appointment): fhir.Appointment =>
  JSON.parse(JSON.stringify(appointment), (_, value: unknown) =>
    value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0)
      ? undefined
      : value,
  ) as fhir.Appointment;

/** By the body if there is no Location: whether that is as it should be is the subject of another requirement. */
const registeredId = (answer: Answer): string | undefined =>
  /\/Appointment\/([^/?#]+)/.exec(answer.header("location"))?.[1] ?? answer.loosely<fhir.Appointment>()?.id;

/** Of the entry that was registered, below the base. */
export const getPath = (answer: Answer): string => `/Appointment/${registeredId(answer) ?? "0"}`;

/** A version that this one is not, of the same form: neither a number nor a word of its own kind may be malformed. */
export const otherVersion = (versionId: string): string =>
  versionId.replace(/.$/, (last) => (/\d/.test(last) ? (last === "9" ? "8" : "9") : last === "f" ? "e" : "f"));

/** The entry with the ETag of a version that it does not have. */
export const stale = <E extends Pick<Entry, "versionId" | "etag">>(entry: E): E => {
  const versionId = otherVersion(entry.versionId);
  const etag = entry.etag.replace(entry.versionId, versionId);
  return { ...entry, versionId, etag: etag === entry.etag ? `W/"${versionId}"` : etag };
};

/** The retrieved Appointment with its status changed and nothing else. */
export const cancelled = (entry: Pick<Entry, "appointment">, changes: Changes = {}): fhir.Appointment =>
  ({ ...entry.appointment, status: "cancelled", ...changes }) as fhir.Appointment;

export const getType = (format: Format): string => (format === "json" ? JSON_TYPE : XML_TYPE);

/** A text is sent unchanged: it may be deliberately wrong. */
export const getText = (body: object | string, format: Format): string => {
  if (typeof body === "string") return body;
  return format === "json" ? JSON.stringify(body) : writeXml(body);
};
