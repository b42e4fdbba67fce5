import type { FileTrailOptions } from "@appointment-registry/audit-trail";
import { TrailChangedError, TrailUnavailableError, hasRecords, openFileTrail } from "@appointment-registry/audit-trail";
import { RegistryError, writesRefused } from "../errors.js";
import { OperatorError } from "../logging/describe-error.js";
import type { Log } from "../logging/log.js";
import { RecordedForms } from "../logging/recorded-forms.js";
import { AccountFollower } from "./account-follower.js";
import type { AccountedStore } from "./account-follower.js";
import { toAuditDetail, toAuditEvent } from "./audit-event.js";
import type { AuditEntry, AuditTrail } from "./audit-trail.js";
import { RefusedWrites } from "./refused-writes.js";
import { isOfWrite } from "./store-comparison.js";

export interface FileAuditTrailOptions extends FileTrailOptions {
  readonly log: Pick<Log, "info" | "warn" | "error">;
  /** Base URL named in each record as the observer. */
  readonly baseUrl: string;
  /** Recorded forms of caller texts; if absent, hashes that only this process can reproduce. */
  readonly forms?: RecordedForms | undefined;
}

/** The trail before it is connected to the store. */
export interface OpenedAuditTrail {
  /** Instance id of this trail, named in the accounts of the writes. */
  readonly instance: string;
  /** True if any trail in the folder has a record. */
  readonly hasRecords: boolean;
  /** Returns whether this trail has a record of a write. */
  hasWrites(): Promise<boolean>;
  /** Appends the records that a crash left out; afterwards the trail follows the accounts in the store. */
  follow(store: AccountedStore): Promise<AuditTrail>;
  close(): Promise<void>;
}

/**
 * Opens the audit trail in files. A record consists of an AuditEvent and its trace.
 * @throws OperatorError if the existing trail is shorter than it once was
 */
export async function openFileAuditTrail({
  baseUrl,
  forms = new RecordedForms(),
  ...options
}: FileAuditTrailOptions): Promise<OpenedAuditTrail> {
  const { log } = options;
  const trail = await openFileTrail(options).catch((error: unknown) => {
    throw error instanceof TrailChangedError ? new OperatorError(error.message) : error;
  });
  const getContent = (entry: AuditEntry) => ({
    event: toAuditEvent(entry, baseUrl, forms),
    detail: toAuditDetail(entry, forms),
  });

  return {
    instance: trail.instance,
    hasRecords: await hasRecords(options.directory),
    async hasWrites() {
      if (trail.checkpoint.through > 0) return true;
      for await (const record of trail.recordsFrom(trail.checkpoint.position)) if (isOfWrite(record)) return true;
      return false;
    },
    close: () => trail.close(),
    async follow(store) {
      const follower = await AccountFollower.start(trail, store, baseUrl, log);
      const refused = new RefusedWrites((entry) => trail.append(getContent(entry), { durable: false }));
      return {
        admitWrite({ interaction, at, requestId, clientId, certificateThumbprint }) {
          try {
            trail.admit();
          } catch (cause) {
            throw writesRefused(cause);
          }
          return {
            instance: trail.instance,
            sequence: follower.begin(),
            interaction,
            at,
            requestId: forms.ofCaller(requestId),
            ...(clientId === undefined ? {} : { clientId: forms.ofIssuer(clientId) }),
            ...(certificateThumbprint === undefined ? {} : { certificateThumbprint }),
          };
        },

        async record(entry) {
          const { account } = entry;
          if (account !== undefined && !entry.wrote) follower.notMade(account, entry.status < 500);
          if (refused.counts(entry)) return;
          try {
            await trail.append(getContent(entry), { durable: false });
            if (account !== undefined && entry.wrote) follower.made(account, true);
          } catch (error) {
            // The refusal of a write states that nothing was done, which remains true without its record.
            if (entry.code === "writes-refused") return;
            if (account === undefined || !entry.wrote) throw unavailable(error);
            // The account is in the store with the version; the record follows when the trail can be written.
            follower.made(account, false);
            log.error("The audit record of a write is pending.", { requestId: entry.requestId, error });
          }
        },

        state: () => ({ ...trail.state(), owed: follower.owed }),

        async health() {
          await trail.health().catch(refuse);
        },

        async close() {
          await refused.flush().catch(() => undefined);
          await follower.close();
          await trail.close();
        },
      };
    },
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
