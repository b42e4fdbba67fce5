import type { Admission } from "../admission/admission.js";
import type { AccessTokenVerifier, VerifierState } from "../auth/access-token.js";
import type { Listener } from "../tls/listener.js";
import type { RequestCounts } from "./counted-audit.js";

interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  /** Value by labels. */
  readonly values: Iterable<readonly [labels: string, value: number]>;
}

export interface Measured {
  readonly verifier: Pick<AccessTokenVerifier, "state">;
  readonly listener: Pick<Listener, "state">;
  readonly counts: RequestCounts;
  readonly admission: Pick<Admission, "overload" | "memory">;
}

/** Everything that is measured, in the Prometheus text format. */
export function metricsText({ verifier, listener, counts, admission }: Measured): string {
  const state = verifier.state();
  const tls = listener.state();
  const ofFiles = (valueOf: (file: (typeof tls.files)[number]) => number): [string, number][] =>
    tls.files.map((file) => [`file="${file.file}"`, valueOf(file)]);
  const { rss, heapUsed } = process.memoryUsage();
  const metrics: Metric[] = [
    {
      name: "registry_requests_total",
      type: "counter",
      help: "Requests answered and audited.",
      values: counts.entries(),
    },
    {
      name: "registry_requests_in_progress",
      type: "gauge",
      help: "Requests that are being served.",
      values: [["", admission.overload.requests]],
    },
    {
      name: "registry_overloaded",
      type: "gauge",
      help: "1: requests are refused with 503.",
      values: [["", Number(admission.overload.isOverloaded)]],
    },
    {
      name: "registry_memory_reserved_bytes",
      type: "gauge",
      help: "Reserved for bodies and answers in flight.",
      values: [["", admission.memory.reserved]],
    },
    {
      name: "registry_event_loop_delay_seconds",
      type: "gauge",
      help: "How late the last timer of 50 milliseconds was.",
      values: [["", admission.overload.delay / 1000]],
    },
    {
      name: "registry_handshakes_in_progress",
      type: "gauge",
      help: "TLS handshakes in progress, those that wait for their turn included.",
      values: [["", tls.handshakes]],
    },
    {
      name: "registry_issuer_keys",
      type: "gauge",
      help: "Keys of the issuer in use.",
      values: ofIssuers(state, ({ keys }) => keys),
    },
    {
      name: "registry_issuer_keys_state",
      type: "gauge",
      help: "0 fresh, 1 stale (the issuer cannot be reached), 2 unavailable.",
      values: ofIssuers(state, (keys) => ["fresh", "stale", "unavailable"].indexOf(keys.state)),
    },
    {
      name: "registry_issuer_keys_age_seconds",
      type: "gauge",
      help: "Since the keys were fetched; NaN if they never were.",
      values: ofIssuers(state, ({ ageSeconds }) => ageSeconds ?? NaN),
    },
    {
      name: "registry_issuer_keys_fetches_total",
      type: "counter",
      help: "Attempts to fetch the keys.",
      values: ofIssuers(state, ({ refreshes }) => refreshes),
    },
    {
      name: "registry_issuer_keys_failures_total",
      type: "counter",
      help: "Attempts that failed.",
      values: ofIssuers(state, ({ failures }) => failures),
    },
    {
      name: "registry_tokens_remembered",
      type: "gauge",
      help: "Verified tokens remembered.",
      values: [["", state.remembered]],
    },
    {
      name: "registry_tokens_recalled_total",
      type: "counter",
      help: "Requests whose token was remembered.",
      values: [["", state.hits]],
    },
    {
      name: "registry_signature_checks_total",
      type: "counter",
      help: "Signatures checked.",
      values: [["", state.signatureChecks]],
    },
    {
      name: "registry_callers_refused_total",
      type: "counter",
      help: "Callers refused for their client certificate, or in the TLS handshake.",
      values: [...tls.refused].map(([reason, count]) => [`reason="${reason}"`, count]),
    },
    {
      name: "registry_tls_file_usable",
      type: "gauge",
      help: "1: what is in use is what the file holds, and has not run out. 0: the file cannot be used.",
      values: ofFiles(({ problem }) => (problem === undefined ? 1 : 0)),
    },
    {
      name: "registry_tls_file_age_seconds",
      type: "gauge",
      help: "Since what is in use of the file was read.",
      values: ofFiles(({ ageSeconds }) => ageSeconds),
    },
    {
      name: "registry_tls_file_usable_until_timestamp_seconds",
      type: "gauge",
      help: "When the certificate, the last authority or the first revocation list runs out; +Inf: never.",
      values: ofFiles(({ usableUntil }) => usableUntil / 1000),
    },
    {
      name: "registry_tls_reload_failures_total",
      type: "counter",
      help: "Attempts to read the TLS files that found one that cannot be used.",
      values: [["", tls.reloadFailures]],
    },
    { name: "process_resident_memory_bytes", type: "gauge", help: "Resident memory.", values: [["", rss]] },
    { name: "nodejs_heap_size_used_bytes", type: "gauge", help: "JavaScript heap in use.", values: [["", heapUsed]] },
    {
      name: "process_uptime_seconds",
      type: "gauge",
      help: "Since the process started.",
      values: [["", process.uptime()]],
    },
  ];
  return metrics.map(textOf).join("");
}

function textOf({ name, type, help, values }: Metric): string {
  const lines = [...values].map(
    ([labels, value]) => `${name}${labels === "" ? "" : `{${labels}}`} ${value === Infinity ? "+Inf" : value}\n`,
  );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function ofIssuers(
  { issuers }: VerifierState,
  valueOf: (keys: VerifierState["issuers"][number]) => number,
): [string, number][] {
  return issuers.map((keys) => [`issuer="${keys.issuer.replace(/[\\"\n]/g, "")}"`, valueOf(keys)]);
}
