import { randomUUID } from "node:crypto";
import { MongoError } from "mongodb";
import type { Collection, MongoClient } from "mongodb";
import { checkInsert, checkReplace } from "../arguments.js";
import { identifierToken } from "../identifier-token.js";
import { Lifetime } from "../lifetime.js";
import { StoreLimitError, StoreUnavailableError } from "../store.js";
import type { AppointmentStore, BusinessIdentifier, StoredVersion } from "../store.js";
import { connect } from "./connection.js";
import {
  LARGEST_HISTORY,
  currentVersion,
  indexed,
  isWrittenBy,
  newDocument,
  sizeOf,
  storedVersion,
  versionEntry,
} from "./document.js";
import type { AppointmentDocument } from "./document.js";
import { migrate } from "./migrations.js";
import { isDuplicateKey, untilKnown } from "./transient.js";

/** Opens the store in a MongoDB database, which is created or brought to the present schema first. Holds no state of its own. */
export async function openMongoDbStore(url: string): Promise<AppointmentStore> {
  const { client, database } = await connect(url);
  try {
    return new MongoDbStore(client, await migrate(database));
  } catch (error) {
    await client.close();
    throw error;
  }
}

const HISTORIES_AT_ONCE = 100;
const CURRENT = { projection: { versions: { $slice: -1 } } } as const;

class MongoDbStore implements AppointmentStore {
  readonly #appointments: Collection<AppointmentDocument>;
  readonly #lifetime: Lifetime;

  constructor(client: MongoClient, appointments: Collection<AppointmentDocument>) {
    this.#appointments = appointments;
    this.#lifetime = new Lifetime(() => client.close());
  }

