/** An untyped object of an OpenAPI document. */
export type Node = Readonly<Record<string, unknown>>;

/** A part of the document whose references have been followed. */
export interface Located {
  readonly node: Node;
  /** URL of the file that contains it, against which its relative references are resolved. */
  readonly file: string;
  /** The last step of the reference that led here; for a component, its name. */
  readonly name?: string;
}

export interface OpenApiOperation {
  /** The HTTP method, such as `GET`. */
  readonly method: string;
  /** Path template with parameters in braces: `/Appointment/{id}`. */
  readonly path: string;
  /** The path item, with the properties that all methods of the path share. */
  readonly item: Located;
  readonly operation: Located;
}

const METHODS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "patch"]);

/** Reads an OpenAPI document, in one file or in many (OpenAPI 3.1, "Relative References in API Description URLs"). */
export class OpenApiDocument {
  readonly root: Located;
  readonly #files = new Map<string, Node>();

  /**
   * @param main URL of the file that the document begins with
   * @param read parses the file at a URL; called once for each file
   */
  constructor(
    main: URL,
    private readonly read: (file: URL) => unknown,
  ) {
    this.root = { node: this.#load(main.href), file: main.href };
  }

  /** A document whose references all lead into itself. */
  static bundled(document: unknown): OpenApiDocument {
    return new OpenApiDocument(new URL("bundle:/"), () => document);
  }

  /** Returns the operations in document order. */
  operations(): OpenApiOperation[] {
    return this.each(this.root, "paths").flatMap(([path, item]) =>
      this.members(item)
        .filter(([method]) => METHODS.has(method))
        .map(([method, operation]) => ({ method: method.toUpperCase(), path, item, operation })),
    );
  }

  /** Returns the parameters of an operation, including those of its path. */
  parameters({ item, operation }: OpenApiOperation): Located[] {
    return [...this.each(item, "parameters"), ...this.each(operation, "parameters")].map(([, each]) => each);
  }

  /** Returns the value under a name, or under nested names, if it is an object or array. */
  at(place: Located, ...names: readonly string[]): Located | undefined {
    let found = place;
    for (const name of names) {
      const next = Object.hasOwn(found.node, name) ? found.node[name] : undefined;
      if (!isNode(next)) return undefined;
      found = this.follow({ node: next, file: found.file });
    }
    return found;
  }

  /** Returns the members of the value under a name that are objects or arrays; for an array, its items by index. */
  each(place: Located, name: string): [name: string, member: Located][] {
    const parent = this.at(place, name);
    return parent === undefined ? [] : this.members(parent);
  }

  /** Returns the members of an object that are objects or arrays. */
  members({ node, file }: Located): [name: string, member: Located][] {
    return Object.entries(node).flatMap(([name, member]) =>
      isNode(member) ? [[name, this.follow({ node: member, file })]] : [],
    );
  }

  /**
   * Follows a reference to its target. Returns anything else unchanged.
   * @throws Error naming the reference, if it leads nowhere or back to itself
   */
  follow(place: Located, passed: ReadonlySet<string> = new Set()): Located {
    const { $ref } = place.node;
    if (typeof $ref !== "string") return place;
    const target = new URL($ref, place.file);
    if (passed.has(target.href)) throw new Error(`${place.file}: ${$ref} refers to itself`);
    const names = pointerSteps(target.hash);
    target.hash = "";
    const file = target.href;
    let found: unknown = this.#load(file);
    for (const name of names) found = isNode(found) && Object.hasOwn(found, name) ? found[name] : undefined;
    if (!isNode(found)) throw new Error(`${place.file}: ${$ref} leads nowhere`);
    const followed = this.follow({ node: found, file }, new Set([...passed, new URL($ref, place.file).href]));
    const name = names.at(-1);
    return name === undefined ? followed : { ...followed, name };
  }

  #load(file: string): Node {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const read = this.read(new URL(file));
    if (!isNode(read)) throw new Error(`${file} is no OpenAPI document`);
    this.#files.set(file, read);
    return read;
  }
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** Returns the steps of a JSON pointer in a fragment (RFC 6901, section 6). */
const pointerSteps = (fragment: string): string[] =>
  fragment
    .split("/")
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
