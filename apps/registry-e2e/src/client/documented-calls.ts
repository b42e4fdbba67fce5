import { diff, fromOperationOutcome, isError } from "@appointment-registry/fhir-appointment";
import type { RegistryClient } from "@appointment-registry/client";
import type { DocumentedAnswer } from "@appointment-registry/mock";
import { registeredIn, resourceIn } from "./documented-results.js";

/** A request that the client can make, and its expected result for a successful answer. */
export interface DocumentedCall {
  readonly name: string;
  readonly operationId: string;
  /**
   * For calls that change something: refusals which prove that an earlier attempt failed as well. After any other refusal, the result of an
   * attempt that was answered 408 or 500 remains unknown.
   */
  readonly lasting?: readonly number[];
  /** True if the client retries the call even though an earlier attempt may have succeeded. */
  readonly repeatable: boolean;
  readonly call: (client: RegistryClient, registered: fhir.Appointment) => Promise<object>;
  /** The result without its `requestId`. `registered` is the argument of `call`. */
  readonly done: (answer: DocumentedAnswer, registered: fhir.Appointment) => object;
  /**
   * For calls that change something: the next step that an `unknown` result recommends, depending on whether the client could read the
   * registry's `current` version.
   */
  readonly next?: (registered: fhir.Appointment, current?: object) => object;
}

const asked = { repeatable: true };
const idOf = ({ id = "" }: fhir.Appointment): string => id;

const register = {
  operationId: "register",
  lasting: [400, 413, 415, 422],
  done(answer: DocumentedAnswer, submitted: fhir.Appointment): object {
    const held = resourceIn<fhir.Appointment>(answer);
    return {
      status: answer.status,
      ...(answer.status === 200 ? { recovered: false } : {}),
      ...registeredIn(answer),
      changes: diff({ ...submitted, id: held.id }, held),
    };
  },
};

export const CALLS: readonly DocumentedCall[] = [
  {
    ...register,
    name: "register",
    repeatable: false,
    next: () => ({ safeToRepeat: false }),
    call: (client, appointment) => client.register(appointment),
  },
  {
    ...register,
    name: "register once",
    repeatable: true,
    next: () => ({ safeToRepeat: true }),
    call: (client, appointment) => client.register(appointment, { once: true }),
  },
  {
    ...asked,
    name: "read",
    operationId: "read",
    call: (client, registered) => client.read(idOf(registered)),
    done: (answer) => ({ status: 200, ...registeredIn(answer) }),
  },
  {
    ...asked,
    name: "readVersion",
    operationId: "readVersion",
    call: (client, registered) => client.readVersion(idOf(registered), "1"),
    done: (answer) => ({ status: 200, ...registeredIn(answer) }),
  },
  {
    ...asked,
    name: "history",
    operationId: "history",
    call: (client, registered) => client.history(idOf(registered)),
    done(answer) {
      const bundle = resourceIn<fhir.Bundle>(answer);
      const versions = bundle.entry?.map(({ resource, request }) => {
        const appointment = resource as fhir.Appointment;
        const { id, meta } = appointment;
        return { appointment, id, versionId: meta?.versionId, method: request?.method };
      });
      return { status: 200, versions: versions ?? [], bundle };
    },
  },
  {
    ...asked,
    name: "search",
    operationId: "searchByForm",
    call: (client) => client.search("9000000009"),
    done(answer) {
      const bundle = resourceIn<fhir.Bundle>(answer);
      const found = bundle.entry?.map(({ resource, fullUrl: url }) => ({
        appointment: resource,
        id: resource?.id,
        url,
      }));
      return { status: 200, total: bundle.total, found: found ?? [], bundle };
    },
  },
  {
    name: "cancel",
    operationId: "cancel",
    lasting: [400, 404, 412, 413, 415, 422],
    repeatable: true,
    call: (client, registered) => client.cancel(idOf(registered)),
    next: (registered, current) => ({
      safeToRepeat: true,
      resume: { etag: `W/"${registered.meta?.versionId}"`, versionId: registered.meta?.versionId },
      ...(current === undefined ? {} : { current }),
      changes: current === undefined ? [] : diff({ ...registered, status: "cancelled" }, registered),
    }),
    done: (answer) => ({ status: 200, recovered: false, ...registeredIn(answer), changes: [] }),
  },
  {
    ...asked,
    name: "validate",
    operationId: "validateRegister",
    call: (client, appointment) => client.validate(appointment),
    done(answer) {
      const outcome = resourceIn<fhir.OperationOutcome>(answer);
      const issues = fromOperationOutcome(outcome);
      return { status: 200, valid: !issues.some(isError), outcome, issues };
    },
  },
  {
    ...asked,
    name: "capabilities",
    operationId: "capabilities",
    call: (client) => client.capabilities(),
    done: (answer) => ({ status: 200, statement: resourceIn(answer) }),
  },
];