  insert(first: StoredVersion): ReturnType<AppointmentStore["insert"]> {
    return this.#use(() => {
      checkInsert(first);
      const document = withinLimits(newDocument(first, randomUUID()));
      return untilKnown(() => this.#insert(document));
    });
  }

  insertUnlessIdentified(
    first: StoredVersion,
    identifier: BusinessIdentifier,
  ): ReturnType<AppointmentStore["insertUnlessIdentified"]> {
    return this.#use(() => {
      checkInsert(first);
      const document = withinLimits(newDocument(first, randomUUID()));
      const token = identifierToken(identifier);
      return untilKnown(async () => {
        const found = await this.#appointments.find({ tokens: token }, CURRENT).toArray();
        if (found.length > 0) {
          // Ours is among them when an answer was lost.
          const own = found.find(({ _id }) => _id === first.id);
          if (own !== undefined && (await this.#whoseInsert(document))?.kind === "inserted") {
            return { kind: "inserted" as const };
          }
          return { kind: "found" as const, matches: found.map(currentVersion) };
        }
        return this.#insert(await this.#claiming(document, token));
      });
    });
  }

  current(id: string): Promise<StoredVersion | undefined> {
    return this.#use(async () => {
      const document = await this.#appointments.findOne({ _id: id }, CURRENT);
      return document === null ? undefined : currentVersion(document);
    });
  }

  version(id: string, version: number): Promise<StoredVersion | undefined> {
    return this.#use(async () => {
      const projection = { versions: { $elemMatch: { version } } };
      const document = await this.#appointments.findOne({ _id: id }, { projection });
      const [entry] = document?.versions ?? [];
      return entry === undefined ? undefined : storedVersion(id, entry);
    });
  }

  history(id: string): Promise<StoredVersion[]> {
    return this.#use(async () => {
      const document = await this.#appointments.findOne({ _id: id });
      return (document?.versions ?? []).map((entry) => storedVersion(id, entry)).reverse();
    });
  }

  replace(expectedVersion: number, next: StoredVersion): ReturnType<AppointmentStore["replace"]> {
    return this.#use(() => {
      checkReplace(expectedVersion, next);
      const entry = versionEntry(next, randomUUID());
      const size = sizeOf(entry);
      const keys = indexed(next.keys);
      // A cancel changes no identifier, so the first attempt is for that case; the claims are kept as they are.
      let before: { tokens: readonly string[]; claims?: readonly string[] } = { tokens: keys.tokens };
      return untilKnown(async () => {
        const claims = before.claims?.filter((claim) => keys.tokens.includes(claim));
        const written = await this.#appointments.findOneAndUpdate(
          {
            _id: next.id,
            version: expectedVersion,
            tokens: before.tokens as string[],
            bytes: { $lte: LARGEST_HISTORY - size },
          },
          {
            $set: { version: next.version, ...keys, ...(claims !== undefined && claims.length > 0 ? { claims } : {}) },
            ...(claims?.length === 0 ? { $unset: { claims: true } } : {}),
            $push: { versions: entry },
            $inc: { bytes: size },
          },
          { projection: { _id: true } },
        );
        if (written !== null) return { kind: "replaced" as const };
        const document = await this.#appointments.findOne({ _id: next.id });
        if (document === null) return { kind: "missing" as const };
        if (isWrittenBy(document, next.version, entry.writeId)) return { kind: "replaced" as const };
        if (document.version !== expectedVersion)
          return { kind: "conflict" as const, current: currentVersion(document) };
        if (document.bytes > LARGEST_HISTORY - size)
          throw new StoreLimitError("The appointment has too many versions.");
        before = document;
        return undefined;
      });
    });
  }

  findByPatient(nhsNumber: string, endsFrom: number): Promise<StoredVersion[]> {
    return this.#use(async () => {
      const found = this.#appointments.find({ nhsNumber, end: { $gte: endsFrom } }, CURRENT).sort({ end: 1, _id: 1 });
      return (await found.toArray()).map(currentVersion);
    });
  }

  async *histories(after?: string): AsyncGenerator<StoredVersion[]> {
    for (let last = after; ;) {
      const page = await this.#use(() =>
        this.#appointments
          .find(last === undefined ? {} : { _id: { $gt: last } })
          .sort({ _id: 1 })
          .limit(HISTORIES_AT_ONCE)
          .toArray(),
      );
      for (const { _id, versions } of page) yield versions.map((entry) => storedVersion(_id, entry)).reverse();
      last = page.at(-1)?._id;
      if (last === undefined) return;
    }
  }

  health(): Promise<void> {
    return this.#use(async () => {
      await this.#appointments.findOne({ _id: "" }, { projection: { _id: true } });
    });
  }

  close(): Promise<void> {
    return this.#lifetime.close();
  }

  async #insert(document: AppointmentDocument): Promise<{ kind: "inserted" } | { kind: "exists" } | undefined> {
    try {
      await this.#appointments.insertOne(document);
      return { kind: "inserted" };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.#whoseInsert(document);
    }
  }

  /** Undefined where the id is free after all: then a claim was in the way, or what was in the way has not reached a majority. */
  async #whoseInsert({
    _id,
    versions,
  }: AppointmentDocument): Promise<{ kind: "inserted" } | { kind: "exists" } | undefined> {
    const there = await this.#appointments.findOne({ _id });
    if (there === null) return undefined;
    const ours = isWrittenBy(there, 1, versions[0]?.writeId ?? "");
    return { kind: ours ? "inserted" : "exists" };
  }

  /**
   * Claims the identifier that must be free, and the document's others as far as nobody has: two conditional creates that race
   * cannot both hold a claim they share (unique index), and the loser then finds the winner.
   */
  async #claiming(document: AppointmentDocument, mustBeFree: string): Promise<AppointmentDocument> {
    const others = document.tokens.filter((token) => token !== mustBeFree);
    const holders =
      others.length === 0
        ? []
        : await this.#appointments.find({ claims: { $in: others } }, { projection: { claims: true } }).toArray();
    const taken = new Set(holders.flatMap(({ claims = [] }) => claims));
    // Where it is in the way, somebody has come since it was looked for: the insert must fail, so that they are found.
    const claims = document.tokens.filter((token) => token === mustBeFree || !taken.has(token));
    return claims.length > 0 ? { ...document, claims } : document;
  }

  #use<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#lifetime.use(async () => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof MongoError) throw new StoreUnavailableError("MongoDB failed.", { cause: error });
        throw error;
      }
    });
  }
}

function withinLimits(document: AppointmentDocument): AppointmentDocument {
  if (document.bytes > LARGEST_HISTORY) throw new StoreLimitError("The appointment is too large for the store.");
  return document;
}
