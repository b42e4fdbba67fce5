import { randomUUID } from "node:crypto";
import { MongoError } from "mongodb";
import type { Collection, Filter } from "mongodb";
import { checkInsert, checkReplace } from "../arguments.js";
import { carries, identifierToken, isMatched } from "../identifier-token.js";
import { Slice } from "../../in-turns.js";
import { FoundVersions } from "../found-versions.js";
import type { FoundVersion } from "../found-versions.js";
import { InFlightGuard } from "../in-flight-guard.js";
import { requireCreation } from "../open-options.js";
import type { OpenStoreOptions } from "../open-options.js";
import { StoreDamagedError, StoreLimitError, StoreUnavailableError } from "../store.js";
import type { AppointmentStore, BusinessIdentifier, IdentifierQuery, StoredVersion, StoreMeasure } from "../store.js";
import { getClaim, getHolders, nextClaims } from "./claims.js";
import { connect } from "./connection.js";
import {
  LARGEST_HISTORY,
  currentVersion,
  indexed,
  isWrittenBy,
  newDocument,
  getSize,
  storedVersion,
  versionEntry,
} from "./document.js";
import type { AppointmentDocument } from "./document.js";
import { isNewDatabase, migrate } from "./migrations.js";
import { APPOINTMENTS, verifyAppointments } from "./schema.js";
import { TIME_BUDGET, isDuplicateKey, untilKnown } from "./transient.js";

/** Opens the store in a MongoDB database, which is first created or upgraded to the current schema. Keeps no state of its own. */
export async function openMongoDbStore(url: string, options: OpenStoreOptions = {}): Promise<AppointmentStore> {
  // A migration may take longer than a request may wait for an answer.
  const migrating = await connect(url, { socketTimeoutMS: 0 });
  try {
    const isNew = await untilKnown(async () => [await isNewDatabase(migrating.database)]);
    if (isNew[0] === true) requireCreation(options);
    await migrate(migrating.database);
    await verifyAppointments(migrating.database, options.warn);
  } finally {
    await migrating.client.close();
  }
  const { client, database } = await connect(url);
  return new MongoDbStore(
    database.collection<AppointmentDocument>(APPOINTMENTS),
    database.collection<Probe>("probe"),
    new InFlightGuard(() => client.close()),
    options.onCommit,
  );
}

const HISTORIES_AT_ONCE = 100;
/** Maximum size in bytes of the documents on one page of `histories`, excluding its last document. */
const HISTORIES_BYTES = 16 * 1024 * 1024;
/** Milliseconds: a health check of the platform waits about a second. */
const HEALTH_BUDGET = 900;
const CURRENT = { versions: { $slice: -1 } } as const;
/** With a condition besides `_id` the planner would consider the other indexes, and cache its choice. */
const BY_ID = { hint: { _id: 1 } } as const;

/** Written to test whether writes work. */
interface Probe {
  readonly _id: string;
  readonly at: Date;
}

class MongoDbStore implements AppointmentStore {
  readonly #appointments: Collection<AppointmentDocument>;
  readonly #probes: Collection<Probe>;
  readonly #lifetime: InFlightGuard;
  readonly #onCommit: ((milliseconds: number) => void) | undefined;
  readonly #deadline: number | undefined;

  constructor(
    appointments: Collection<AppointmentDocument>,
    probes: Collection<Probe>,
    lifetime: InFlightGuard,
    onCommit: ((milliseconds: number) => void) | undefined,
    deadline?: number,
  ) {
    this.#appointments = appointments;
    this.#probes = probes;
    this.#lifetime = lifetime;
    this.#onCommit = onCommit;
    this.#deadline = deadline;
  }

