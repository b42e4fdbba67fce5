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
 * A registry. Each interaction resolves to one of the cases of its result type, distinguished by `status`. It rejects
 * in three cases only:
 *
 * - with the reason of the caller's `signal`, as long as nothing that changes the registry may have been sent (after
 *   that the result is `unknown`);
 * - with the error that `onRetrieved` throws;
 * - with a `TypeError` for arguments from which no request can be made.
 */
export interface RegistryClient {
  /** Registers a booked Appointment. `RegisterOptions.once` explains what happens if an answer is lost. */
  register(appointment: fhir.Appointment, options?: RegisterOptions): Promise<RegisterResult>;
  /** Reads the current version. */
  read(id: string, options?: CallOptions): Promise<ReadResult>;
  readVersion(id: string, versionId: string, options?: CallOptions): Promise<ReadVersionResult>;
  /** Reads every version, newest first. */
  history(id: string, options?: CallOptions): Promise<HistoryResult>;
  /**
   * Finds the appointments of a patient (by NHS number) that are not in the past. A search by the provider's URL also
   * finds past and final ones.
   */
  search(query: string | SearchQuery, options?: CallOptions): Promise<SearchResult>;
  /**
   * Cancels an Appointment: retrieves it, changes `status`, PUTs it with `If-Match`, and determines the outcome if an
   * answer is lost.
   */
  cancel(id: string, options?: CancelOptions): Promise<CancelResult>;
  validate(appointment: fhir.Appointment, options?: CallOptions): Promise<ValidateResult>;
  capabilities(options?: CallOptions): Promise<CapabilitiesResult>;
  /**
   * Waits for the calls in progress, including all requests that they need, and closes the connections. Later calls are
   * `unreachable`.
   */
  close(): Promise<void>;
}

/** Creates a client of one registry, with its own connections and token. Throws `TypeError` for an unusable option. */
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
