import { channel } from "node:diagnostics_channel";
import { TLSSocket } from "node:tls";
import { readAnswer } from "../../answers.js";
import { Call } from "../../calls/call.js";
import { contractRequest } from "../../contract-request.js";
import { createExchange } from "../../exchange.js";
import type { Answer } from "../../transport/transport.js";
import { certificatesIn } from "../pem-files.js";
import type { Connection } from "../connection.js";
import { likelyCause } from "../likely-cause.js";
import { bad, good } from "./finding.js";
import type { Finding } from "./finding.js";

/**
 * Retrieves the capability statement as the client does, and uses the answer to check TLS, the statement and the clock.
 */
export async function* checkMetadata(connection: Connection): AsyncGenerator<Finding> {
  const { ca } = connection.settings;
  const authorities = ca === undefined ? undefined : await certificatesIn("ca", ca);
  if (authorities?.fault !== undefined) {
    yield bad("TLS", authorities.fault.found, authorities.fault.advice);
    return;
  }
  // The capability statement requires no token.
  const { token: _, ...options } = connection.options;
  const exchange = createExchange({ ...options, retry: { attempts: 1 } });
  const call = new Call(exchange.budget);
  const handshake = lastHandshake();
  try {
    const start = Date.now();
    const asked = { interaction: "capabilities", again: "always", anonymous: true } as const;
    const { answer, error } = await exchange.send(contractRequest("get", "/metadata", {}), asked, call);
    const tls = handshake.found();
    if (tls !== undefined) yield good("TLS", tls);
    if (answer !== undefined) {
      yield statementIn(answer, connection);
      yield clock(answer, (start + Date.now()) / 2);
      return;
    }
    const likely = likelyCause(error, connection);
    const found = likely?.cause ?? error.message;
    const advice = likely?.advice ?? "Check the address, whether the registry is running, and firewalls.";
    yield bad(tls === undefined ? "TLS" : "capability statement", found, advice);
  } finally {
    handshake.end();
    call.end();
    await exchange.close();
  }
}

/** Observes the last TLS handshake: undici publishes its connections (docs/api/DiagnosticsChannel.md). */
function lastHandshake(): { readonly found: () => string | undefined; readonly end: () => void } {
  const connected = channel("undici:client:connected");
  let found: string | undefined;
  const note = (message: unknown): void => {
    const { socket } = message as { readonly socket?: unknown };
    if (!(socket instanceof TLSSocket)) return;
    const { subject, valid_to } = socket.getPeerCertificate();
    const days = Math.floor((Date.parse(valid_to) - Date.now()) / 86_400_000);
    found = `${socket.getProtocol()}, certificate of ${subject?.CN} for ${days} more days`;
  };
  connected.subscribe(note);
  return { found: () => found, end: () => void connected.unsubscribe(note) };
}

const PATH = "There is no FHIR base at this address: it may lack its path, such as /STU3.";
const OTHER_VERSION = "This is a FHIR server of another version than STU3 (3.0): check the path of the FHIR base.";

function statementIn(answer: Answer, { settings }: Connection): Finding {
  const check = "capability statement";
  const { status, headers, body } = answer;
  const read = readAnswer(answer, "CapabilityStatement");
  if (read === undefined || read.kind === "unreadable") {
    const type = headers.get("content-type")?.replace(/;.*/, "");
    const found = `none: HTTP ${status}${type === undefined ? "" : `, ${type}`}`;
    const location = headers.get("location");
    if (status >= 300 && status < 400 && location !== null)
      return bad(check, found, `It redirects to ${location}: set --url to the registry itself.`);
    if (status >= 500)
      return bad(check, found, "The registry, or a gateway in front of it, fails: try later, or inform its operator.");
    if (/SSL certificate|client certificate/i.test(Buffer.from(body).toString("latin1", 0, 2000))) {
      const used = settings.cert === undefined ? "" : ` ${settings.cert}`;
      return bad(check, found, `A gateway does not accept the client certificate${used}: ask its operator.`);
    }
    if (status === 401 || status === 403)
      return bad(check, found, "A gateway in front of the registry rejects this client: ask its operator.");
    return bad(check, found, PATH);
  }
  // The statement may be invalid, with any value in place of an element: other servers omit elements, and other
  // versions have different ones.
  const statement = read.resource as Partial<fhir.CapabilityStatement>;
  const resources = list(statement.rest).flatMap((rest) => list(rest?.resource));
  const appointment = resources.find((resource) => resource?.type === "Appointment");
  const codes = list(appointment?.interaction).map((interaction) => interaction?.code);
  const found = `FHIR ${statement.fhirVersion}, Appointment: ${codes.join(", ") || "no interactions"}`;
  if (!/^3\.0\./.test(statement.fhirVersion ?? "")) {
    return bad(check, found, OTHER_VERSION);
  }
  const lacks = ["read", "update"].filter((code) => !(codes as string[]).includes(code));
  return lacks.length === 0
    ? good(check, found)
    : bad(check, found, `This is not an Appointment Registry: it lacks ${lacks.join(" and ")}.`);
}

const list = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? (value as T[]) : []);

/** If the clocks differ by more, tokens are refused as expired or not yet valid. */
const MAXIMUM_SKEW_S = 30;

function clock({ headers }: Answer, now: number): Finding {
  const skew = Math.round((now - Date.parse(headers.get("date") ?? "")) / 1000);
  const found = Number.isNaN(skew) ? "not known" : `${skew} s from the registry's`;
  if (!(Math.abs(skew) > MAXIMUM_SKEW_S)) return good("clock", found);
  return bad("clock", found, "Correct this machine's clock (NTP); otherwise tokens are rejected.");
}
