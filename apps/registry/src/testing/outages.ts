import { RegistryError, writesRefused } from "../errors.js";
import type { InjectedRegistry } from "../http/testing/application.js";
import { InjectedRegistry as Registry } from "../http/testing/application.js";
import { fixedPorts, registered } from "../interactions/testing/ports.js";
import { StoreDamagedError, StoreUnavailableError } from "../store/store.js";
import { MemoryStore } from "../store/testing/memory-store.js";
import type { TestAnswer } from "./registry.js";
import { JSON_TYPE } from "./registry.js";

class FailingStore extends MemoryStore {
  failure: Error | undefined;
  override async current(id: string) {
    if (this.failure !== undefined) throw this.failure;
    return super.current(id);
  }
}

interface Failing {
  readonly registry: InjectedRegistry;
  readonly store: FailingStore;
  writeFailure: Error | undefined;
}

/** Ways to cause each failure that no caller can cause. `undefined` ends it. */
const FAILURES = {
  "certificate-refused": ({ registry }, is) =>
    void (registry.certificateFailure = is ? new RegistryError("certificate-refused") : undefined),
  "keys-unavailable": ({ registry }, is) =>
    void (registry.limitFailure = is ? new RegistryError("keys-unavailable") : undefined),
  "audit-unavailable": ({ registry }, is) => void (registry.auditFailure = is ? new Error("full") : undefined),
  "store-unavailable": ({ store }, is) => void (store.failure = is ? new StoreUnavailableError("away") : undefined),
  "store-damaged": ({ store }, is) => void (store.failure = is ? new StoreDamagedError("damaged") : undefined),
  "internal-error": ({ store }, is) => void (store.failure = is ? new TypeError("unforeseen") : undefined),
  "writes-refused": (failing, is) => void (failing.writeFailure = is ? writesRefused(undefined) : undefined),
} as const satisfies Record<string, (failing: Failing, is: boolean) => void>;

export type Outage = keyof typeof FAILURES;
export const OUTAGES = Object.keys(FAILURES) as Outage[];

/** The responses to a cancel during the failure, and to the same request after it. */
export async function cancelledTwice(outage: Outage): Promise<[during: TestAnswer, after: TestAnswer]> {
  const store = new FailingStore();
  const ports = fixedPorts();
  const registry = new Registry({
    ...ports,
    store,
    admitWrite: (interaction) => {
      if (failing.writeFailure !== undefined) throw failing.writeFailure;
      return ports.admitWrite(interaction);
    },
  });
  const failing: Failing = { registry, store, writeFailure: undefined };
  try {
    const { resource } = await registered({ store });
    const send = async (): Promise<TestAnswer> => {
      const { statusCode, headers, rawPayload } = await registry.send("/Appointment/a", {
        method: "PUT",
        headers: { "content-type": JSON_TYPE, "if-match": 'W/"1"' },
        body: JSON.stringify({ ...resource, status: "cancelled" }),
      });
      return {
        status: statusCode,
        headers: headers as TestAnswer["headers"],
        text: rawPayload.toString(),
        bytes: rawPayload,
      };
    };
    FAILURES[outage](failing, true);
    const during = await send();
    FAILURES[outage](failing, false);
    return [during, await send()];
  } finally {
    await registry.stop();
  }
}
