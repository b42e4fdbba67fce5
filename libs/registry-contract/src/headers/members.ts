/** One member of a list field: a value and its parameters, by lower-case name. */
export interface FieldMember {
  readonly value: string;
  /** Where a name is given twice, the first. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Is a name given twice? */
  readonly repeated: boolean;
}

const OWS = /[ \t]*/y;
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"/y;

/** `type/subtype` or `*`, which some clients send for all types. */
export const MEDIA_RANGE = /[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+|\*/y;

/**
 * The members of a list field (RFC 9110, 5.6.1 and 5.6.6), in one pass: the cost is linear in the length of the field. `undefined`
 * stands for a member that is malformed; empty members are left out. White space around `=` is accepted.
 * @param value sticky pattern of the value before the parameters
 */
export function parseMembers(field: string, value: RegExp): (FieldMember | undefined)[] {
  const members: (FieldMember | undefined)[] = [];
  const scanner = new Scanner(field);
  for (;;) {
    scanner.take(OWS);
    if (scanner.ended) return members;
    if (scanner.takeCharacter(",")) continue;
    const member = memberAt(scanner, value);
    if (member === undefined) scanner.skipMember();
    members.push(member);
  }
}

/** A field that is one member, as `Content-Type`; `undefined` if it is malformed or a list. */
export function parseMember(field: string, value: RegExp): FieldMember | undefined {
  const members = parseMembers(field, value);
  return members.length === 1 ? members[0] : undefined;
}

function memberAt(scanner: Scanner, pattern: RegExp): FieldMember | undefined {
  const value = scanner.take(pattern);
  if (value === undefined) return undefined;
  let parameters: Map<string, string> | undefined;
  let repeated = false;
  for (;;) {
    scanner.take(OWS);
    if (scanner.ended || scanner.sees(",")) return { value, parameters: parameters ?? NONE, repeated };
    if (!scanner.takeCharacter(";")) return undefined;
    scanner.take(OWS);
    const name = scanner.take(TOKEN)?.toLowerCase();
    // An empty parameter is allowed (RFC 9110, 5.6.6).
    if (name === undefined) continue;
    scanner.take(OWS);
    if (!scanner.takeCharacter("=")) return undefined;
    scanner.take(OWS);
    const quoted = scanner.take(QUOTED);
    const text = quoted === undefined ? (scanner.take(TOKEN) ?? "") : quoted.slice(1, -1).replace(/\\([\s\S])/g, "$1");
    parameters ??= new Map();
    if (parameters.has(name)) repeated = true;
    else parameters.set(name, text);
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

class Scanner {
  #at = 0;
  readonly #field: string;

  constructor(field: string) {
    this.#field = field;
  }

  get ended(): boolean {
    return this.#at >= this.#field.length;
  }

  sees(character: string): boolean {
    return this.#field[this.#at] === character;
  }

  takeCharacter(character: string): boolean {
    if (!this.sees(character)) return false;
    this.#at += 1;
    return true;
  }

  /** What a sticky pattern matches here; `undefined` if it does not. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const matched = pattern.exec(this.#field)?.[0];
    this.#at += matched?.length ?? 0;
    return matched;
  }

  /** To the next comma that is not within a quoted string; a string that is not closed takes the rest of the field. */
  skipMember(): void {
    while (!this.ended && !this.sees(",")) {
      if (!this.sees('"')) this.#at += 1;
      else if (this.take(QUOTED) === undefined) this.#at = this.#field.length;
    }
  }
}
