import type { AccessTokenVerifier, VerifierState } from "../auth/access-token.js";
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
  readonly counts: RequestCounts;
}

/** Everything that is measured, in the Prometheus text format. */
export function metricsText({ verifier, counts }: Measured): string {
  const state = verifier.state();
  const { rss, heapUsed } = process.memoryUsage();
  const metrics: Metric[] = [
    {
      name: "registry_requests_total",
      type: "counter",
      help: "Requests answered and audited.",
      values: counts.entries(),
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
  const lines = [...values].map(([labels, value]) => `${name}${labels === "" ? "" : `{${labels}}`} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function ofIssuers(
  { issuers }: VerifierState,
  valueOf: (keys: VerifierState["issuers"][number]) => number,
): [string, number][] {
  return issuers.map((keys) => [`issuer="${keys.issuer.replace(/[\\"\n]/g, "")}"`, valueOf(keys)]);
}
