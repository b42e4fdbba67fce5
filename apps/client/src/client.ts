import { randomUUID } from "node:crypto";
import type { Call } from "./calls/call.js";
import { Calls } from "./calls/calls.js";
import { createExchange } from "./exchange.js";
import { cancel } from "./interactions/cancel.js";
import type { CancelOptions } from "./interactions/cancel.js";
import { capabilities, validate } from "./interactions/inspect.js";
import { register } from "./interactions/register.js";
import type { RegisterOptions } from "./interactions/register.js";
import { history, read, readVersion } from "./interactions/retrieve.js";
import type { CallOptions } from "./interactions/retrieve.js";
import { search } from "./interactions/search.js";
import type { SearchQuery } from "./interactions/search.js";
import type { ClientOptions } from "./options.js";
import { unreachable } from "./refusals.js";
import type {
  CancelResult,
  CapabilitiesResult,
  HistoryResult,
  ReadResult,
  ReadVersionResult,
  RegisterResult,
  SearchResult,
  Unreachable,
  ValidateResult,
} from "./results.js";
import { NoAnswer } from "./transport/no-answer.js";
import { tracedCall } from "./transport/traced.js";

/**
 * A registry. Each interaction resolves to one of the cases of its result, distinguished by `status`. It rejects only with the reason
 * of the caller's `signal`, as long as nothing that changes the registry may have been sent (after that the result is `unknown`);
 * with what `onRetrieved` throws; and with a `TypeError` for arguments of which no request can be made.
 */
export interface RegistryClient {
  /** Registers a booked Appointment; see `RegisterOptions.once` for what happens when an answer is lost. */
  register(appointment: fhir.Appointment, options?: RegisterOptions): Promise<RegisterResult>;
  /** The current version. */
  read(id: string, options?: CallOptions): Promise<ReadResult>;
  readVersion(id: string, versionId: string, options?: CallOptions): Promise<ReadVersionResult>;
  /** Every version, newest first. */
  history(id: string, options?: CallOptions): Promise<HistoryResult>;
  /** The appointments of a patient (by NHS number) that do not lie in the past; by the provider's URL also past and final ones. */
  search(query: string | SearchQuery, options?: CallOptions): Promise<SearchResult>;
  /** Retrieves, changes `status`, PUTs with `If-Match`, and finds out what happened if an answer is lost. */
  cancel(id: string, options?: CancelOptions): Promise<CancelResult>;
  validate(appointment: fhir.Appointment, options?: CallOptions): Promise<ValidateResult>;
  capabilities(options?: CallOptions): Promise<CapabilitiesResult>;
  /**
   * Lets the calls in progress end, with all the requests that they need, and closes the connections. Later calls are
   * `unreachable`.
   */
  close(): Promise<void>;
}

/** A client of one registry, with its connections and its token. Throws `TypeError` for an option that cannot be used. */
export function createRegistryClient(options: ClientOptions): RegistryClient {
  const exchange = createExchange(options);
  const calls = new Calls(exchange.budget);
  let closed: Promise<void> | undefined;

  async function run<T>(
    name: string,
    { signal }: CallOptions = {},
    work: (call: Call) => Promise<T>,
  ): Promise<T | Unreachable> {
    if (calls.closed) {
      return unreachable(new NoAnswer("The client is closed.", { sent: false, lasting: true }), randomUUID());
    }
    return tracedCall(name, () => calls.run(signal, work));
  }

  return {
    register: (appointment, options) =>
      run("register", options, (call) => register(exchange, call, appointment, options)),
    read: (id, options) => run("read", options, (call) => read(exchange, call, id)),
    readVersion: (id, versionId, options) =>
      run("readVersion", options, (call) => readVersion(exchange, call, id, versionId)),
    history: (id, options) => run("history", options, (call) => history(exchange, call, id)),
    search: (query, options) => run("search", options, (call) => search(exchange, call, query)),
    cancel: (id, options) => run("cancel", options, (call) => cancel({ exchange, calls }, call, id, options)),
    validate: (appointment, options) => run("validate", options, (call) => validate(exchange, call, appointment)),
    capabilities: (options) => run("capabilities", options, (call) => capabilities(exchange, call)),
    async close() {
      closed ??= calls.close().then(() => exchange.close());
      await (calls.othersEnded() ?? closed);
    },
  };
}
