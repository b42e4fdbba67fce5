import { spawn, execFileSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { JwksServer } from "@appointment-registry/test-kit";
import {
  ShippedRegistry,
  bookedEntry,
  endChild,
  eventually,
  freePort,
  nhsNumber,
  publicJwk,
  replaceFile,
  serveJwks,
} from "@appointment-registry/test-kit";
import { parse } from "yaml";

const DEPLOY = join(import.meta.dirname, "../../deploy");
const PROMETHEUS = process.env["PROMETHEUS_BINARY"] ?? "prometheus";

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}
interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets?: readonly { readonly expr: string }[] }[];
}
const rulesText = await readFile(join(DEPLOY, "prometheus/alerts.yaml"), "utf8");
const rules = (parse(rulesText) as Rules).groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(await readFile(join(DEPLOY, "grafana/registry.json"), "utf8")) as Dashboard;

const isThere = runs(PROMETHEUS, ["--version"]);
if (!isThere) process.stdout.write("NOT RUN: alerts and dashboard on a Prometheus (apt-get install prometheus)\n");

function runs(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const endsWithParent = runs("setpriv", ["--version"]) ? ["setpriv", "--pdeathsig", "KILL"] : [];

it("the guide has exactly one paragraph for every alert", async () => {
  const guide = await readFile(join(import.meta.dirname, "../../../../docs/operators.md"), "utf8");
  const named = new Set(guide.match(/`Registry[A-Za-z]+`/g)?.map((name) => name.slice(1, -1)));
  expect([...named].sort()).toEqual(rules.map(({ alert }) => alert).sort());
});

(isThere ? describe : describe.skip)("on a real Prometheus", () => {
  let registry: ShippedRegistry;
  let jwks: JwksServer;
  let prometheus: ChildProcess;
  let api: string;
  let small: string;
  let isMounted = false;
  const file = (name: string): string => join(registry.directory, name);

  beforeAll(async () => {
    jwks = await serveJwks([]);
    const [operations, port] = await Promise.all([freePort(), freePort()]);
    registry = await ShippedRegistry.create({
      REGISTRY_OPERATIONS_PORT: String(operations),
      REGISTRY_JWKS: jwks.url,
      REGISTRY_JWKS_REFRESH: "1",
      REGISTRY_MAX_REQUESTS: "2",
    });
    jwks.answer = { keys: [await publicJwk(registry.key)] };
    await writeFile(file("crl.pem"), await registry.authority.crl([]));
    small = file("small");
    await mkdir(small);
    isMounted = runs("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", small]);
    if (!isMounted) process.stdout.write("NOT RUN: the alert of a full disk (mounting a tmpfs is not allowed here)\n");
    Object.assign(registry.settings, {
      REGISTRY_TLS_CRL: file("crl.pem"),
      REGISTRY_STORE: `lmdb:${join(small, "store")}`,
    });
    await registry.start();

    // As an operator would have it, but with incident and test durations scaled down.
    const quick = rulesText.replace(/^ +for: .*\n/gm, "").replace(/\[\d+m\]/g, "[20s]");
    await writeFile(file("alerts.yaml"), quick);
    const config = (await readFile(join(DEPLOY, "prometheus/prometheus.yaml"), "utf8"))
      .replace(/15s/g, "500ms")
      .replace("127.0.0.1:9464", `127.0.0.1:${operations}`);
    await writeFile(file("prometheus.yaml"), config);
    const args = ["--config.file", file("prometheus.yaml"), "--storage.tsdb.path", file("tsdb")];
    const command = [...endsWithParent, PROMETHEUS, ...args, "--web.listen-address", `127.0.0.1:${port}`];
    prometheus = spawn(command[0] as string, command.slice(1), { stdio: "ignore" });
    api = `http://127.0.0.1:${port}/api/v1`;
    await eventually(async () => (await query("registry_ready").catch(() => [])).length > 0);
  });
  afterAll(async () => {
    await endChild(prometheus);
    await jwks.stop();
    await registry.stop().catch(() => undefined);
    if (isMounted) execFileSync("umount", ["-l", small]);
    await registry.destroy();
  });

  async function query(expr: string): Promise<readonly unknown[]> {
    const answer = await fetch(`${api}/query?${new URLSearchParams({ query: expr }).toString()}`);
    const { status, error, data } = (await answer.json()) as {
      status: string;
      error?: string;
      data?: { result: unknown[] };
    };
    if (status !== "success" || data === undefined) throw new Error(`${expr}: ${error}`);
    return data.result;
  }

  async function firing(): Promise<readonly string[]> {
    await delay(200);
    const { data } = (await (await fetch(`${api}/alerts`)).json()) as {
      data: { alerts: { state: string; labels: { alertname: string } }[] };
    };
    return data.alerts.filter(({ state }) => state === "firing").map(({ labels }) => labels.alertname);
  }
  const raises = (alert: string) => eventually(async () => (await firing()).includes(alert), alert);
  const rests = (alert: string) => eventually(async () => !(await firing()).includes(alert), `${alert} ends`);

  it("raises nothing while nothing is wrong, except that one-day certificates are about to expire", async () => {
    const quiet = ["RegistryCertificateRunsOut", "RegistryRevocationListRunsOut", "RegistryDiskSpaceLow"];
    expect((await firing()).filter((alert) => !quiet.includes(alert))).toEqual([]);
  });

  it("answers every query of the alerts, and those of the dashboard with a value", async () => {
    const token = await registry.token();
    const booked = JSON.stringify(bookedEntry(nhsNumber(1)));
    const headers = { "content-type": "application/fhir+json" };
    for (let each = 0; each < 5; each++) {
      expect((await registry.send({ method: "POST", path: "/Appointment", token, headers, body: booked })).status).toBe(
        201,
      );
      await registry.send({ path: "/Appointment/none", token });
    }
    for (const { expr } of rules) await query(expr);
    for (const { title, targets = [] } of dashboard.panels)
      for (const { expr } of targets) {
        const inGrafana = expr.replaceAll("$instance", ".*").replaceAll("$__rate_interval", "20s");
        await eventually(async () => (await query(inGrafana)).length > 0, `${title}: ${inGrafana}`);
      }
  });

  it("a revoked certificate", async () => {
    const revoked = await registry.authority.issue("CN=revoked");
    await replaceFile(file("crl.pem"), await registry.authority.crl([revoked]));
    await eventually(() =>
      registry.send({ path: "/metadata", as: revoked }).then(
        () => false,
        () => true,
      ),
    );
    await raises("RegistryRevokedCertificate");
  });

  it("a reload that fails", async () => {
    const key = await readFile(file("server.key"), "utf8");
    await replaceFile(file("server.key"), "nothing\n");
    await raises("RegistryReloadFailing");
    await replaceFile(file("server.key"), key);
    await rests("RegistryReloadFailing");
  });

  it("more requests than can be served", async () => {
    const token = await registry.token();
    const flood = async () => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => registry.send({ path: "/Appointment/none", token })),
      );
      return answers.some(({ status }) => status === 503);
    };
    await eventually(flood);
    await raises("RegistryOverloaded");
  });

  it("an issuer that is unavailable", async () => {
    jwks.answer = 503;
    await raises("RegistryIssuerKeysStale");
    jwks.answer = { keys: [await publicJwk(registry.key)] };
    await rests("RegistryIssuerKeysStale");
  });

  it("a full disk", async () => {
    if (!isMounted) return;
    const filler = await open(join(small, "filler"), "a");
    try {
      for (;;) await filler.write(Buffer.alloc(65_536));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
    } finally {
      await filler.close();
    }
    const token = await registry.token();
    const headers = { "content-type": "application/fhir+json" };
    const body = JSON.stringify(bookedEntry(nhsNumber(2), { comment: "x".repeat(10_000) }));
    const write = () => registry.send({ method: "POST", path: "/Appointment", token, headers, body });
    await eventually(async () => (await write()).status === 503);
    await raises("RegistryWritesRefused");
    await rm(join(small, "filler"));
    await rests("RegistryWritesRefused");
  });

  it("a registry that is unavailable", async () => {
    await registry.stop();
    await raises("RegistryDown");
  });
});
