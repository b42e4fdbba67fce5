import picocolors from "picocolors";

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colour on a terminal only, and never against the user's `NO_COLOR`. `FORCE_COLOR` asks for it anyway. */
export function colorsFor(stream: { readonly isTTY?: boolean }): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const wanted = stream.isTTY === true && TERM !== "dumb";
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0";
  return picocolors.createColors((NO_COLOR === undefined || NO_COLOR === "") && (wanted || forced));
}
