import cluster from "node:cluster";
import type { DestinationStream } from "pino";
import pino from "pino";
import type { LogLevel } from "../config/config.js";
import { activeSpan } from "../tracing/active-span.js";
import { tracer } from "../tracing/tracer.js";
import { describeError } from "./describe-error.js";
import { RecordedForms, holdsNhsNumber } from "./recorded-forms.js";
import { LineBuffer } from "./line-buffer.js";

/**
 * The log of the registry. Its fields are a closed list: a member that is not in `FIELDS` never reaches the output, so that no header,
 * query or body can be logged by mistake. Messages are constant sentences without values.
 */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Resolves when everything logged so far has been passed to the operating system. */
  flush(): Promise<void>;
}

export interface LogFields {
  readonly requestId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly method?: string | undefined;
  /** The template of the route, such as `/Appointment/{id}`, never the actual path. */
  readonly route?: string | undefined;
  readonly interaction?: string | undefined;
  readonly status?: number | undefined;
  /** Stable code of the error catalogue. */
  readonly code?: string | undefined;
  /** Keys of the violated rules. */
  readonly rules?: readonly string[] | undefined;
  readonly durationMilliseconds?: number | undefined;
  readonly clientId?: string | undefined;
  readonly certificateThumbprint?: string | undefined;
  readonly remoteAddress?: string | undefined;
  readonly sspTraceId?: string | undefined;
  readonly sspFrom?: string | undefined;
  readonly sspTo?: string | undefined;
  readonly sspInteractionId?: string | undefined;
  readonly traceParent?: string | undefined;
  readonly issuer?: string | undefined;
  /** Subject of a client certificate. */
  readonly subject?: string | undefined;
  /** Reason for refusing a caller, from a closed list. */
  readonly reason?: string | undefined;
  /** Number of similar lines suppressed since the last one. */
  readonly leftOut?: number | undefined;
  readonly count?: number | undefined;
  /** Folder that the operator configured. */
  readonly folder?: string | undefined;
  /** Address on which the registry listens. */
  readonly address?: string | undefined;
  /** The FHIR base. */
  readonly baseUrl?: string | undefined;
  /** Version of the registry. */
  readonly version?: string | undefined;
  /** The operator's settings by variable, without credentials. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Logged as name, code and stack frames; with its message only if this project wrote it. */
  readonly error?: unknown;
}

/** The allowed fields, and the recorded forms of texts chosen by others. */
const FIELDS: Readonly<Record<keyof LogFields, (value: never, forms: RecordedForms) => unknown>> = {
  requestId: chosenByCaller,
  correlationId: chosenByCaller,
  method: asItIs,
  route: asItIs,
  interaction: asItIs,
  status: asItIs,
  code: asItIs,
  rules: asItIs,
  durationMilliseconds: asItIs,
  clientId: chosenByIssuer,
  certificateThumbprint: asItIs,
  remoteAddress: asItIs,
  sspTraceId: chosenByCaller,
  sspFrom: chosenByCaller,
  sspTo: chosenByCaller,
  sspInteractionId: interaction,
  traceParent: chosenByCaller,
  issuer: nameOfSystem,
  subject: nameOfSystem,
  folder: nameOfSystem,
  address: asItIs,
  baseUrl: nameOfSystem,
  reason: asItIs,
  leftOut: asItIs,
  count: asItIs,
  version: asItIs,
  settings: asItIs,
  error: (error: unknown) => describeError(error),
};
const NAMES = Object.keys(FIELDS) as (keyof LogFields)[];

function asItIs(value: unknown): unknown {
  return value;
}

function chosenByCaller(value: string, forms: RecordedForms): string {
  return forms.ofCaller(value);
}

function interaction(value: string, forms: RecordedForms): string {
  return forms.ofInteraction(value);
}

function chosenByIssuer(value: string, forms: RecordedForms): string {
  return forms.ofIssuer(value);
}

/**
 * Names in certificates identify systems, and an operator must see which one needs help, but whoever creates a certificate chooses them.
 * Addresses and settings also use this function; they are not mistaken for NHS numbers.
 */
function nameOfSystem(value: string, forms: RecordedForms): string {
  const numbers = value.match(/(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g) ?? [];
  return numbers.some(holdsNhsNumber) ? forms.hash(value) : value;
}

/** The level as a word, not as pino's number. */
const labelled = (level: string): object => ({ level });

/**
 * Logs JSON lines at `level` and above to `destination`, by default standard output.
 * @param forms recorded forms of caller texts; if absent, hashes that only this process can reproduce
 */
export function createLog(
  level: LogLevel,
  destination?: DestinationStream,
  forms: RecordedForms = new RecordedForms(),
): Log {
  const stream = destination ?? standardOutput();
  const common = {
    level,
    formatters: { level: labelled },
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  const logger = pino(tracer === undefined ? common : { ...common, mixin: activeSpan }, stream);
  return {
    debug: (message, fields) => {
      if (logger.isLevelEnabled("debug")) logger.debug(permitted(fields, forms), message);
    },
    info: (message, fields) => {
      if (logger.isLevelEnabled("info")) logger.info(permitted(fields, forms), message);
    },
    warn: (message, fields) => {
      if (logger.isLevelEnabled("warn")) logger.warn(permitted(fields, forms), message);
    },
    error: (message, fields) => {
      if (logger.isLevelEnabled("error")) logger.error(permitted(fields, forms), message);
    },
    flush: () => new Promise((resolve) => logger.flush(() => resolve())),
  };
}

/** Workers share one output. The system does not interleave writes to a pipe up to this size (POSIX, PIPE_BUF). */
const MOST_IN_ONE_PIECE = 4096;

function standardOutput(): LineBuffer {
  if (!cluster.isWorker) return new LineBuffer(pino.destination({ fd: 1, sync: false }));
  return new LineBuffer(pino.destination({ fd: 1, sync: false, maxWrite: MOST_IN_ONE_PIECE }), MOST_IN_ONE_PIECE);
}

function permitted(fields: LogFields | undefined, forms: RecordedForms): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  if (fields === undefined) return said;
  for (const name of NAMES) {
    const value = fields[name];
    if (value !== undefined) said[name] = FIELDS[name](value as never, forms);
  }
  return said;
}
