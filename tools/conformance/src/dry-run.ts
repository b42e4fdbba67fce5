import type { TestInputs } from "./test-inputs.js";
import { lacking, missingGrants } from "./needs.js";
import { REQUIREMENTS } from "./requirements.js";

/** Describes the tests of a run and its missing inputs, without sending a request. */
export function describeDryRun(inputs: TestInputs, only: readonly string[]): string {
  const chosen = REQUIREMENTS.filter(({ id }) => only.includes(id));
  const missing = chosen.flatMap(({ id }) => {
    const reason = lacking(id, inputs);
    return reason === undefined ? [] : [`  not tested ${id}: ${reason}`];
  });
  const { baseUrl, publicUrl, endpoint, token } = inputs;
  const grants = token === "" ? [] : missingGrants(inputs);
  return [
    `Nothing was sent. A run would call ${baseUrl}${publicUrl === undefined ? "" : `, whose own base URL is ${publicUrl}`}`,
    `with ${endpoint.cert === undefined ? "no client certificate" : "a client certificate"}, trusting ${endpoint.ca === undefined ? "the roots of Node.js" : "the given CA"},`,
    token === ""
      ? "with tokens that it would fetch first (so it may test more than is listed here),"
      : "with the given token,",
    `and test ${chosen.length - missing.length} of ${chosen.length} requirements.`,
    ...grants.map((id) => `    The token does not name ${id}: the registry may reject it.`),
    ...missing,
    "",
  ].join("\n");
}
