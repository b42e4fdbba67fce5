import type { Limits } from "../limits.js";
import { toNumber } from "../model/number-lexeme.js";

/** The reason why a text is not JSON (RFC 8259) or is too large. `offset` is an index into the text. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";
  constructor(
    readonly rule: "json:not-well-formed" | "json:too-complex",
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

export interface JsonReport {
  /** Reports a duplicate name in an object. The first value is kept. `steps` lead to the object. */
  duplicate(name: string, offset: number, steps: readonly (string | number)[]): void;
  /** Reports the offset at which each value begins. Optional. */
  value?(steps: readonly (string | number)[], offset: number): void;
}

/**
 * Parses JSON strictly. Keeps the lexeme of every number that JavaScript would write differently, and reports duplicate
 * names, which `JSON.parse` hides. Objects are plain; a name `__proto__` is an own property like any other.
 */
export function parseJson(text: string, limits: Limits, report: JsonReport): unknown {
  return new Parser(text, limits, report).document();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/**
 * Maximum number of JSON values per element: its own, its id or url, its extensions beside it, nulls and arrays. The
 * elements themselves are counted when the structure is checked.
 */
const VALUES = 8;

class Parser {
  private at = 0;
  private values = 0;
  private depth = 0;
  private arrays = 0;
  private readonly steps: (string | number)[] = [];

  constructor(
    private readonly text: string,
    private readonly limits: Limits,
    private readonly report: JsonReport,
  ) {}

  document(): unknown {
    this.space();
    const value = this.value();
    this.space();
    if (this.at < this.text.length) throw this.fault("There is content after the end of the JSON value.");
    return value;
  }

  private fault(message: string, offset = this.at): JsonFault {
    return new JsonFault("json:not-well-formed", message, offset);
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private value(): unknown {
    if (++this.values > VALUES * this.limits.elements) throw this.tooComplex("The document has too many values.");
    this.report.value?.(this.steps, this.at);
    switch (this.text.charCodeAt(this.at)) {
      case 0x7b:
        return this.object();
      case 0x5b:
        return this.array();
      case QUOTE:
        return this.string();
      case 0x74:
        return this.word("true", true);
      case 0x66:
        return this.word("false", false);
      case 0x6e:
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  private object(): object {
    const object: Record<string, unknown> = {};
    if (++this.depth > this.limits.depth) throw this.tooComplex("The document is nested too deeply.");
    this.at += 1;
    this.space();
    if (this.text.charCodeAt(this.at) === 0x7d) {
      this.at += 1;
      this.depth -= 1;
      return object;
    }
    for (;;) {
      const nameAt = this.at;
      if (this.text.charCodeAt(nameAt) !== QUOTE) throw this.fault("A name in double quotes is needed here.");
      const name = this.string();
      this.space();
      if (this.text.charCodeAt(this.at) !== 0x3a) throw this.fault("A colon is needed here.");
      this.at += 1;
      this.space();
      // Names of inherited properties are rare, and checking for own properties is slow.
      const seen = object[name] !== undefined && Object.hasOwn(object, name);
      if (seen) this.report.duplicate(name, nameAt, this.steps);
      this.steps.push(name);
      const value = this.value();
      this.steps.pop();
      if (!seen) {
        if (name === "__proto__") Object.defineProperty(object, name, { value, enumerable: true });
        else object[name] = value;
      }
      this.space();
      const next = this.text.charCodeAt(this.at);
      if (next === 0x7d) break;
      if (next !== 0x2c) throw this.fault("A comma or the end of the object is needed here.");
      this.at += 1;
      this.space();
    }
    this.at += 1;
    this.depth -= 1;
    return object;
  }

  private array(): unknown[] {
    const array: unknown[] = [];
    // Arrays are counted separately: a repeating element is an array and an object in JSON, but one element in XML.
    if (++this.arrays > this.limits.depth) throw this.tooComplex("The document is nested too deeply.");
    this.at += 1;
    this.space();
    if (this.text.charCodeAt(this.at) === 0x5d) {
      this.at += 1;
      this.arrays -= 1;
      return array;
    }
    for (;;) {
      this.steps.push(array.length);
      array.push(this.value());
      this.steps.pop();
      this.space();
      const next = this.text.charCodeAt(this.at);
      if (next === 0x5d) break;
      if (next !== 0x2c) throw this.fault("A comma or the end of the array is needed here.");
      this.at += 1;
      this.space();
    }
    this.at += 1;
    this.arrays -= 1;
    return array;
  }

  private tooComplex(message: string): JsonFault {
    return new JsonFault("json:too-complex", message, this.at);
  }

  private string(): string {
    const { text } = this;
    const start = this.at + 1;
    let end = start;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === QUOTE) break;
      if (code === BACKSLASH) return this.escaped(start, end);
      if (!(code >= 0x20)) throw this.badCharacter(end);
      end += 1;
    }
    this.at = end + 1;
    return this.bounded(text.slice(start, end));
  }

  /** Parses the rest of a string from its first escape on. */
  private escaped(start: number, firstEscape: number): string {
    const { text } = this;
    let value = "";
    let run = start;
    let end = firstEscape;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        value += text.slice(run, end);
        const letter = text.charAt(end + 1);
        if (letter === "u") {
          const hex = text.slice(end + 2, end + 6);
          if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw this.fault("Four hexadecimal digits are needed after \\u.", end);
          value += String.fromCharCode(parseInt(hex, 16));
          end += 6;
        } else {
          const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
          if (plain === undefined) throw this.fault("This is not a JSON escape.", end);
          value += plain;
          end += 2;
        }
        run = end;
      } else {
        if (!(code >= 0x20)) throw this.badCharacter(end);
        end += 1;
      }
    }
    this.at = end + 1;
    return this.bounded(value + text.slice(run, end));
  }

  private bounded(value: string): string {
    if (value.length > this.limits.stringLength) throw this.tooComplex("A string of the document is too long.");
    return value;
  }

  private badCharacter(offset: number): JsonFault {
    return offset >= this.text.length
      ? this.fault("The document ends within a string.", offset)
      : this.fault("A control character in a string must be escaped.", offset);
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.fault("This is not a JSON value.");
    this.at += word.length;
    return value;
  }

  private number(): unknown {
    NUMBER.lastIndex = this.at;
    const lexeme = NUMBER.exec(this.text)?.[0];
    if (lexeme === undefined) {
      throw this.fault(this.at >= this.text.length ? "The document ends prematurely." : "This is not a JSON value.");
    }
    this.at += lexeme.length;
    return toNumber(this.bounded(lexeme));
  }
}
