/** What the diff must know of an element: its name in paths, the type of its values and how its repeats are compared. */
export interface ElementInfo {
  /** Base name: `value` for `valueString`. */
  readonly name: string;
  readonly type: string;
  /** `positional`: order matters. `set`: it does not. `keyed`: items belong together by `id`, in any order. */
  readonly order: "positional" | "set" | "keyed";
  /** An XML attribute: `/@url`. */
  readonly attribute: boolean;
}

/** First cut without the model rows: types are guessed from the values. */
export function elementOf(type: string, jsonName: string): ElementInfo {
  const choice = /^value[A-Z]/.test(jsonName);
  return {
    name: choice ? "value" : jsonName,
    type:
      jsonName === "meta"
        ? "Meta"
        : jsonName === "div"
          ? "xhtml"
          : /^(start|end|created|.*[dD]ate.*)$/.test(jsonName)
            ? "dateTime"
            : "Element",
    order:
      type === "Meta" && /^(profile|security|tag)$/.test(jsonName)
        ? "set"
        : jsonName === "contained"
          ? "keyed"
          : "positional",
    attribute: (jsonName === "id" && type !== "Resource") || (jsonName === "url" && type === "Extension"),
  };
}
