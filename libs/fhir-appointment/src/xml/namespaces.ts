const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";

interface Binding {
  readonly prefix: string;
  readonly uri: string | undefined;
}

/**
 * The namespaces in scope (Namespaces in XML 1.0), element by element. A violation of their constraints throws the
 * error that `fault` creates.
 */
export class Namespaces {
  /** The namespace of elements without prefix. */
  private plain = "";
  private readonly prefixes = new Map<string, string>([["xml", XML]]);
  /**
   * For each open element, the bindings that its declarations replaced. Leaving an element costs as much as entering
   * it.
   */
  private readonly replaced: (Binding[] | undefined)[] = [];

  constructor(private readonly fault: (message: string) => Error) {}

  /** Enters an element with these attributes. */
  enter(attributes: readonly { readonly name: string; readonly value: string }[]): void {
    let replaced: Binding[] | undefined;
    for (const { name, value } of attributes) {
      // The first letter alone distinguishes most names.
      if (name.charCodeAt(0) !== 0x78 || !name.startsWith("xmlns")) continue;
      if (name === "xmlns") {
        if (value === XML || value === XMLNS) throw this.fault("This namespace cannot be the one without prefix.");
        (replaced ??= []).push({ prefix: "", uri: this.plain });
        this.plain = value;
      } else if (name.charCodeAt(5) === 0x3a) {
        const prefix = name.slice(6);
        this.check(prefix, value);
        (replaced ??= []).push({ prefix, uri: this.prefixes.get(prefix) });
        this.prefixes.set(prefix, value);
      }
    }
    this.replaced.push(replaced);
  }

  leave(): void {
    const replaced = this.replaced.pop();
    if (replaced === undefined) return;
    for (const { prefix, uri } of replaced) {
      if (prefix === "") this.plain = uri ?? "";
      else if (uri === undefined) this.prefixes.delete(prefix);
      else this.prefixes.set(prefix, uri);
    }
  }

  /** Returns the namespace of a prefix; empty if there is no prefix and no default. */
  of(prefix: string): string {
    if (prefix === "") return this.plain;
    const uri = this.prefixes.get(prefix);
    if (uri === undefined) throw this.fault("A prefix is not bound to a namespace.");
    return uri;
  }

  private check(prefix: string, uri: string): void {
    const allowed = prefix === "xml" ? uri === XML : prefix !== "xmlns" && uri !== XML && uri !== XMLNS && uri !== "";
    if (!allowed) throw this.fault("A namespace is bound to a prefix that cannot have it.");
  }
}
