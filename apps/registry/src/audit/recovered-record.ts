import type { RecordContent } from "@appointment-registry/audit-trail";
import type { StoredVersion } from "../store/store.js";
import { toAuditDetail, toAuditEvent } from "./audit-event.js";
import type { AuditEntry } from "./audit-trail.js";

const asItIs = (text: string): string => text;
/** The texts of an account already have their recorded forms. */
const RECORDED = { ofCaller: asItIs, ofIssuer: asItIs, ofInteraction: asItIs };

/** Creates the record of a write from the account that the store keeps with the version, and marks it as recovered. */
export function recoveredContent({ id, version, account }: StoredVersion, baseUrl: string): RecordContent {
  if (account === undefined) throw new Error("A version without an account has no record.");
  const entry: AuditEntry = {
    ...account,
    status: account.interaction === "create" ? 201 : 200,
    wrote: true,
    id,
    version,
    account,
  };
  return {
    event: toAuditEvent(entry, baseUrl, RECORDED),
    detail: { ...toAuditDetail(entry, RECORDED), recovered: true, instance: account.instance },
  };
}
