import { createExchange } from "./exchange.js";
import { cancel } from "./interactions/cancel.js";
import type { CancelOptions } from "./interactions/cancel.js";
import { capabilities, validate } from "./interactions/inspect.js";
import { register } from "./interactions/register.js";
import type { RegisterOptions } from "./interactions/register.js";
import { history, read, readVersion, search } from "./interactions/retrieve.js";
import type { CallOptions } from "./interactions/retrieve.js";
import type { ClientOptions } from "./options.js";
import type {
  CancelResult,
  CapabilitiesResult,
  HistoryResult,
  ReadResult,
  ReadVersionResult,
  RegisterResult,
  SearchResult,
  ValidateResult,
} from "./results.js";

/**
 * A registry. Each interaction resolves to one of the cases of its result, told apart by `status`; it rejects only when the
 * caller's `signal` says so or the arguments make no request.
 */
export interface RegistryClient {
  /** Registers a booked Appointment; see `RegisterOptions.once` for what happens when an answer is lost. */
  register(appointment: fhir.Appointment, options?: RegisterOptions): Promise<RegisterResult>;
  /** The current version. */
  read(id: string, options?: CallOptions): Promise<ReadResult>;
  readVersion(id: string, versionId: string, options?: CallOptions): Promise<ReadVersionResult>;
  /** Every version, newest first. */
  history(id: string, options?: CallOptions): Promise<HistoryResult>;
  /** The appointments of a patient that do not lie in the past. */
  search(nhsNumber: string, options?: CallOptions): Promise<SearchResult>;
  /** Retrieves, changes `status`, PUTs with `If-Match`, and finds out what happened if an answer is lost. */
  cancel(id: string, options?: CancelOptions): Promise<CancelResult>;
  validate(appointment: fhir.Appointment, options?: CallOptions): Promise<ValidateResult>;
  capabilities(options?: CallOptions): Promise<CapabilitiesResult>;
  /** Ends the connections once the requests under way are answered. */
  close(): Promise<void>;
}

/** A client of one registry, with its connections and its token. Throws `TypeError` where an option cannot be used. */
export function createRegistryClient(options: ClientOptions): RegistryClient {
  if (!URL.canParse(options.baseUrl) || new URL(options.baseUrl).protocol !== "https:") {
    throw new TypeError("baseUrl must be an https URL: the registry speaks mutual TLS only.");
  }
  const exchange = createExchange(options);
  return {
    register: (appointment, callOptions) => register(exchange, appointment, callOptions),
    read: (id, callOptions) => read(exchange, id, callOptions),
    readVersion: (id, versionId, callOptions) => readVersion(exchange, id, versionId, callOptions),
    history: (id, callOptions) => history(exchange, id, callOptions),
    search: (nhsNumber, callOptions) => search(exchange, nhsNumber, callOptions),
    cancel: (id, callOptions) => cancel(exchange, id, callOptions),
    validate: (appointment, callOptions) => validate(exchange, appointment, callOptions),
    capabilities: (callOptions) => capabilities(exchange, callOptions),
    close: () => exchange.close(),
  };
}
