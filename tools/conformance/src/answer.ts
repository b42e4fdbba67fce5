import { readXml } from "./resource/read-xml.js";
import { getFaults } from "./resource/schemas.js";
import { Unmet } from "./verdict.js";

export type Format = "json" | "xml";

const article = (type: string): string => `${/^[AEIOU]/.test(type) ? "an" : "a"} ${type}`;

/** An answer, with a short description of its request. */
export class Answer {
  constructor(
    readonly asked: string,
    readonly status: number,
    private readonly headers: Readonly<Record<string, string>>,
    readonly text: string,
  ) {}

  /** Returns a header field by lower-case name, or the empty string if it is absent. */
  header(name: string): string {
    return this.headers[name] ?? "";
  }

  get succeeded(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get format(): Format | undefined {
    const type = this.header("content-type");
    if (/^application\/(fhir\+json|json\+fhir|json)\b/i.test(type)) return "json";
    return /^(application\/(fhir\+xml|xml\+fhir|xml)|text\/xml)\b/i.test(type) ? "xml" : undefined;
  }

  /** Returns the body as a valid STU3 resource of this type. @throws Unmet */
  resource<R>(type: string): R {
    if (this.format === undefined)
      throw this.unmet(article(type), `Content-Type ${this.header("content-type") || "is missing"}`);
    const { value, faults } = this.read(this.format);
    if (value === undefined) throw this.unmet(article(type), faults.join("; "));
    const { resourceType } = value;
    if (resourceType !== type) throw this.unmet(article(type), article(String(resourceType)));
    const [fault] = [...faults, ...getFaults(value)];
    if (fault !== undefined) throw this.unmet(`a valid ${type}`, `a body that is not: ${fault}`);
    return value as R;
  }

  /** Returns the body in its declared format without requiring it to be valid. */
  loosely<R>(): R | undefined {
    return this.read(/^\s*</.test(this.text) ? "xml" : "json").value as R | undefined;
  }

  /** Reads with the platform's parser or with fast-xml-parser, so that a fault of the product's codec cannot go unnoticed. */
  private read(format: Format): { value?: Record<string, unknown>; faults: readonly string[] } {
    if (format === "xml") {
      const { resource, faults } = readXml(this.text);
      return resource === undefined ? { faults } : { value: resource, faults };
    }
    try {
      const value: unknown = JSON.parse(this.text);
      if (typeof value === "object" && value !== null) return { value: value as Record<string, unknown>, faults: [] };
      return { faults: ["JSON that is not an object"] };
    } catch (error) {
      return { faults: [`no JSON: ${(error as Error).message}`] };
    }
  }

  unmet(expected: string, got: string): Unmet {
    return new Unmet(`${this.asked}: expected ${expected}, got ${got}`);
  }
}
