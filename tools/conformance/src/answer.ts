import { readResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource, Format } from "@appointment-registry/fhir-appointment";
import { Unmet } from "./verdict.js";

/** An answer, and the request it was for in a few words. */
export class Answer {
  constructor(
    readonly asked: string,
    readonly status: number,
    private readonly headers: Readonly<Record<string, string>>,
    readonly text: string,
  ) {}

  /** By lower-case name; the empty text where it is absent. */
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

  /** The body as a valid STU3 resource of this type. @throws Unmet */
  resource<R>(type: string): R {
    const format = this.format;
    if (format === undefined)
      throw this.unmet(`a ${type}`, `Content-Type ${this.header("content-type") || "is missing"}`);
    const read = readResource(this.text, { format });
    if (read.kind !== "resource") {
      const [issue] = read.issues;
      throw this.unmet(`a valid ${type}`, `a body that is not: ${issue?.message ?? ""} (${issue?.expression ?? ""})`);
    }
    if (read.resource.resourceType !== type) throw this.unmet(`a ${type}`, `a ${read.resource.resourceType}`);
    return read.resource as AnyResource as R;
  }

  /** The body as what it says it is, whatever its faults, in the format it is written in. */
  loosely<R>(): R | undefined {
    if (/^\s*</.test(this.text)) {
      const read = readResource(this.text, { format: "xml" });
      return read.kind === "unreadable" ? undefined : (read.resource as AnyResource as R);
    }
    try {
      const value: unknown = JSON.parse(this.text);
      return typeof value === "object" && value !== null ? (value as R) : undefined;
    } catch {
      return undefined;
    }
  }

  unmet(expected: string, got: string): Unmet {
    return new Unmet(`${this.asked}: expected ${expected}, got ${got}`);
  }
}
