import { fromOperationOutcome, isError } from "@appointment-registry/fhir-appointment";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { resourceOf, retrieved, written } from "../answers.js";
import type { Exchange } from "../exchange.js";
import type { CapabilitiesResult, ValidateResult } from "../results.js";
import type { CallOptions } from "./retrieve.js";

/** Asks the registry whether it would register this Appointment (`$validate`); nothing is kept. */
export async function validate(
  exchange: Exchange,
  appointment: fhir.Appointment,
  { signal }: CallOptions = {},
): Promise<ValidateResult> {
  const body = written(appointment, exchange.format);
  const asked = await exchange.ask({ interaction: "validate", again: "always", signal }, (contract, through) =>
    contract.POST("/Appointment/$validate", { body: body as never, ...through }),
  );
  return retrieved(asked, (answer) => {
    const outcome = resourceOf<fhir.OperationOutcome & AnyResource>(answer, "OperationOutcome");
    if (outcome === undefined) return undefined;
    const issues = fromOperationOutcome(outcome);
    return { status: 200 as const, valid: !issues.some(isError), outcome, issues, requestId: asked.requestId };
  }) as ValidateResult;
}

/** What the registry can do; needs a client certificate and no token. */
export async function capabilities(exchange: Exchange, { signal }: CallOptions = {}): Promise<CapabilitiesResult> {
  const options = { interaction: "capabilities", again: "always", signal, anonymous: true } as const;
  const asked = await exchange.ask(options, (contract, through) => contract.GET("/metadata", { ...through }));
  return retrieved(asked, (answer) => {
    const statement = resourceOf<fhir.CapabilityStatement & AnyResource>(answer, "CapabilityStatement");
    return statement === undefined ? undefined : { status: 200 as const, statement, requestId: asked.requestId };
  }) as CapabilitiesResult;
}