  before(deadline: number): AppointmentStore {
    return new MongoDbStore(this.#appointments, this.#probes, this.#lifetime, this.#onCommit, deadline);
  }

  insert(first: StoredVersion): ReturnType<AppointmentStore["insert"]> {
    return this.#use(() => {
      checkInsert(first);
      const document = withinLimits(newDocument(first, randomUUID()));
      // Most identifiers are new, so the first attempt assumes that case.
      let claims = document.tokens.map((token) => getClaim(token, 0));
      return this.#untilKnown(async (maxTimeMS) => {
        const answer = await this.#insert(claiming(document, claims), maxTimeMS);
        if (answer === undefined) claims = await this.#nextClaims(document.tokens, maxTimeMS);
        return answer;
      });
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
      const tokens = [...new Set([...document.tokens, token])];
      let isTaken = false;
      return this.#untilKnown(async (maxTimeMS) => {
        const seen = await this.#appointments
          .find({ $or: [{ tokens: token }, ...getHolders(tokens)] }, { projection: CURRENT, maxTimeMS })
          .toArray();
        const found = seen.filter((each) => each.tokens.includes(token) && isMatched(currentVersion(each)));
        if (found.length === 0) {
          const answer = await this.#insert(claiming(document, nextClaims(tokens, seen)), maxTimeMS);
          if (answer?.kind !== "exists" || isTaken) return answer;
          // The document that took the id meanwhile may match.
          isTaken = true;
          return undefined;
        }
        // Ours is among them if an answer was lost.
        const own = found.find(({ _id }) => _id === first.id);
        if (own !== undefined && (await this.#whoseInsert(document, maxTimeMS))?.kind === "inserted") {
          return { kind: "inserted" as const };
        }
        return { kind: "found" as const, matches: found.map(currentVersion) };
      });
    });
  }

  current(id: string): Promise<StoredVersion | undefined> {
    return this.#read(async (maxTimeMS) => {
      const document = await this.#appointments.findOne({ _id: id }, { projection: CURRENT, maxTimeMS });
      return document === null ? undefined : currentVersion(document);
    });
  }

  version(id: string, version: number): Promise<StoredVersion | undefined> {
    return this.#read(async (maxTimeMS) => {
      const projection = { versions: { $elemMatch: { version } } };
      const document = await this.#appointments.findOne({ _id: id }, { projection, maxTimeMS });
      const [entry] = document?.versions ?? [];
      return entry === undefined ? undefined : storedVersion(id, entry);
    });
  }

  history(id: string): Promise<StoredVersion[]> {
    return this.#read(async (maxTimeMS) => {
      const document = await this.#appointments.findOne({ _id: id }, { maxTimeMS });
      return (document?.versions ?? []).map((entry) => storedVersion(id, entry)).reverse();
    });
  }

  replace(expectedVersion: number, next: StoredVersion): ReturnType<AppointmentStore["replace"]> {
    return this.#use(() => {
      checkReplace(expectedVersion, next);
      const entry = versionEntry(next, randomUUID());
      const size = getSize(entry);
      const keys = indexed(next.keys);
      // A cancel changes no identifier, so the first attempt assumes that case and keeps the claims unchanged.
      let before: readonly string[] = keys.tokens;
      let added: readonly string[] = [];
      return this.#untilKnown(async (maxTimeMS) => {
        const claims = added.length === 0 ? [] : await this.#nextClaims(added, maxTimeMS);
        const written = await this.#appointments
          .findOneAndUpdate(
            {
              _id: next.id,
              version: expectedVersion,
              tokens: before as string[],
              bytes: { $lte: LARGEST_HISTORY - size },
            },
            {
              $set: { version: next.version, ...keys },
              $push: { versions: entry, ...(claims.length === 0 ? {} : { claims: { $each: claims } }) },
              $inc: { bytes: size },
            },
            { projection: { _id: true }, ...BY_ID, maxTimeMS },
          )
          .catch(nullWhereClaimed);
        if (written !== null) return { kind: "replaced" as const };
        const document = await this.#appointments.findOne({ _id: next.id }, { maxTimeMS });
        if (document === null) return { kind: "missing" as const };
        if (isWrittenBy(document, next.version, entry.writeId)) return { kind: "replaced" as const };
        if (document.version !== expectedVersion)
          return { kind: "conflict" as const, current: currentVersion(document) };
        if (document.bytes > LARGEST_HISTORY - size)
          throw new StoreLimitError("The appointment has too many versions.");
        before = document.tokens;
        added = keys.tokens.filter((token) => !document.tokens.includes(token));
        return undefined;
      });
    });
  }

  findByPatient(nhsNumber: string, endsFrom: number, claim?: () => boolean): Promise<FoundVersions> {
    return this.#findCurrent({ nhsNumber, end: { $gte: endsFrom } }, claim);
  }

  findByIdentifier(identifier: IdentifierQuery, nhsNumber?: string, claim?: () => boolean): Promise<FoundVersions> {
    const filter = {
      ...("anySystem" in identifier
        ? { "versions.keys.identifiers.value": identifier.value }
        : { tokens: identifierToken(identifier) }),
      ...(nhsNumber === undefined ? {} : { nhsNumber }),
    };
    // The index on values covers those of all versions.
    return this.#findCurrent(filter, claim, (each) => carries(each, identifier));
  }

  async *histories(after?: string): AsyncGenerator<StoredVersion[]> {
    for (let last = after; ;) {
      const page = await this.#read(async () => {
        const documents: AppointmentDocument[] = [];
        let bytes = 0;
        const cursor = this.#appointments
          .find(last === undefined ? {} : { _id: { $gt: last } })
          .sort({ _id: 1 })
          .limit(HISTORIES_AT_ONCE);
        for await (const document of cursor) {
          documents.push(document);
          bytes += document.bytes;
          if (bytes > HISTORIES_BYTES) break;
        }
        return documents;
      });
      for (const { _id, versions } of page) yield versions.map((entry) => storedVersion(_id, entry)).reverse();
      last = page.at(-1)?._id;
      if (last === undefined) return;
    }
  }

  accounted(instance: string, after: number): Promise<StoredVersion[]> {
    return this.#read(async (maxTimeMS) => {
      const account = { "account.instance": instance, "account.sequence": { $gt: after } };
      const found = await this.#appointments
        .find({ versions: { $elemMatch: account } } as Filter<AppointmentDocument>, { maxTimeMS })
        .toArray();
      return found
        .flatMap(({ _id, versions }) => versions.map((entry) => ({ _id, entry })))
        .filter(({ entry }) => entry.account?.instance === instance && entry.account.sequence > after)
        .map(({ _id, entry }) => storedVersion(_id, entry))
        .sort((a, b) => (a.account?.sequence ?? 0) - (b.account?.sequence ?? 0));
    });
  }

  /** Nothing to do: the index finds versions from any sequence on. */
  settled(): Promise<void> {
    return this.#use(() => undefined);
  }

  isEmpty(): Promise<boolean> {
    return this.#read(async (maxTimeMS) => {
      return (await this.#appointments.findOne({}, { projection: { _id: true }, maxTimeMS })) === null;
    });
  }

  /** From the metadata of the collection: exact, except after a crash of the database or if shards have orphaned documents. */
  measure(): Promise<StoreMeasure> {
    return this.#read(async (maxTimeMS) => ({
      appointments: await this.#appointments.estimatedDocumentCount({ maxTimeMS }),
    }));
  }

  /** Registries of version 0.1 may write alongside this one at any time. */
  legacyUntil(): Promise<string | undefined> {
    return this.#use(() => "9999-12-31T23:59:59.999Z");
  }

  /** Writes, because a database may be readable but not writable: without a majority, or with a full disk. */
  async health(): Promise<void> {
    const deadline = performance.now() + HEALTH_BUDGET;
    const probe = { $set: { at: new Date() } };
    await this.#read(
      (maxTimeMS) => this.#probes.updateOne({ _id: "probe" }, probe, { upsert: true, maxTimeMS }),
      deadline,
    );
  }

  close(): Promise<void> {
    return this.#lifetime.close();
  }

  #findCurrent(
    filter: Filter<AppointmentDocument>,
    claim: (() => boolean) | undefined,
    isMeant: (version: StoredVersion) => boolean = () => true,
  ): Promise<FoundVersions> {
    let isClaimed = false;
    const claimOnce = () => (isClaimed ||= claim?.() ?? true);
    return this.#read(async (maxTimeMS) => {
      const found = new FoundVersions((wanted) => this.#readAgain(wanted), claimOnce);
      const cursor = this.#appointments.find(filter, { projection: CURRENT, maxTimeMS }).sort({ end: 1, _id: 1 });
      const slice = new Slice();
      for await (const document of cursor) {
        const version = currentVersion(document);
        if (isMeant(version)) found.add(version);
        if (slice.isOver) await slice.next();
      }
      return found;
    });
  }

  /** Most of the versions found are still current, and current versions are read in one query. */
  async #readAgain(wanted: readonly FoundVersion[]): Promise<StoredVersion[]> {
    const ids = wanted.map(({ id }) => id);
    const documents = await this.#read((maxTimeMS) =>
      this.#appointments.find({ _id: { $in: ids } }, { projection: CURRENT, maxTimeMS }).toArray(),
    );
    const current = new Map(documents.map((document) => [document._id, currentVersion(document)]));
    const versions: StoredVersion[] = [];
    for (const { id, version } of wanted) {
      const now = current.get(id);
      const found = now?.version === version ? now : await this.version(id, version);
      if (found === undefined) throw new StoreDamagedError("A version vanished from the database.");
      versions.push(found);
    }
    return versions;
  }

  async #insert(
    document: AppointmentDocument,
    maxTimeMS: number,
  ): Promise<{ kind: "inserted" } | { kind: "exists" } | undefined> {
    try {
      await this.#appointments.insertOne(document, { maxTimeMS });
      return { kind: "inserted" };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.#whoseInsert(document, maxTimeMS);
    }
  }

  /** Undefined if the id is free after all. Either a claim was the obstacle, or the conflicting document has not reached a majority. */
  async #whoseInsert(
    { _id, versions }: AppointmentDocument,
    maxTimeMS: number,
  ): Promise<{ kind: "inserted" } | { kind: "exists" } | undefined> {
    const there = await this.#appointments.findOne({ _id }, { maxTimeMS });
    if (there === null) return undefined;
    const ours = isWrittenBy(there, 1, versions[0]?.writeId ?? "");
    return { kind: ours ? "inserted" : "exists" };
  }

  async #nextClaims(tokens: readonly string[], maxTimeMS: number): Promise<string[]> {
    if (tokens.length === 0) return [];
    const projection = { claims: true } as const;
    const holders = await this.#appointments.find({ $or: getHolders(tokens) }, { projection, maxTimeMS }).toArray();
    return nextClaims(tokens, holders);
  }

  /** A read has no side effects, so it is retried after every transient fault. */
  #read<T>(attempt: (maxTimeMS: number) => Promise<T>, deadline = this.#deadline): Promise<T> {
    return this.#use(async () => {
      const { value } = await untilKnown(async (remaining) => ({ value: await attempt(remaining) }), deadline);
      return value;
    });
  }

  /** Retries a write. */
  async #untilKnown<T>(attempt: (maxTimeMS: number) => Promise<T | undefined>): Promise<T> {
    const began = performance.now();
    const result = await untilKnown(attempt, this.#deadline ?? began + TIME_BUDGET);
    this.#onCommit?.(performance.now() - began);
    return result;
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

function claiming(document: AppointmentDocument, claims: readonly string[]): AppointmentDocument {
  return claims.length > 0 ? { ...document, claims } : document;
}

/** Another insert took the number of an identifier that the update adds. */
function nullWhereClaimed(error: unknown): null {
  if (isDuplicateKey(error)) return null;
  throw error;
}

function withinLimits(document: AppointmentDocument): AppointmentDocument {
  if (document.bytes > LARGEST_HISTORY) throw new StoreLimitError("The appointment is too large for the store.");
  return document;
}
