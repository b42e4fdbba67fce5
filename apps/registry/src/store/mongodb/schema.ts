import { MongoServerError } from "mongodb";
import type { Db, Document, IndexDescription } from "mongodb";
import type { AppointmentDocument } from "./document.js";

export const APPOINTMENTS = "appointments";

const NAMESPACE_EXISTS = 48;
/** A sharded collection takes no unique index that does not begin with the shard key (decision 0051). */
const CANNOT_CREATE_INDEX = 67;

const PATIENT_INDEX = {
  name: "patient-end",
  key: { nhsNumber: 1, end: 1, _id: 1 },
} as const satisfies IndexDescription;
const IDENTIFIER_INDEX = { name: "identifier", key: { tokens: 1 } } as const satisfies IndexDescription;
const CLAIM_INDEX = {
  name: "claim",
  key: { claims: 1 },
  unique: true,
  sparse: true,
} as const satisfies IndexDescription;

const text = { bsonType: "string" };
const whole = { bsonType: ["int", "long", "double"], minimum: 1 };
const number = { bsonType: ["int", "long", "double"] };
const texts = { bsonType: "array", items: text };

/** What the server itself refuses to store: a guard against hand-made updates, beside the registry's own checks. */
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
    // Made before: by an operator who sharded it first, or by a migration that was interrupted.
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

/** Rejects where an index that the registry relies on is missing or has other keys. */
export async function verifyAppointments(database: Db): Promise<void> {
  const there: Document[] = await database.collection(APPOINTMENTS).indexes();
  const problems = [PATIENT_INDEX, IDENTIFIER_INDEX, CLAIM_INDEX].filter(({ name, key }) => {
    const index = there.find((each) => each["name"] === name);
    return index === undefined || JSON.stringify(index["key"]) !== JSON.stringify(key);
  });
  if (problems.length === 0) return;
  const missing = problems.map(({ name, key }) => `${name} on ${JSON.stringify(key)}`).join(", ");
  throw new Error(`The collection ${APPOINTMENTS} lacks these indexes: ${missing}. Create them, then start again.`);
}
