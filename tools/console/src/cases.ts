import { writeResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import type { Registered, RegistryClient } from "@appointment-registry/client";
import { shellWord, startFaultProxy } from "@appointment-registry/test-kit";
import { join } from "node:path";
import { stdin } from "./appointments.js";
import type { Action } from "./appointments.js";
import { getOutcome, outcomeOfAnswer } from "./outcome.js";
import type { ConsoleOptions } from "./options.js";
import { PATIENTS, sampleAppointment } from "./samples.js";
import type { CaseInfo, ClientCommands, Outcome, Result } from "./shapes.js";
import type { Suppliers } from "./supplier.js";

interface HardCase extends Omit<CaseInfo, "name"> {
  play(suppliers: Suppliers, options: ConsoleOptions): Promise<Action>;
}

const SUPPLIER_A = "supplier-a";
const SUPPLIER_B = "supplier-b";
const HOUR = 3600;
const NO_COMMAND =
  "The client has no command for this: it always sends `If-Match`, and changes `status` alone. `curl` sends it as below.";
const CANCELLED = { title: "Cancelled", text: "The registry answered with the cancelled version." };

/** Each case registers its own appointment, so that it can be played at any time and repeatedly. */
const CASES: Readonly<Record<string, HardCase>> = {
  "stale-if-match": {
    title: "Stale If-Match",
    text: "Supplier A retrieves an appointment. Before A cancels it, supplier B does. A's `If-Match` names a version that is no longer current: 409, and what B changed.",
    async play(suppliers) {
      const { id } = await registered(suppliers);
      let other: Outcome | undefined;
      const result = await suppliers.named(SUPPLIER_A).cancel(id, {
        onRetrieved: async () => {
          other ??= getOutcome(await suppliers.named(SUPPLIER_B).cancel(id), CANCELLED);
        },
      });
      const outcome = getOutcome(result, CANCELLED);
      return {
        ...outcome,
        id,
        commands: cancelCommands(suppliers, id),
        parts: getParts([SUPPLIER_B, other], [SUPPLIER_A, outcome]),
      };
    },
  },
  "changed-element": {
    title: "A changed element",
    text: "A cancel that moves the end as well: 422, and the OperationOutcome names the element. Only `status` may change.",
    async play(suppliers) {
      const current = await registered(suppliers);
      const { appointment, id, etag } = current;
      const later = new Date(Date.parse(appointment.end ?? "") + 60_000).toISOString();
      const answer = await suppliers.send(SUPPLIER_A, {
        method: "PUT",
        path: `/Appointment/${id}`,
        headers: { "if-match": etag },
        body: json({ ...appointment, status: "cancelled", end: later }),
      });
      return { ...outcomeOfAnswer(answer, CANCELLED), id, noCommand: NO_COMMAND };
    },
  },
  "no-if-match": {
    title: "No If-Match",
    text: "A cancel that does not say which version it is for: 412. Without `If-Match` an update could undo that of another supplier.",
    async play(suppliers) {
      const { appointment, id } = await registered(suppliers);
      const answer = await suppliers.send(SUPPLIER_A, {
        method: "PUT",
        path: `/Appointment/${id}`,
        body: json({ ...appointment, status: "cancelled" }),
      });
      return { ...outcomeOfAnswer(answer, CANCELLED), id, noCommand: NO_COMMAND };
    },
  },
  "expired-token": {
    title: "An expired token",
    text: "A cancel with an access token that ended an hour ago: 403, before anything of the request is looked at.",
    async play(suppliers, { directory }) {
      const { id } = await registered(suppliers);
      const now = Math.floor(Date.now() / 1000);
      const claims = { iat: now - 2 * HOUR, nbf: now - 2 * HOUR, exp: now - HOUR };
      const client = suppliers.special(SUPPLIER_A, { token: await suppliers.token(SUPPLIER_A, claims) });
      // The sandbox keeps such a token for the conformance kit.
      const file = shellWord(join(directory, "conformance.json"));
      const token = `"$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).expiredToken' ${file})"`;
      const commands = suppliers.commands((name, flags) => `${name} cancel ${id} --token ${token}${flags}`);
      return closing(client, async () => ({ ...getOutcome(await client.cancel(id), CANCELLED), id, commands }));
    },
  },
  race: {
    title: "Two suppliers at once",
    text: "Suppliers A and B have both retrieved the appointment, and cancel it at the same moment. One of them wins; the other gets 409.",
    async play(suppliers) {
      const { id } = await registered(suppliers);
      const together = barrier(2);
      const racers = [SUPPLIER_A, SUPPLIER_B].map(async (actor) => {
        const result = await suppliers.named(actor).cancel(id, { onRetrieved: together });
        return [actor, getOutcome(result, CANCELLED)] as const;
      });
      const parts = getParts(...(await Promise.all(racers)));
      const winners = parts.filter(({ verdict }) => verdict === "done").map(({ actor }) => actor);
      return {
        verdict: winners.length === 1 ? "done" : "failed",
        title: winners.length === 1 ? `${winners[0] ?? ""} won` : "Nobody won alone",
        text: "The registry holds one cancelled version, and each supplier knows what became of its request.",
        issues: [],
        changes: [],
        parts,
        id,
        commands: suppliers.commands((client, flags) => {
          const one = `${client} cancel ${id}${flags}`;
          return `${one} &\n${one}\nwait`;
        }),
      };
    },
  },
  "lost-answer": {
    title: "A lost answer",
    text: "The registry cancels, but its answer does not arrive. The client retries, reads what the registry holds, and finds that the cancel is its own.",
    async play(suppliers, { baseUrl, directory }) {
      const { id } = await registered(suppliers);
      let lost = false;
      const proxy = await startFaultProxy(
        { baseUrl, directory, agent: suppliers.agent },
        {
          seed: 1,
          rate: 0,
          hold: 0,
          choose: ({ method }) => {
            if (lost || method !== "PUT") return undefined;
            lost = true;
            return "answer dropped";
          },
        },
      );
      try {
        const client = suppliers.special(SUPPLIER_A, { baseUrl: proxy.baseUrl });
        return await closing(client, async () => {
          const result = await client.cancel(id);
          const recovered = result.status === 200 && result.recovered;
          const text = recovered
            ? "An answer was lost. The client found its cancel in the registry and reports success, once."
            : CANCELLED.text;
          const commands = cancelCommands(suppliers, id);
          return { ...getOutcome(result, { title: "Cancelled", text }), id, commands };
        });
      } finally {
        await proxy.stop();
      }
    },
  },
  "dry-run": {
    title: "Dry run",
    text: "Asks with `$validate` whether the registry would accept a registration, and a cancel with a changed element. Nothing is kept.",
    async play(suppliers) {
      const current = await registered(suppliers);
      const { appointment, id } = current;
      const wanted = sampleAppointment(PATIENTS[0].nhsNumber);
      const valid = await suppliers.own.validate(wanted);
      const first = getOutcome(valid, { title: "It would be registered", text: "Validated; nothing is registered." });
      const changed = json({ ...appointment, status: "cancelled", end: appointment.start ?? "" });
      const answer = await suppliers.send(SUPPLIER_A, {
        method: "POST",
        path: `/Appointment/${id}/$validate`,
        body: changed,
      });
      const refused = { title: "The cancel would be refused", text: "Validated; the appointment is still booked." };
      const second = outcomeOfAnswer(answer, refused);
      const ended = await suppliers.own.read(id);
      const kept = ended.status === 200 && ended.versionId === current.versionId;
      return {
        verdict: kept && first.verdict === "done" && second.verdict === "done" ? "done" : "failed",
        title: "Nothing was changed",
        text: "The registry said what it would answer, and holds the same version as before.",
        issues: second.issues,
        changes: [],
        parts: getParts(["Registration", first], ["Cancel", second]),
        id,
        commands: suppliers.commands((client) => `${client} validate - --rules registry ${stdin(json(wanted))}`),
      };
    },
  },
};

export const caseInfos = (): CaseInfo[] =>
  Object.entries(CASES).map(([name, { title, text }]) => ({ name, title, text }));

export const caseNamed = (name: string): HardCase | undefined => (Object.hasOwn(CASES, name) ? CASES[name] : undefined);

const cancelCommands = (suppliers: Suppliers, id: string): ClientCommands =>
  suppliers.commands((client, flags) => `${client} cancel ${id}${flags}`);

async function registered({ own }: Suppliers): Promise<Registered> {
  const result = await own.register(sampleAppointment(PATIENTS[1].nhsNumber), { once: true });
  if (result.status === 200 || result.status === 201) return result;
  throw new Error(`The appointment of the case was not registered: ${result.status}.`);
}

/** Returns a function whose calls resolve after `parties` of them have been made. */
function barrier(parties: number): () => Promise<void> {
  const { promise, resolve } = deferred();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === parties) resolve();
    return promise;
  };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

async function closing<T>(client: RegistryClient, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await client.close();
  }
}

const getParts = (...parts: readonly (readonly [string, Outcome | undefined])[]): NonNullable<Result["parts"]> =>
  parts.flatMap(([actor, outcome]) => (outcome === undefined ? [] : [{ actor, ...outcome }]));

const json = (appointment: fhir.Appointment): string =>
  writeResource(appointment as fhir.Appointment & AnyResource, { format: "json" });
