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
  /** Replaces the valid token. `null` sends no Authorization. */
  readonly token?: string | null;
}

/** A registered entry, as read back. */
export interface Entry {
  readonly id: string;
  /** Path below the base. */
  readonly path: string;
  readonly versionId: string;
  /** Its version for If-Match: the registry's ETag in any form, otherwise `W/"[vid]"`. */
  readonly etag: string;
  readonly nhsNumber: string;
  /** URL of this version: the Location of its registration, or its expected value. */
  readonly location: string;
  readonly appointment: fhir.Appointment;
}

/** One caller of one registry. */
export class TestClient {
  constructor(
    readonly inputs: TestInputs,
    readonly dispatcher: Dispatcher,
    /** Requests and their statuses, for the report. */
    readonly trail: string[] = [],
    readonly limits: Limits = LIMITS,
  ) {}

  /** The base URL that the registry uses for itself. */
  get base(): string {
    return this.inputs.publicUrl ?? this.inputs.baseUrl;
  }

  /** `path` is below the base, or a complete URL. Requests JSON unless `headers` has another Accept. */
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

  /** Returns the address to call. A URL below the registry's own base URL is called behind the gateway. */
  private urlOf(path: string): string {
    if (!/^https?:/.test(path)) return this.inputs.baseUrl + path;
    return path.startsWith(`${this.base}/`) ? this.inputs.baseUrl + path.slice(this.base.length) : path;
  }

  /** Sends a POST with this resource or text. */
  post(body: object | string, request: TestRequest & { format?: Format; query?: string } = {}): Promise<Answer> {
    const { format = "json", query = "", ...sent } = request;
    return this.send(`/Appointment${query}`, {
      method: "POST",
      body: getText(body, format),
      ...sent,
      headers: { "content-type": getType(format), ...sent.headers },
    });
  }

  /** Sends a PUT with this resource or text to the entry's URL. If-Match has the known version unless `headers` has another. */
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

  /** Registers a booking and reads it. Other requirements cover the exact answers. @throws Blocked */
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

  /** Returns the current state of the entry. @throws Blocked */
  async again(entry: Entry): Promise<Entry> {
    return { ...entry, ...(await this.retrieve(entry.path)) };
  }

  /** Returns the current Appointment at this path, without requiring it to be valid. @throws Blocked */
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

  /** Returns a cancelled entry, its state before the cancellation, and the answer to the cancellation. @throws Blocked */
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

  /** Returns a valid token that lacks this permission but has another. The requirement must declare this need (`needs.ts`). */
  tokenWithout(permission: Permission): string {
    return limitedToken(this.inputs, permission) ?? anyToken(this.inputs);
  }
}

/** Returns the permission that a request needs, or the one for reading if it needs none. */
function getPermission(method: string, path: string): Permission {
  if (method === "PUT" || method === "PATCH" || method === "DELETE") return "update";
  if (/\/Appointment\/_search\b/.test(path) || /\/Appointment\?/.test(path))
    return method === "POST" && !path.includes("_search") ? "create" : "search";
  return method === "POST" && /\/Appointment$/.test(path) ? "create" : "read";
}

/** The kit's entries contain neither nulls nor empty values. Sending one back would be a fault of the kit. */
const withoutNothing = (appointment: fhir.Appointment): fhir.Appointment =>
  JSON.parse(JSON.stringify(appointment), (_, value: unknown) =>
    value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0)
      ? undefined
      : value,
  ) as fhir.Appointment;

/** Taken from the body if there is no Location. Another requirement covers the Location. */
const registeredId = (answer: Answer): string | undefined =>
  /\/Appointment\/([^/?#]+)/.exec(answer.header("location"))?.[1] ?? answer.loosely<fhir.Appointment>()?.id;

/** Returns the path of the registered entry below the base. */
export const getPath = (answer: Answer): string => `/Appointment/${registeredId(answer) ?? "0"}`;

/** Returns a different version of the same form. Another form might be malformed for the registry. */
export const otherVersion = (versionId: string): string =>
  versionId.replace(/.$/, (last) => (/\d/.test(last) ? (last === "9" ? "8" : "9") : last === "f" ? "e" : "f"));

/** Returns the entry with the ETag of a version that it does not have. */
export const stale = <E extends Pick<Entry, "versionId" | "etag">>(entry: E): E => {
  const versionId = otherVersion(entry.versionId);
  const etag = entry.etag.replace(entry.versionId, versionId);
  return { ...entry, versionId, etag: etag === entry.etag ? `W/"${versionId}"` : etag };
};

/** Returns the retrieved Appointment with only its status changed. */
export const cancelled = (entry: Pick<Entry, "appointment">, changes: Changes = {}): fhir.Appointment =>
  ({ ...entry.appointment, status: "cancelled", ...changes }) as fhir.Appointment;

export const getType = (format: Format): string => (format === "json" ? JSON_TYPE : XML_TYPE);

/** A text is sent unchanged, since it may be deliberately invalid. */
export const getText = (body: object | string, format: Format): string => {
  if (typeof body === "string") return body;
  return format === "json" ? JSON.stringify(body) : writeXml(body);
};
