import type { Request } from "@hapi/hapi";
import type { Ports } from "../interactions/ports.js";
import type { Application } from "./application.js";

/**
 * Milliseconds after the arrival of a request at which all its store calls end. Longer than an election of the database should take, and
 * shorter than clients wait.
 */
const STORE_BUDGET = 20_000;

/** External dependencies of the interactions for one request: its time budget, and the account of its write. */
export function requestPorts(
  request: Request,
  { ports, audit, admission }: Pick<Application, "ports" | "audit" | "admission">,
): Ports {
  const context = request.app;
  const { baseUrl, now, newId } = ports;
  return {
    baseUrl,
    now,
    newId,
    store: ports.store.before(context.started + STORE_BUDGET),
    admitWrite(interaction) {
      const { requestId, caller, certificateThumbprint } = context;
      const write = { interaction, at: ports.now(), requestId, clientId: caller?.clientId, certificateThumbprint };
      return (context.account = audit.admitWrite(write));
    },
    claimLargeAnswer: () => admission.claimLargeAnswer(request.raw.req),
  };
}
