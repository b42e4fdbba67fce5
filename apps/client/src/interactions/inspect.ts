import { fromOperationOutcome, isError } from "@appointment-registry/fhir-appointment";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { getResource, writeAppointment } from "../answers.js";
import type { Call } from "../calls/call.js";
import { contractRequest } from "../contract-request.js";
import type { Exchange } from "../exchange.js";
import { REFUSED_BY, retrieved } from "../refusals.js";
import type { CapabilitiesResult, ValidateResult } from "../results.js";

/** Asks the registry whether it would register this Appointment (`$validate`). The registry stores nothing. */
export async function validate(exchange: Exchange, call: Call, appointment: fhir.Appointment): Promise<ValidateResult> {
  const body = writeAppointment(appointment, exchange.format);
  const request = contractRequest("post", "/Appointment/$validate", {});
  const response = await exchange.send(request, { interaction: "validate", again: "always", body }, call);
  return retrieved(response, call, REFUSED_BY.validate, (answer, requestId) => {
    const outcome = getResource<fhir.OperationOutcome & AnyResource>(answer, "OperationOutcome");
    if (outcome === undefined) return undefined;
    const issues = fromOperationOutcome(outcome);
    return { status: 200 as const, valid: !issues.some(isError), outcome, issues, requestId };
  });
}

/** Retrieves the capability statement; requires a client certificate and no token. */
export async function capabilities(exchange: Exchange, call: Call): Promise<CapabilitiesResult> {
  const options = { interaction: "capabilities", again: "always", anonymous: true } as const;
  const response = await exchange.send(contractRequest("get", "/metadata", {}), options, call);
  return retrieved(response, call, REFUSED_BY.capabilities, (answer, requestId) => {
    const statement = getResource<fhir.CapabilityStatement & AnyResource>(answer, "CapabilityStatement");
    return statement === undefined ? undefined : { status: 200 as const, statement, requestId };
  });
}
