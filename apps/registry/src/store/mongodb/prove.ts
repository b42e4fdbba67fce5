import { randomUUID } from "node:crypto";
import type { Collection } from "mongodb";
import { MongoServerError } from "mongodb";
import { connect } from "./connection.js";

/** A document of the races, all three of which use one collection. */
interface Rival {
  readonly _id: string;
  readonly version?: number;
  readonly versions?: readonly string[];
  readonly claims?: readonly string[];
}

export interface ProofOptions {
  /** Rounds of each race. */
  readonly rounds: number;
  /** Writers in each round. */
  readonly rivals: number;
  /** Receives one line for each race. */
  readonly report: (line: string) => void;
}

const CLIENTS = 4;
const DUPLICATE_KEY = 11000;

/**
 * Races writers for one compare-and-set, one `_id` and one member of a unique array index, the guarantees that the store relies on. The
 * races use a collection of their own, which is dropped at the end. They use the official driver, without the retries of the store.
 * @returns whether every round of every race had exactly one winner, which is in the database
 */
export async function proveAtomic(url: string, { rounds, rivals, report }: ProofOptions): Promise<boolean> {
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => connect(url)));
  const name = `proof-${randomUUID().slice(0, 8)}`;
  const collections = connections.map(({ database }) => database.collection<Rival>(name));
  const through = (n: number) => collections[n % CLIENTS] as Collection<Rival>;
  try {
    await through(0).createIndex({ claims: 1 }, { unique: true, sparse: true });
    let atomic = true;
    for (const [race, run] of Object.entries(RACES)) {
      const seen = { one: 0, none: 0, several: 0, lost: 0, errors: 0 };
      for (let round = 0; round < rounds; round += 1) {
        const { winners, kept, errors } = await run(through, rivals);
        seen[winners === 1 ? "one" : winners === 0 ? "none" : "several"] += 1;
        if (winners !== kept) seen.lost += 1;
        seen.errors += errors;
      }
      if (seen.one !== rounds || seen.lost > 0 || seen.errors > 0) atomic = false;
      report(
        `${race}: ${rounds} rounds of ${rivals} writers; one winner ${seen.one}, none ${seen.none}, several ${seen.several}, ` +
          `winners missing in the database ${seen.lost}, errors ${seen.errors}`,
      );
    }
    return atomic;
  } finally {
    await through(0)
      .drop()
      .catch(() => undefined);
    await Promise.all(connections.map(({ client }) => client.close()));
  }
}

interface RoundResult {
  readonly winners: number;
  readonly kept: number;
  readonly errors: number;
}

type Through = (n: number) => Collection<Rival>;

const RACES: Readonly<Record<string, (through: Through, rivals: number) => Promise<RoundResult>>> = {
  "compare-and-set (findOneAndUpdate on _id and version)": async (through, rivals) => {
    const id = randomUUID();
    await through(0).insertOne({ _id: id, version: 1, versions: ["1"] });
    const answers = await race(through, rivals, (collection, n) =>
      collection.findOneAndUpdate(
        { _id: id, version: 1 },
        { $set: { version: 2 }, $push: { versions: `rival ${n}` } },
        { hint: { _id: 1 } },
      ),
    );
    const kept = ((await through(0).findOne({ _id: id }))?.versions ?? []).length - 1;
    return { ...count(answers, (before) => before !== null), kept };
  },
  "insert of one _id": async (through, rivals) => {
    const id = randomUUID();
    const answers = await race(through, rivals, (collection) => collection.insertOne({ _id: id }));
    return { ...count(answers, () => true), kept: await through(0).countDocuments({ _id: id }) };
  },
  "insert of one unique array member": async (through, rivals) => {
    const id = randomUUID();
    const answers = await race(through, rivals, (collection, n) =>
      collection.insertOne({ _id: `${id}-${n}`, claims: [`other ${id} ${n}`, id] }),
    );
    return { ...count(answers, () => true), kept: await through(0).countDocuments({ claims: id }) };
  },
};

function race<T>(through: Through, rivals: number, write: (collection: Collection<Rival>, n: number) => Promise<T>) {
  return Promise.allSettled(Array.from({ length: rivals }, (_, n) => write(through(n), n)));
}

function count<T>(answers: readonly PromiseSettledResult<T>[], won: (value: T) => boolean) {
  const isLoser = (reason: unknown) => reason instanceof MongoServerError && reason.code === DUPLICATE_KEY;
  return {
    winners: answers.filter((answer) => answer.status === "fulfilled" && won(answer.value)).length,
    errors: answers.filter((answer) => answer.status === "rejected" && !isLoser(answer.reason)).length,
  };
}
