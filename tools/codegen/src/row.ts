/** One element of the generated model: `name`, `types` (a choice if there are several), cardinality and, for codes, the value set. */
export interface Row {
  name: string;
  types: string[];
  card: "?" | "!" | "*" | "+";
  codes?: string | undefined;
}
