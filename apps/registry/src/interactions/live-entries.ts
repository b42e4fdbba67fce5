import type { Issue } from "@appointment-registry/fhir-appointment";
import { RegistryError } from "../errors.js";
import { isMatched } from "../store/identifier-token.js";
import type { BusinessIdentifier, StoredVersion } from "../store/store.js";
import type { Ports } from "./ports.js";

/**
 * Limits the live entries (booked and not past) that one client has registered for one patient. Exact within this process: registrations of
 * one client for one patient are made one after the other.
 */
export class LiveEntries {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @param most maximum for one client and patient */
  constructor(private readonly most: number) {}

  /**
   * Runs `insert` if there is room for `first`, or if an entry already matches `identifier`, so that none will be inserted.
   * @throws RegistryError `rule-broken`
   */
  async insert<T>(
    first: StoredVersion,
    identifier: BusinessIdentifier | undefined,
    ports: Pick<Ports, "store" | "now">,
    insert: () => Promise<T>,
  ): Promise<T> {
    const key = JSON.stringify([first.account?.clientId, first.keys.nhsNumber]);
    const before = this.#last.get(key) ?? Promise.resolve();
    const run = async (): Promise<T> => {
      if (await this.#isFull(first, ports)) {
        if (identifier === undefined || !(await isThere(identifier, ports))) throw this.#refusal();
      }
      return insert();
    };
    const running = before.then(run, run);
    this.#last.set(key, running);
    try {
      return await running;
    } finally {
      if (this.#last.get(key) === running) this.#last.delete(key);
    }
  }

  async #isFull({ account, keys }: StoredVersion, { store, now }: Pick<Ports, "store" | "now">): Promise<boolean> {
    let live = 0;
    for await (const each of await store.findByPatient(keys.nhsNumber, now())) {
      if (each.status === "booked" && each.account?.clientId === account?.clientId) live += 1;
      if (live >= this.most) return true;
    }
    return false;
  }

  #refusal(): RegistryError {
    const issue: Issue = {
      severity: "error",
      code: "business-rule",
      rule: "registry:live-entries",
      message: `A client may have at most ${this.most} live entries of a patient; this would be one more.`,
      expression: "Appointment.participant",
    };
    return new RegistryError("rule-broken", { issues: [issue] });
  }
}

async function isThere(identifier: BusinessIdentifier, { store }: Pick<Ports, "store">): Promise<boolean> {
  for await (const each of await store.findByIdentifier(identifier)) if (isMatched(each)) return true;
  return false;
}
