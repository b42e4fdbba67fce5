import { MongoServerError } from "mongodb";
import type { CreateIndexesOptions, Db, IndexDescription } from "mongodb";
import type { AppointmentDocument } from "./document.js";

export const APPOINTMENTS = "appointments";

const NAMESPACE_EXISTS = 48;
/** A sharded collection does not accept a unique index that does not begin with the shard key (decision 0051). */
const CANNOT_CREATE_INDEX = 67;

interface RequiredIndex extends IndexDescription {
  readonly name: string;
  readonly key: Readonly<Record<string, 1>>;
}

const PATIENT_INDEX = { name: "patient-end", key: { nhsNumber: 1, end: 1, _id: 1 } } as const satisfies RequiredIndex;
const IDENTIFIER_INDEX = { name: "identifier", key: { tokens: 1 } } as const satisfies RequiredIndex;
const CLAIM_INDEX = {
  name: "claim",
  key: { claims: 1 },
  unique: true,
  sparse: true,
} as const satisfies RequiredIndex;
const VALUE_INDEX = {
  name: "identifier-value",
  key: { "versions.keys.identifiers.value": 1 },
} as const satisfies RequiredIndex;

const ACCOUNT_INDEX = {
  name: "account",
  key: { "versions.account.instance": 1, "versions.account.sequence": 1 },
  sparse: true,
} as const satisfies RequiredIndex;

const INDEXES: readonly RequiredIndex[] = [PATIENT_INDEX, IDENTIFIER_INDEX, CLAIM_INDEX, VALUE_INDEX, ACCOUNT_INDEX];

const text = { bsonType: "string" };
const whole = { bsonType: ["int", "long", "double"], minimum: 1 };
const number = { bsonType: ["int", "long", "double"] };
const texts = { bsonType: "array", items: text };

/**
 * Documents that the server itself rejects: a guard against manual updates, in addition to the registry's own checks. A later schema
 * requires no more members than this one while registries with this one may still write.
 */
const VALIDATOR = {
  $jsonSchema: {
    bsonType: "object",
    required: ["_id", "version", "nhsNumber", "end", "tokens", "versions", "bytes"],
    properties: {
      _id: text,
      version: whole,
      nhsNumber: text,
      end: number,
      tokens: texts,
      claims: { ...texts, minItems: 1 },
      bytes: whole,
      versions: {
        bsonType: "array",
        minItems: 1,
        items: {
          bsonType: "object",
          required: ["version", "lastUpdated", "method", "status", "body", "keys", "writeId"],
          properties: {
            version: whole,
            lastUpdated: text,
            method: { enum: ["POST", "PUT"] },
            status: text,
            body: text,
            keys: { bsonType: "object", required: ["nhsNumber", "end", "identifiers"] },
            writeId: text,
          },
        },
      },
    },
  },
};

/** Schema version 1. */
export async function createAppointments(database: Db): Promise<void> {
  try {
    await database.createCollection(APPOINTMENTS, { validator: VALIDATOR, validationLevel: "strict" });
  } catch (error) {
    // It was created earlier: by an operator who sharded it first, or by a migration that was interrupted.
    if (!(error instanceof MongoServerError) || error.code !== NAMESPACE_EXISTS) throw error;
    await database.command({ collMod: APPOINTMENTS, validator: VALIDATOR, validationLevel: "strict" });
  }
  const appointments = database.collection<AppointmentDocument>(APPOINTMENTS);
  await appointments.createIndexes([PATIENT_INDEX, IDENTIFIER_INDEX]);
  try {
    await appointments.createIndexes([CLAIM_INDEX]);
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== CANNOT_CREATE_INDEX) throw error;
    await appointments.createIndexes([{ ...CLAIM_INDEX, unique: false }]);
  }
}

/** Schema version 2. Registries of version 1 may continue to write: they fill the index without knowing about it. */
export async function indexValues(database: Db): Promise<void> {
  await database.collection(APPOINTMENTS).createIndexes([VALUE_INDEX]);
}

/** Schema version 3. Registries of version 0.1 may continue to write versions without account and checksum. */
export async function indexAccounts(database: Db): Promise<void> {
  await database.collection(APPOINTMENTS).createIndexes([ACCOUNT_INDEX]);
}

/**
 * Rejects if an index that the registry relies on is missing or has a different definition. On a sharded cluster the claim index cannot be
 * unique; `warn` then receives the consequences.
 */
export async function verifyAppointments(
  database: Db,
  warn: (message: string) => void = () => undefined,
): Promise<void> {
  const there = await database.collection(APPOINTMENTS).indexes();
  const sharded = (await database.command({ hello: 1 }))["msg"] === "isdbgrid";
  const faults = INDEXES.flatMap((required) => {
    const index = there.find(({ name }) => name === required.name);
    if (index === undefined) return [`${required.name} is missing`];
    if (isSame(index as IndexDescription, required)) return [];
    if (sharded && required === CLAIM_INDEX && isSame(index as IndexDescription, { ...CLAIM_INDEX, unique: false })) {
      warn("The claim index is not unique: conditional creates of one identifier at the same moment may both succeed.");
      return [];
    }
    return [`${required.name} has wrong options`];
  });
  if (faults.length === 0) return;
  const commands = INDEXES.filter(({ name }) => faults.some((fault) => fault.startsWith(`${name} `))).map(commandFor);
  throw new Error(
    `The indexes of the collection ${APPOINTMENTS} are wrong: ${faults.join(", ")}. ` +
      `Drop the wrong ones, run ${commands.join("; ")}, then start again.`,
  );
}

/** Compares the members of an index that affect its guarantees or its results. */
function isSame(index: IndexDescription, required: RequiredIndex): boolean {
  const { partialFilterExpression, collation, hidden, expireAfterSeconds } = index;
  return (
    JSON.stringify(index.key) === JSON.stringify(required.key) &&
    (index.unique ?? false) === (required.unique ?? false) &&
    (index.sparse ?? false) === (required.sparse ?? false) &&
    partialFilterExpression === undefined &&
    collation === undefined &&
    expireAfterSeconds === undefined &&
    hidden !== true
  );
}

function commandFor({ key, ...options }: RequiredIndex): string {
  return `db.${APPOINTMENTS}.createIndex(${JSON.stringify(key)}, ${JSON.stringify(options satisfies CreateIndexesOptions)})`;
}
