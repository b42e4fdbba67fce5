import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { Bookings, CORES, getField, pinTo } from "@appointment-registry/bench";
import type { LoadRequest, Subject } from "@appointment-registry/bench";
import { ShippedRegistry, freePort } from "@appointment-registry/test-kit";
import { HealthWatch } from "./health-watch.js";

/** The built registry under load, and the versions that it acknowledged to its callers. */
export class TestDeployment {
  /** The highest acknowledged version, by id. */
  readonly acknowledged = new Map<string, number>();

  private constructor(
    readonly registry: ShippedRegistry,
    /** The callers whose service is measured. */
    readonly subject: Subject,
    /** Another client, with its own certificate. */
    readonly other: Subject,
    readonly health: HealthWatch,
    /** True if the registry and the load generator run on separate cores. */
    readonly pinned: boolean,
  ) {}

  static async open(): Promise<TestDeployment> {
    const operations = await freePort();
    const registry = await ShippedRegistry.create({
      REGISTRY_OPERATIONS_PORT: String(operations),
      // Acknowledged versions are compared here by reading them back.
      REGISTRY_LOG_LEVEL: "error",
      // All connections of a load are open before it begins.
      REGISTRY_HEADERS_TIMEOUT: "600",
    });
    try {
      await registry.start();
      const pinned = pinTo(CORES.server, registry.pid as number) && pinTo(CORES.load, process.pid);
      const subjectOf = async (name: string): Promise<Subject> => {
        const { cert, key } = await registry.authority.issue(`CN=${name}`);
        return {
          name,
          address: {
            host: "127.0.0.1",
            port: Number(new URL(registry.baseUrl).port),
            secureContext: createSecureContext({ ca: registry.ca, cert, key }),
          },
          base: "/STU3",
          token: await registry.token({ appid: name }),
          bookings: new Bookings(),
          foreign: false,
        };
      };
      const health = new HealthWatch(operations);
      return new TestDeployment(registry, await subjectOf("load"), await subjectOf("other"), health, pinned);
    } catch (error) {
      await registry.destroy();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.health.stop();
    await this.registry.destroy();
  }

  /** Records the version that the answer to a write acknowledges. */
  note(response: Parameters<LoadRequest["check"]>[0]): void {
    const [, id, version] = /\/Appointment\/([^/]+)\/_history\/(\d+)/.exec(getField(response, "location") ?? "") ?? [];
    if (id !== undefined) this.acknowledged.set(id, Math.max(Number(version), this.acknowledged.get(id) ?? 0));
  }

  /**
   * Megabytes of the registry's own memory: resident memory without file pages (Node's program and the mapped store). The system reclaims
   * file pages when it needs them. 0 if the system has no `/proc`.
   */
  async ownMegabytes(): Promise<number> {
    const status = await readFile(`/proc/${this.registry.pid}/status`, "utf8").catch(() => "");
    return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  }
}
