import { createHmac, randomBytes } from "node:crypto";
import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { HashKeyError, openHashKey, readHashKey } from "@appointment-registry/audit-trail";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import { OperatorError } from "./describe-error.js";

/** Shapes that only machines produce, and that cannot be a name or an NHS number. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** W3C Trace Context, 3.2. */
const TRACE_PARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** Requires a letter: digits alone could be an NHS number with leading zeros. */
const HEXADECIMAL = /^(?=.*[a-f])[0-9a-f]{16,128}$/i;
/** Characters that token issuers use for client ids. */
const CLIENT_ID = /^[A-Za-z0-9._:/@|~+=-]{1,200}$/;

const INTERACTIONS: ReadonlySet<string> = new Set(Object.values(INTERACTION_IDS));

/**
 * Recorded forms of texts chosen by others, used in the log, in the audit trail and in stored accounts. A text that could contain patient
 * data is replaced by a keyed hash. The same text always has the same hash, so a supplier who reports a value can be traced. Without the
 * key, nobody can test candidate names and numbers.
 */
export class RecordedForms {
  readonly #key: Uint8Array;

  /** Without a key, hashes are comparable only within this process. */
  constructor(key: Uint8Array = randomBytes(32)) {
    this.#key = key;
  }

  /**
   * Uses the key in this directory, which is that of the audit trail, and creates it if there is none.
   * @throws OperatorError if the file exists but contains no key
   */
  static open(directory: string): Promise<RecordedForms> {
    return openHashKey(directory).then((key) => new RecordedForms(key), refuseKey);
  }

  /**
   * Uses the existing key in this directory.
   * @throws OperatorError if there is none
   */
  static read(directory: string): Promise<RecordedForms> {
    return readHashKey(directory).then((key) => new RecordedForms(key), refuseKey);
  }

  /** Form of a text chosen by a caller: unchanged if only a machine produces such texts, otherwise its hash. */
  ofCaller(text: string): string {
    const machineMade =
      UUID.test(text) ||
      ULID.test(text) ||
      TRACE_PARENT.test(text) ||
      (HEXADECIMAL.test(text) && !holdsNhsNumber(text));
    return machineMade ? text : this.hash(text);
  }

  /** Form of the interaction that a caller names (`Ssp-InteractionID`): unchanged if it is one of the registry's, otherwise its hash. */
  ofInteraction(text: string): string {
    return INTERACTIONS.has(text) ? text : this.hash(text);
  }

  /** Form of a client id, which a trusted token issuer chose: unchanged unless it is not an identifier or contains an NHS number. */
  ofIssuer(text: string): string {
    return UUID.test(text) || (CLIENT_ID.test(text) && !holdsNhsNumber(text)) ? text : this.hash(text);
  }

  /** Letters only, so that no part of a hash can be mistaken for a number. */
  hash(text: string): string {
    const digest = createHmac("sha256", this.#key).update(text).digest("hex").slice(0, 32);
    return `hash:${digest.replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)))}`;
  }
}

/**
 * Returns whether the text contains ten digits that pass the check of NHS numbers (NHS Data Dictionary, NHS NUMBER). The digits may be in
 * one run or in runs separated by anything but letters.
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
