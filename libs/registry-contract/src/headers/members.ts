/** One member of a list field: a value and its parameters, by lower-case name. */
export interface FieldMember {
  readonly value: string;
  /** If a name is repeated, its first value. */
  readonly parameters: ReadonlyMap<string, string>;
  /** True if a parameter name is repeated. */
  readonly repeated: boolean;
}

const OWS = /[ \t]*/y;
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"/y;

/** `type/subtype` or `*`, which some clients send for all types. */
export const MEDIA_RANGE = /[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+|\*/y;

/**
 * Parses the members of a list field (RFC 9110, 5.6.1 and 5.6.6) in one pass, at a cost linear in the field's length.
 * `undefined` stands for a malformed member; empty members are left out. White space around `=` is accepted.
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

/** Parses a field with a single member, such as `Content-Type`. Returns `undefined` if it is malformed or a list. */
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

  /**
   * Consumes and returns the match of a sticky pattern at the current position, or `undefined` if it does not match.
   */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const matched = pattern.exec(this.#field)?.[0];
    this.#at += matched?.length ?? 0;
    return matched;
  }

  /** Advances to the next comma outside a quoted string. An unclosed string extends to the end of the field. */
  skipMember(): void {
    while (!this.ended && !this.sees(",")) {
      if (!this.sees('"')) this.#at += 1;
      else if (this.take(QUOTED) === undefined) this.#at = this.#field.length;
    }
  }
}
