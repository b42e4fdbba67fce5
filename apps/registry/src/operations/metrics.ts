import { Counter, Gauge, Registry, collectDefaultMetrics } from "prom-client";
import type { Aggregator } from "prom-client";
import type { Admission } from "../admission/admission.js";
import { RefusedRequests } from "../admission/refused-requests.js";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { AccessTokenVerifier } from "../auth/access-token.js";
import { SOFTWARE_VERSION } from "../software-version.js";
import type { AppointmentStore } from "../store/store.js";
import type { Listener } from "../tls/listener.js";
import type { RequestCounts } from "./counted-audit.js";
import { freeBytes, getSize } from "./disk.js";
import type { Durations } from "./durations.js";
import type { Readiness } from "./readiness.js";

export interface MetricSources {
  readonly verifier: Pick<AccessTokenVerifier, "state">;
  readonly listener: Pick<Listener, "state">;
  readonly counts: RequestCounts;
  readonly durations: Durations;
  readonly admission: Pick<Admission, "overload" | "memory">;
  readonly store: Pick<AppointmentStore, "measure" | "before">;
  readonly audit: Pick<AuditTrail, "state">;
  /** Directory of the store if it is on this machine. */
  readonly storeDirectory: string | undefined;
  readonly auditDirectory: string;
}

type Values = Iterable<readonly [labels: Readonly<Record<string, string>>, value: number]>;
type Read = () => Values | Promise<Values>;

/** Maximum time for which a scrape waits for a database. */
const STORE_MILLISECONDS = 500;

/** Aggregation of the values of several workers, for metrics that are not summed. */
const ACROSS_WORKERS: Readonly<Record<string, Aggregator>> = {
  registry_overloaded: "max",
  registry_event_loop_delay_seconds: "max",
  registry_tls_file_usable: "min",
  registry_tls_file_age_seconds: "max",
  registry_tls_file_usable_until_timestamp_seconds: "min",
  registry_issuer_keys: "min",
  registry_issuer_keys_state: "max",
  registry_issuer_keys_age_seconds: "max",
  registry_store_appointments: "max",
  registry_store_size_bytes: "max",
  registry_store_free_bytes: "min",
  registry_audit_size_bytes: "max",
  registry_audit_free_bytes: "min",
  registry_audit_flushed_timestamp_seconds: "min",
  registry_part_up: "min",
  registry_ready: "min",
  registry_build_info: "first",
  process_uptime_seconds: "max",
};

