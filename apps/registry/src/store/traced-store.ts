import { SpanKind } from "@opentelemetry/api";
import { traced } from "../tracing/traced.js";
import { tracer } from "../tracing/tracer.js";
import type { AppointmentStore } from "./store.js";

/** Wraps the store so that each call that serves a request has a span. @param system its OpenTelemetry name (`db.system.name`) */
export function tracedStore(store: AppointmentStore, system: string): AppointmentStore {
  if (tracer === undefined) return store;
  const call = <F extends (...args: never[]) => unknown>(operation: string, work: F): F =>
    traced("store", work, {
      kind: SpanKind.CLIENT,
      attributes: { "db.system.name": system, "db.operation.name": operation },
    });
  return {
    insert: call("insert", (first) => store.insert(first)),
    insertUnlessIdentified: call("insertUnlessIdentified", (...args) => store.insertUnlessIdentified(...args)),
    current: call("current", (id) => store.current(id)),
    version: call("version", (...args) => store.version(...args)),
    history: call("history", (id) => store.history(id)),
    replace: call("replace", (...args) => store.replace(...args)),
    findByPatient: call("findByPatient", (...args) => store.findByPatient(...args)),
    findByIdentifier: call("findByIdentifier", (...args) => store.findByIdentifier(...args)),
    histories: (after) => store.histories(after),
    accounted: (...args) => store.accounted(...args),
    settled: (...args) => store.settled(...args),
    isEmpty: () => store.isEmpty(),
    legacyUntil: () => store.legacyUntil(),
    before: (deadline) => tracedStore(store.before(deadline), system),
    measure: () => store.measure(),
    health: () => store.health(),
    close: () => store.close(),
  };
}
