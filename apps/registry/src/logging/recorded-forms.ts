import { createHmac, randomBytes } from "node:crypto";
import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { HashKeyError, openHashKey, readHashKey } from "@appointment-registry/audit-trail";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import { OperatorError } from "./describe-error.js";

/** Shapes that only machines make, and that cannot be a name or an NHS number. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** W3C Trace Context, 3.2. */
const TRACE_PARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** Digits alone could be an NHS number with zeros before it. */
const HEXADECIMAL = /^(?=.*[a-f])[0-9a-f]{16,128}$/i;
/** What token issuers make client ids of. */
const CLIENT_ID = /^[A-Za-z0-9._:/@|~+=-]{1,200}$/;

const INTERACTIONS: ReadonlySet<string> = new Set(Object.values(INTERACTION_IDS));

/**
 * The forms in which texts that somebody else chose are recorded, in the log, in the audit trail and with what is stored. A text that
 * could hold patient data is replaced by a keyed hash: the same text always has the same hash, so that a supplier who gives a value
 * can be traced, and nobody without the key can try out names and numbers.
 */
export class RecordedForms {
  readonly #key: Uint8Array;

  /** Without a key, hashes can be compared within this process only. */
  constructor(key: Uint8Array = randomBytes(32)) {
    this.#key = key;
  }

  /**
   * With the key in this directory, which is that of the audit trail; it is made if there is none.
   * @throws OperatorError if the file is there and holds none
   */
  static open(directory: string): Promise<RecordedForms> {
    return openHashKey(directory).then((key) => new RecordedForms(key), refuseKey);
  }

  /**
   * With the key that is in this directory.
   * @throws OperatorError if there is none
   */
  static read(directory: string): Promise<RecordedForms> {
    return readHashKey(directory).then((key) => new RecordedForms(key), refuseKey);
  }

  /** Of a text that a caller chose: as it is where only a machine makes such, else its hash. */
  ofCaller(text: string): string {
    const machineMade =
      UUID.test(text) ||
      ULID.test(text) ||
      TRACE_PARENT.test(text) ||
      (HEXADECIMAL.test(text) && !holdsNhsNumber(text));
    return machineMade ? text : this.hash(text);
  }

  /** Of the interaction that a caller names (`Ssp-InteractionID`): as it is where it is one of the registry's. */
  ofInteraction(text: string): string {
    return INTERACTIONS.has(text) ? text : this.hash(text);
  }

  /** Of a client id, which a trusted token issuer chose: as it is unless it is no identifier or holds an NHS number. */
  ofIssuer(text: string): string {
    return UUID.test(text) || (CLIENT_ID.test(text) && !holdsNhsNumber(text)) ? text : this.hash(text);
  }

  /** Letters alone, so that no part of a hash can be taken for a number. */
  hash(text: string): string {
    const digest = createHmac("sha256", this.#key).update(text).digest("hex").slice(0, 32);
    return `hash:${digest.replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)))}`;
  }
}

/**
 * Are there ten digits, in one run or in runs with anything but letters between them, that pass the check of NHS numbers (NHS Data
 * Dictionary, NHS NUMBER)?
 */
export function holdsNhsNumber(text: string): boolean {
  return text.split(/[A-Za-z]+/).some((part) => {
    const runs = part.match(/\d+/g) ?? [];
    return runs.some((_, index) => {
      let digits = "";
      for (let next = index; next < runs.length && digits.length < 10; next++) digits += runs[next] as string;
      return isValidNhsNumber(digits);
    });
  });
}

function refuseKey(cause: unknown): never {
  if (cause instanceof HashKeyError) throw new OperatorError(cause.message);
  throw new OperatorError("The key of recorded hashes cannot be read or made.", { cause });
}