/** Creates the metrics of this process. Processes that share a store or an address have separate metrics. */
export function createMetrics(measured: MetricSources, readiness: () => Promise<Readiness>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { verifier, listener, counts, durations, admission, store, audit } = measured;
  registry.registerMetric(durations.request);
  registry.registerMetric(durations.commit);

  const configured = (name: string, help: string, labelNames: string[]) => ({
    name,
    help,
    labelNames,
    registers: [registry],
    aggregator: ACROSS_WORKERS[name] ?? "sum",
  });
  const gauge = (name: string, help: string, read: Read, ...labelNames: string[]) =>
    new Gauge({
      ...configured(name, help, labelNames),
      collect: collected<Gauge>(read, (each, ...value) => each.set(...value)),
    });
  const counter = (name: string, help: string, read: Read, ...labelNames: string[]) =>
    new Counter({
      ...configured(name, help, labelNames),
      collect: collected<Counter>(read, (each, ...value) => each.inc(...value)),
    });

  // Requests
  counter("registry_requests_total", "Requests answered and audited.", () => counts.entries(), ...REQUEST_LABELS);
  counter(
    "registry_admission_refusals_total",
    "Requests that were not admitted, by code: overloaded (503) or rate-limited (429).",
    () => RefusedRequests.CODES.map((code) => [{ code }, sumOf(counts, code)]),
    "code",
  );
  counter("registry_writes_refused_total", "Writes answered 503 writes-refused: nothing was stored.", () => [
    [{}, sumOf(counts, "writes-refused")],
  ]);
  const one =
    (read: () => number): Read =>
    () => [[{}, read()]];
  gauge(
    "registry_requests_in_progress",
    "Requests that are being served.",
    one(() => admission.overload.requests),
  );
  gauge(
    "registry_overloaded",
    "1 if requests are refused with 503.",
    one(() => Number(admission.overload.isOverloaded)),
  );
  gauge(
    "registry_memory_reserved_bytes",
    "Memory reserved for bodies and responses in progress.",
    one(() => admission.memory.reserved),
  );
  gauge(
    "registry_event_loop_delay_seconds",
    "Delay of the last 50-millisecond timer.",
    one(() => admission.overload.delay / 1000),
  );

  // Connections and certificates
  gauge(
    "registry_connections",
    "Open connections.",
    one(() => listener.state().connections),
  );
  gauge(
    "registry_handshakes_in_progress",
    "TLS handshakes in progress, including queued ones.",
    one(() => listener.state().handshakes),
  );
  counter(
    "registry_handshakes_total",
    "TLS handshakes that ended, by outcome: completed or failed.",
    () => Object.entries(listener.state().handshakeOutcomes).map(([outcome, count]) => [{ outcome }, count]),
    "outcome",
  );
  counter(
    "registry_callers_refused_total",
    "Callers refused for their client certificate, or in the TLS handshake.",
    () => [...listener.state().refused].map(([reason, count]) => [{ reason }, count]),
    "reason",
  );
  type TlsFile = ReturnType<typeof listener.state>["files"][number];
  const files =
    (valueOf: (file: TlsFile) => number): Read =>
    () =>
      listener.state().files.map((each) => [{ file: each.file }, valueOf(each)]);
  gauge(
    "registry_tls_file_usable",
    "1 if the content in use is that of the file and has not expired, 0 if the file cannot be used.",
    files(({ problem }) => (problem === undefined ? 1 : 0)),
    "file",
  );
  gauge(
    "registry_tls_file_age_seconds",
    "Time since the content in use was read.",
    files(({ ageSeconds }) => ageSeconds),
    "file",
  );
  gauge(
    "registry_tls_file_usable_until_timestamp_seconds",
    "When the certificate, the last authority or the first revocation list expires; +Inf: never.",
    files(({ usableUntil }) => usableUntil / 1000),
    "file",
  );
  counter(
    "registry_tls_reload_failures_total",
    "Attempts to read the TLS files that found one that cannot be used.",
    one(() => listener.state().reloadFailures),
  );

  // Tokens and the keys of their issuers
  type Keys = ReturnType<typeof verifier.state>["issuers"][number];
  const issuers =
    (valueOf: (keys: Keys) => number): Read =>
    () =>
      verifier.state().issuers.map((keys) => [{ issuer: keys.issuer }, valueOf(keys)]);
  gauge(
    "registry_issuer_keys",
    "Keys of the issuer in use.",
    issuers(({ keys }) => keys),
    "issuer",
  );
  gauge(
    "registry_issuer_keys_state",
    "0 fresh, 1 stale (the issuer cannot be reached), 2 unavailable.",
    issuers(({ state }) => ["fresh", "stale", "unavailable"].indexOf(state)),
    "issuer",
  );
  gauge(
    "registry_issuer_keys_age_seconds",
    "Time since the keys were fetched; NaN if they never were.",
    issuers(({ ageSeconds }) => ageSeconds ?? NaN),
    "issuer",
  );
  counter(
    "registry_issuer_keys_fetches_total",
    "Attempts to fetch the keys.",
    issuers(({ refreshes }) => refreshes),
    "issuer",
  );
  counter(
    "registry_issuer_keys_failures_total",
    "Attempts that failed.",
    issuers(({ failures }) => failures),
    "issuer",
  );
  gauge(
    "registry_tokens_remembered",
    "Verified tokens in the cache.",
    one(() => verifier.state().remembered),
  );
  counter(
    "registry_tokens_recalled_total",
    "Requests whose token was in the cache.",
    one(() => verifier.state().hits),
  );
  counter(
    "registry_signature_checks_total",
    "Signatures checked.",
    one(() => verifier.state().signatureChecks),
  );

  // Store and audit trail
  type Measure = Awaited<ReturnType<typeof store.measure>>;
  let measuring: Promise<Measure | undefined> | undefined;
  // One scrape measures the store once for all its metrics.
  const measure = () =>
    (measuring ??= store
      .before(performance.now() + STORE_MILLISECONDS)
      .measure()
      .catch(() => undefined)
      .finally(() => (measuring = undefined)));
  const stored =
    (valueOf: (found: Measure) => number | undefined): Read =>
    async () => {
      const found = await measure();
      return present(found && valueOf(found));
    };
  gauge(
    "registry_store_appointments",
    "Appointments in the store.",
    stored(({ appointments }) => appointments),
  );
  gauge(
    "registry_store_size_bytes",
    "Size of the embedded store's data file, including preallocated space.",
    stored(({ bytes }) => bytes),
  );
  gauge("registry_store_free_bytes", "Free space on the disk of the embedded store.", async () =>
    present(await freeBytes(measured.storeDirectory)),
  );
  gauge(
    "registry_audit_records",
    "Records in the audit trail.",
    one(() => audit.state().records),
  );
  gauge("registry_audit_size_bytes", "Size of the folder of the audit trail.", async () =>
    present(await getSize(measured.auditDirectory)),
  );
  gauge("registry_audit_free_bytes", "Free space on the disk of the audit trail.", async () =>
    present(await freeBytes(measured.auditDirectory)),
  );
  gauge(
    "registry_audit_unflushed_records",
    "Audit records that are not on disk yet.",
    one(() => audit.state().unflushed),
  );
  gauge(
    "registry_audit_owed_records",
    "Versions in the store whose records the trail lacks.",
    one(() => audit.state().owed),
  );
  gauge(
    "registry_audit_flushed_timestamp_seconds",
    "Last time when all records were on disk.",
    one(() => audit.state().flushedAt / 1000),
  );

  // Process as a whole
  gauge(
    "registry_part_up",
    "State of each part as reported by /ready: 1 up, 0 down.",
    async () => getParts(await readiness()),
    "part",
  );
  gauge("registry_ready", "1 if /ready answers 200.", async () => [[{}, Number((await readiness()).ready)]]);
  gauge(
    "registry_build_info",
    "1, with the version of the registry and of Node.js.",
    () => [[{ version: SOFTWARE_VERSION, node: process.version }, 1]],
    "version",
    "node",
  );
  gauge(
    "process_uptime_seconds",
    "Time since the process started.",
    one(() => process.uptime()),
  );
  return registry;
}

function sumOf(counts: RequestCounts, code: string): number {
  return counts.entries().reduce((sum, [labels, count]) => (labels.code === code ? sum + count : sum), 0);
}

const REQUEST_LABELS = ["interaction", "status", "code"];

function getParts({ store, audit, tls, keys }: Readiness): Values {
  const up = {
    store: store === "up",
    audit: audit === "up",
    tls: tls !== "down",
    keys: keys.some(({ state }) => state !== "unavailable"),
  };
  return Object.entries(up).map(([part, isUp]) => [{ part }, Number(isUp)]);
}

/** Replaces the values of a metric with current ones at each scrape. */
function collected<M extends { reset(): void }>(
  read: Read,
  put: (metric: M, labels: Readonly<Record<string, string>>, value: number) => void,
) {
  return async function (this: M): Promise<void> {
    this.reset();
    for (const [labels, value] of await read()) put(this, labels, value);
  };
}

/** Returns no sample if the value is not known. */
function present(value: number | undefined): Values {
  return value === undefined ? [] : [[{}, value]];
}
