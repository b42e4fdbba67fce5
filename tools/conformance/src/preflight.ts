import { booking } from "./appointment.js";
import type { Answer } from "./answer.js";
import { searchFor } from "./checks/search.js";
import type { Kit } from "./kit.js";
import { madeUpNhsNumber } from "./nhs-number.js";

/** What becomes of a TLS handshake whose client certificate is refused, as Node tells it. */
const REFUSED_HANDSHAKE = /other side closed|ECONNRESET|EPIPE|socket hang up|alert/i;

/**
 * Is there a registry that can be asked at all, and does it take the token? If not, every requirement would be told as not
 * met, for one reason that is not the registry's. What it does wrong otherwise is for the requirements to say. @throws Error
 */
export async function expectRegistry(kit: Kit): Promise<void> {
  const unanswered = (error: unknown): never => {
    const { message, code = "" } = error as Error & { code?: string };
    const hint = REFUSED_HANDSHAKE.test(`${message} ${code}`) ? " (is the client certificate one that it trusts?)" : "";
    throw new Error(`${kit.base} cannot be asked: ${message}${hint}`);
  };
  const statement = await kit.send("/metadata").catch(unanswered);
  const search = await kit.send(`/Appointment?${searchFor(madeUpNhsNumber())}`).catch(unanswered);
  if (!refusesCaller(search) && (typeOf(statement) === "CapabilityStatement" || typeOf(search) === "Bundle")) return;
  const registration = await kit.post(booking(madeUpNhsNumber())).catch(unanswered);
  if (registration.succeeded) return;
  if (refusesCaller(search) && refusesCaller(registration)) {
    throw new Error(`${kit.base} refuses the token: ${told(search)}; ${told(registration)} ${saidBy(registration)}`);
  }
  if (typeOf(statement) === "CapabilityStatement") return;
  throw new Error(
    `${kit.base} is not the FHIR base of a registry: ${[statement, search, registration].map(told).join("; ")}`,
  );
}

const refusesCaller = ({ status }: Answer): boolean => status === 401 || status === 403;

const typeOf = (answer: Answer): unknown => answer.loosely<{ resourceType?: unknown }>()?.resourceType;

const told = ({ asked, status }: Answer): string => `${asked.split("?")[0] ?? ""} was answered ${status}`;

const saidBy = (answer: Answer): string =>
  answer.loosely<Partial<fhir.OperationOutcome>>()?.issue?.[0]?.diagnostics ?? answer.text.slice(0, 200);
