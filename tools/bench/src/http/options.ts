import { parseArgs } from "node:util";
import { OPERATION_NAMES } from "./operations.js";
import type { OperationName } from "./operations.js";

export interface HttpBenchOptions {
  readonly connections: readonly number[];
  readonly operations: readonly OperationName[];
  readonly rounds: number;
  /** Number of requests of each kind that each server answers before the measurement. */
  readonly warmUpRequests: number;
  /** Duration of one load. */
  readonly seconds: number;
  /** Rate of the open loop as a share of the floor's rate. 0 disables the open loop. */
  readonly openShare: number;
  /** FHIR base URL of another server to measure together with the floor and the registry. */
  readonly target: URL | undefined;
  readonly token: string | undefined;
  /** PEM files for the target. */
  readonly tls: {
    readonly ca?: string | undefined;
    readonly cert?: string | undefined;
    readonly key?: string | undefined;
  };
  /** `main.js` of another build of the registry to measure together with this one, which shows the cost of a change. */
  readonly other: string | undefined;
  /** Also measures the registry with this many workers, which run on all cores. Not measured if undefined. */
  readonly workers: number | undefined;
  /** Folder for a CPU profile of the registry. */
  readonly profile: string | undefined;
  /** File for the results in JSON. */
  readonly json: string | undefined;
}

export const HTTP_USAGE = `npm run bench -- http [options]

  --connections N,...  numbers of connections (default 1,16,64)
  --requests NAME,...  some of ${OPERATION_NAMES.join(", ")} (default: all)
  --rounds N           repetitions of each load; their medians are reported (default 5)
  --seconds N          longest duration of one load (default 1)
  --open SHARE         rate of the open loop as a share of the floor's closed-loop rate; 0: none (default 0.4)
  --short              one round of 0.2 seconds at 4 connections, as a smoke test
  --other FILE         also measure another build of the registry: its apps/registry/dist/main.js
  --workers N          also measure the registry with N workers on all cores (Linux)
  --target URL         also measure another FHIR server with this base; with --token, --ca, --cert, --key (PEM files)
  --profile DIR        write a CPU profile of the registry to this folder
  --json FILE          write the results to this file
`;

/** @throws Error with a message for the user */
export function parseHttpOptions(args: readonly string[]): HttpBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      connections: { type: "string" },
      requests: { type: "string" },
      rounds: { type: "string" },
      seconds: { type: "string" },
      open: { type: "string", default: "0.4" },
      short: { type: "boolean", default: false },
      other: { type: "string" },
      workers: { type: "string" },
      target: { type: "string" },
      token: { type: "string" },
      ca: { type: "string" },
      cert: { type: "string" },
      key: { type: "string" },
      profile: { type: "string" },
      json: { type: "string" },
    },
  });
  const { short } = values;
  // eslint-disable-next-line regexp/no-super-linear-move -- a setting
  const target = values.target === undefined ? undefined : new URL(values.target.replace(/\/+$/, ""));
  if (target !== undefined && !/^https?:$/.test(target.protocol))
    throw new Error("--target must be an http or https URL.");
  return {
    connections: (values.connections ?? (short ? "4" : "1,16,64"))
      .split(",")
      .map((each) => number("--connections", each, 1, 10_000)),
    operations: withPrerequisites(values.requests?.split(",") ?? OPERATION_NAMES),
    rounds: number("--rounds", values.rounds ?? (short ? "1" : "5"), 1, 1000),
    warmUpRequests: short ? 0 : 5000,
    seconds: number("--seconds", values.seconds ?? (short ? "0.2" : "1"), 0.01, 3600),
    openShare: number("--open", values.open, 0, 10),
    other: values.other,
    workers: values.workers === undefined ? undefined : number("--workers", values.workers, 2, 64),
    target,
    token: values.token,
    tls: { ca: values.ca, cert: values.cert, key: values.key },
    profile: values.profile,
    json: values.json,
  };
}

/** Appointments to cancel, read or find are registered in the same round. */
const PREREQUISITES: Readonly<Partial<Record<OperationName, OperationName>>> = {
  "cancel-xml": "register-xml",
  "cancel-json": "register-json",
  read: "register-json",
  search: "register-json",
};

function withPrerequisites(names: readonly string[]): OperationName[] {
  const unknown = names.filter((name) => !OPERATION_NAMES.includes(name as OperationName));
  if (unknown.length > 0)
    throw new Error(`No request ${unknown.join(", ")}. Name some of: ${OPERATION_NAMES.join(", ")}`);
  const wanted = new Set(names as readonly OperationName[]);
  for (const name of names as readonly OperationName[]) {
    const prerequisite = PREREQUISITES[name];
    if (prerequisite !== undefined) wanted.add(prerequisite);
  }
  return OPERATION_NAMES.filter((name) => wanted.has(name));
}

function number(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= least && value <= most)) {
    throw new Error(`${option} must be a number from ${least} to ${most}.`);
  }
  return value;
}
