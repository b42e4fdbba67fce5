import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";

export type Node = Readonly<Record<string, unknown>>;

/** A part of the contract, and the file that its relative references start from. */
export interface Placed {
  readonly node: Node;
  readonly file: string;
  /** The last step of the reference that led here. */
  readonly name?: string;
}

/** The contract, split over files as it is written. */
export class Contract {
  private readonly files = new Map<string, Node>();

  constructor(private readonly main: string) {}

  get root(): Placed {
    return { node: this.load(this.main), file: this.main };
  }

  /** What is under this name, or these names, with references followed. */
  at({ node, file }: Placed, ...names: string[]): Placed | undefined {
    let place: Placed = { node, file };
    for (const name of names) {
      const next = place.node[name];
      if (typeof next !== "object" || next === null) return undefined;
      place = this.followed({ node: next as Node, file: place.file });
    }
    return place;
  }

  /** The members of what is under a name; of an array, its items. */
  each(place: Placed, name: string): [string, Placed][] {
    const parent = this.at(place, name);
    return parent === undefined ? [] : this.members(parent);
  }

  /** All that is in it and is more than a value, with references followed. */
  members({ node, file }: Placed): [string, Placed][] {
    return Object.entries(node)
      .filter(([, value]) => typeof value === "object" && value !== null)
      .map(([key, value]) => [key, this.followed({ node: value as Node, file })]);
  }

  /** The text of the example, wherever it is kept. */
  example({ node, file }: Placed): string {
    const { externalValue, value } = node;
    if (typeof externalValue === "string") return readFileSync(resolve(dirname(file), externalValue), "utf8").trimEnd();
    return typeof value === "string" ? value : JSON.stringify(value, null, 2);
  }

  private followed(place: Placed): Placed {
    const { $ref } = place.node;
    if (typeof $ref !== "string") return place;
    const [file = "", pointer = ""] = $ref.split("#");
    const target = file === "" ? place.file : join(dirname(place.file), file);
    const names = pointer
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const found = this.at({ node: this.load(target), file: target }, ...names);
    if (found === undefined) throw new Error(`${place.file}: ${$ref} leads nowhere`);
    const name = names.at(-1);
    return name === undefined ? found : { ...found, name };
  }

  private load(file: string): Node {
    const known = this.files.get(file);
    if (known !== undefined) return known;
    const read = parse(readFileSync(file, "utf8")) as Node;
    this.files.set(file, read);
    return read;
  }
}

export const textOf = ({ node }: Placed, name: string): string => (typeof node[name] === "string" ? node[name] : "");
