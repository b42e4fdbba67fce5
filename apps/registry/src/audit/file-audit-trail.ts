import type { FileTrailOptions } from "@appointment-registry/audit-trail";
import { TrailChangedError, TrailUnavailableError, openFileTrail } from "@appointment-registry/audit-trail";
import { RegistryError } from "../errors.js";
import { OperatorError } from "../logging/describe-error.js";
import { RecordedForms } from "../logging/recorded-forms.js";
import { auditDetailOf, auditEventOf } from "./audit-event.js";
import type { AuditTrail } from "./audit-trail.js";

export interface FileAuditTrailOptions extends FileTrailOptions {
  /** Named in each record as the observer. */
  readonly baseUrl: string;
  /** Of the texts of callers; hashes that only this process can repeat, if absent. */
  readonly forms?: RecordedForms | undefined;
}

/**
 * The audit trail in files: a record is an AuditEvent and its trace.
 * @throws OperatorError if the trail that is there does not reach as far as it did
 */
export async function openFileAuditTrail({
  baseUrl,
  forms = new RecordedForms(),
  ...options
}: FileAuditTrailOptions): Promise<AuditTrail> {
  const trail = await openFileTrail(options).catch((error: unknown) => {
    throw error instanceof TrailChangedError ? new OperatorError(error.message) : error;
  });
  return {
    admitWrite() {
      try {
        trail.admit();
      } catch (error) {
        throw unavailable(error);
      }
    },
    async record(entry) {
      const content = { event: auditEventOf(entry, baseUrl, forms), detail: auditDetailOf(entry, forms) };
      await trail.append(content, { durable: entry.durable }).catch(refuse);
    },
    health: () => trail.health().catch(refuse),
    close: () => trail.close(),
  };
}

function refuse(error: unknown): never {
  throw unavailable(error);
}

function unavailable(error: unknown): unknown {
  return error instanceof TrailUnavailableError
    ? new RegistryError("audit-unavailable", { cause: error.cause })
    : error;
}
