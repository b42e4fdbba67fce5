/** One element as it will be written: `name`, `types` (more than one: a choice), cardinality and, for codes, the value set. */
export interface Row {
  name: string;
  types: string[];
  card: "?" | "!" | "*" | "+";
  codes?: string | undefined;
}
