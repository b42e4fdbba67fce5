import { getHeapStatistics } from "node:v8";
import { fileURLToPath } from "node:url";
import type { CertificateAllowList, IssuerConfig, JwksLocation, RegistryConfig } from "./config.js";
import { defaultAuditDirectory } from "./audit-directory.js";
import { nearest } from "./nearest.js";
import type { Variable, VariableName } from "./variables.js";
import { PREFIX, VARIABLES } from "./variables.js";

/** The settings cannot be used. `problems` contains one sentence for the operator per faulty variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/** Each keeps a list of the versions it will read, and waits for its caller to read. */
const MAX_LARGE_ANSWERS = 16;

type Values = { [Name in VariableName]: ReturnType<(typeof VARIABLES)[Name]["read"]> | undefined };
/** Variables with a default, or whose absence prevents a result. */
type Certain = {
  [Name in VariableName]: (typeof VARIABLES)[Name] extends { required: true } | { fallback: string } ? Name : never;
}[VariableName];
type Settings = Values & { [Name in Certain]: NonNullable<Values[Name]> };

/**
 * Reads the settings from variables named `REGISTRY_...`; an empty variable counts as not set.
 * @throws ConfigError naming every variable that is unknown, missing or invalid
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): RegistryConfig {
  const problems = unknownVariables(env);
  const settings = read(env, problems);
  const issuers = getIssuers(settings, problems);
  const given = (name: VariableName): boolean => (env[PREFIX + name] ?? "") !== "";
  if (!given("TRUSTED_PROXIES") || given("TLS_KEY") || given("TLS_CERT")) {
    for (const name of ["TLS_KEY", "TLS_CERT"] as const) if (!given(name)) problems.push(missing(name));
  }
  if (problems.length > 0) throw new ConfigError(problems);

  // eslint-disable-next-line regexp/no-super-linear-move -- a setting
  const baseUrl = settings.BASE_URL.replace(/\/+$/, "");
  return {
    host: settings.HOST,
    port: settings.PORT,
    baseUrl,
    store: { ...settings.STORE, create: settings.STORE_CREATE === "if-missing" },
    tls: {
      keyFile: settings.TLS_KEY,
      certFile: settings.TLS_CERT,
      clientCaFile: settings.TLS_CLIENT_CA,
      crlFile: settings.TLS_CRL,
      allowList: getAllowList(settings),
      trustedProxy:
        settings.TRUSTED_PROXIES === undefined
          ? undefined
          : { addresses: settings.TRUSTED_PROXIES, header: settings.CLIENT_CERT_HEADER },
      reloadMilliseconds: settings.TLS_RELOAD * 1000,
    },
    tokens: {
      issuers,
      audiences: settings.JWT_AUDIENCE ?? [...new Set([baseUrl, settings.BASE_URL])],
      algorithms: settings.JWT_ALGORITHMS,
      clockToleranceSeconds: settings.JWT_CLOCK_TOLERANCE,
      maxAgeSeconds: settings.JWT_MAX_AGE,
      maxBytes: settings.JWT_MAX_BYTES,
      remembered: settings.JWT_REMEMBERED,
      bindingRequired: settings.JWT_BINDING === "required",
      keys: {
        refreshSeconds: settings.JWKS_REFRESH,
        cooldownSeconds: settings.JWKS_COOLDOWN,
        staleSeconds: settings.JWKS_STALE,
        fetchTimeoutSeconds: settings.JWKS_TIMEOUT,
        caFile: settings.JWKS_CA,
      },
    },
    rateLimit:
      settings.RATE_LIMIT === 0 ? undefined : { requestsPerSecond: settings.RATE_LIMIT, burst: settings.RATE_BURST },
    admission: {
      maxRequests: settings.MAX_REQUESTS,
      maxDelayMilliseconds: settings.MAX_DELAY,
      memoryBytes: settings.MEMORY_BUDGET ?? defaultMemoryBudget(),
      maxLargeAnswers: MAX_LARGE_ANSWERS,
      certificateRate:
        settings.CERTIFICATE_RATE_LIMIT === 0
          ? undefined
          : { requestsPerSecond: settings.CERTIFICATE_RATE_LIMIT, burst: settings.CERTIFICATE_RATE_BURST },
    },
    workers: settings.WORKERS,
    audit: {
      directory: settings.AUDIT ?? defaultAuditDirectory(settings.STORE),
      maxFileBytes: settings.AUDIT_FILE_BYTES,
    },
    log: { level: settings.LOG_LEVEL },
    operations:
      settings.OPERATIONS_PORT === undefined
        ? undefined
        : { host: settings.OPERATIONS_HOST, port: settings.OPERATIONS_PORT },
    http: {
      maxBodyBytes: settings.MAX_BODY_BYTES,
      maxLiveEntries: settings.MAX_LIVE_ENTRIES === 0 ? undefined : settings.MAX_LIVE_ENTRIES,
      bodyTimeoutMilliseconds: settings.BODY_TIMEOUT * 1000,
      headersTimeoutMilliseconds: settings.HEADERS_TIMEOUT * 1000,
      keepAliveMilliseconds: settings.KEEP_ALIVE * 1000,
      maxConnections: settings.MAX_CONNECTIONS,
      maxHandshakes: settings.MAX_HANDSHAKES,
      answerTimeoutMilliseconds: settings.ANSWER_TIMEOUT * 1000,
      shutdownMilliseconds: settings.SHUTDOWN_TIMEOUT * 1000,
      docsDirectory: settings.DOCS,
    },
  };
}

function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const names = Object.keys(VARIABLES).map((name) => PREFIX + name);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && env[name] !== undefined && !names.includes(name))
    .map((name) => {
      const suggestion = nearest(name.slice(PREFIX.length), Object.keys(VARIABLES));
      return `${name} is not a setting of the registry.${suggestion === undefined ? "" : ` Did you mean ${PREFIX}${suggestion}?`}`;
    });
}

function read(env: Readonly<Record<string, string | undefined>>, problems: string[]): Settings {
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(VARIABLES) as [VariableName, Variable<unknown>][]) {
    const given = env[PREFIX + name];
    const written = given === undefined || given === "" ? variable.fallback : given;
    if (written === undefined) {
      if (variable.required) problems.push(missing(name));
      continue;
    }
    values[name] = variable.read(written);
    if (values[name] === undefined)
      problems.push(`${PREFIX}${name} must be ${variable.must}${variable.secret ? "" : `; it is "${written}"`}.`);
  }
  return values as Settings;
}

function missing(name: VariableName): string {
  return `${PREFIX}${name} is not set: it must be ${VARIABLES[name].must}.`;
}

/** Problems that `read` found with the two variables are not reported again. */
function getIssuers(settings: Partial<Settings>, problems: string[]): IssuerConfig[] {
  const { JWT_ISSUER: names, JWKS: written } = settings;
  if (names === undefined || written === undefined) return [];
  // A file name may contain spaces, so the value is split only if there are several issuers.
  const locations = names.length === 1 ? [written] : written.split(/\s+/);
  if (new Set(names).size !== names.length) problems.push(`${PREFIX}JWT_ISSUER names an issuer twice.`);
  if (locations.length !== names.length) {
    problems.push(
      `${PREFIX}JWKS must be ${VARIABLES.JWKS.must}; there are ${names.length} issuers and ${locations.length} here.`,
    );
    return [];
  }
  return names.map((issuer, index) => ({ issuer, jwks: jwksLocation(locations[index] as string, problems) }));
}

function jwksLocation(written: string, problems: string[]): JwksLocation {
  if (/^https?:/i.test(written)) {
    if (!URL.canParse(written)) problems.push(`${PREFIX}JWKS must be ${VARIABLES.JWKS.must}; it is "${written}".`);
    return { kind: "url", url: written };
  }
  return { kind: "file", file: /^file:\/\//i.test(written) ? fileURLToPath(written) : written };
}

function getAllowList(settings: Settings): CertificateAllowList | undefined {
  const { TLS_ALLOWED_THUMBPRINTS: thumbprints, TLS_ALLOWED_SUBJECTS: subjects } = settings;
  if (thumbprints === undefined && subjects === undefined) return undefined;
  return { thumbprints: new Set((thumbprints ?? []).map(asBase64url)), subjects: subjects ?? [] };
}

function asBase64url(thumbprint: string): string {
  return thumbprint.length === 43
    ? thumbprint
    : Buffer.from(thumbprint.replaceAll(":", ""), "hex").toString("base64url");
}

/** A quarter of V8's heap limit; bodies and responses need more than their bytes while they are processed. */
function defaultMemoryBudget(): number {
  return Math.floor(getHeapStatistics().heap_size_limit / 4);
}
