import type { Issue } from "@appointment-registry/fhir-appointment";
import { ERRORS } from "@appointment-registry/registry-contract";
import { RegistryError, getIssues } from "../errors.js";
import type { CancelRequest } from "./cancel.js";
import { requireCancellable } from "./cancel.js";
import type { Ports } from "./ports.js";
import { requireRegistrable } from "./register.js";
import type { Submission } from "./submission.js";

/**
 * `$validate` with mode `update` (STU3 resource-operations.html, 2.11): returns the issues with which the corresponding PUT would be
 * rejected, without changing anything. Empty if it would succeed.
 * @throws RegistryError `not-found`
 */
export async function validateCancel(request: CancelRequest, ports: Pick<Ports, "store">): Promise<readonly Issue[]> {
  return getFaults(async () => void (await requireCancellable(request, ports)));
}

/** `$validate` with mode `create`: returns the issues with which the corresponding POST would be rejected. */
export async function validateRegister(submission: Submission, maxEntryBytes?: number): Promise<readonly Issue[]> {
  return getFaults(async () => requireRegistrable(submission, maxEntryBytes));
}

async function getFaults(check: () => Promise<void>): Promise<readonly Issue[]> {
  try {
    await check();
    return [];
  } catch (error) {
    // A refusal of the update is the result of the validation; a missing entry or a failure is not.
    if (!(error instanceof RegistryError) || error.code === "not-found" || ERRORS[error.code].status >= 500)
      throw error;
    return getIssues(error);
  }
}
