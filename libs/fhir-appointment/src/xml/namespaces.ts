interface Scope {
  /** Namespace of elements without prefix. */
  readonly plain: string;
  /** By prefix, declarations further out included. */
  readonly prefixes: ReadonlyMap<string, string>;
}

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";
const OUTERMOST: Scope = { plain: "", prefixes: new Map([["xml", XML]]) };

/** The namespaces in scope (Namespaces in XML 1.0), element by element. What breaks its constraints is thrown as `fault` makes it. */
export class Namespaces {
  private scope = OUTERMOST;
  private readonly scopes: Scope[] = [];

  constructor(private readonly fault: (message: string) => Error) {}

  /** Goes into an element with these attributes. */
  enter(attributes: readonly { readonly name: string; readonly value: string }[]): void {
    this.scopes.push(this.scope);
    let { plain } = this.scope;
    let prefixes: Map<string, string> | undefined;
    for (const { name, value } of attributes) {
      // The first letter alone tells most names apart.
      if (name.charCodeAt(0) !== 0x78 || !name.startsWith("xmlns")) continue;
      if (name === "xmlns") {
        if (value === XML || value === XMLNS) throw this.fault("This namespace cannot be the one without prefix.");
        plain = value;
      } else if (name.charCodeAt(5) === 0x3a) {
        const prefix = name.slice(6);
        this.check(prefix, value);
        (prefixes ??= new Map(this.scope.prefixes)).set(prefix, value);
      }
    }
    if (plain !== this.scope.plain || prefixes !== undefined) {
      this.scope = { plain, prefixes: prefixes ?? this.scope.prefixes };
    }
  }

  leave(): void {
    this.scope = this.scopes.pop() ?? OUTERMOST;
  }

  /** The namespace that a prefix stands for; empty for no prefix and no default. */
  of(prefix: string): string {
    if (prefix === "") return this.scope.plain;
    const uri = this.scope.prefixes.get(prefix);
    if (uri === undefined) throw this.fault("A prefix is bound to no namespace.");
    return uri;
  }

  private check(prefix: string, uri: string): void {
    const allowed = prefix === "xml" ? uri === XML : prefix !== "xmlns" && uri !== XML && uri !== XMLNS && uri !== "";
    if (!allowed) throw this.fault("A namespace is bound to a prefix that cannot have it.");
  }
}
