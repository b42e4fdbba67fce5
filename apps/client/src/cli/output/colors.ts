import { randomBytes } from "node:crypto";
import picocolors from "picocolors";
import { visible } from "./visible.js";

const STYLES = ["bold", "dim", "red", "green", "yellow", "cyan"] as const;

/** Functions that style a text for one stream. They return the text unchanged if the stream has no colours. */
export type Colors = Readonly<Record<(typeof STYLES)[number], (text: string) => string>>;

export const NO_COLORS = Object.fromEntries(STYLES.map((style) => [style, (text: string) => text])) as Colors;

/**
 * A style is a mark before and after the text until `painted` replaces it with an escape sequence. The marks of a
 * process begin with randomly chosen noncharacters (Unicode, 23.7). No text from other systems contains them, so escape
 * sequences in such a text are always shown as text.
 */
const MARK = String.fromCharCode(...Array.from(randomBytes(12), (byte) => 0xfdd0 + (byte & 0x1f)));
const MARKS = new RegExp(`${MARK}(\\d+);`);
const mark = (index: number): string => `${MARK}${index};`;

const WITH_MARKS = Object.fromEntries(
  STYLES.map((style, index) => [style, (text: string) => mark(2 * index) + text + mark(2 * index + 1)]),
) as Colors;
const SEQUENCES = STYLES.flatMap((style) => picocolors.createColors(true)[style]("|").split("|"));

/** Enables colour only on a terminal, and never if the user set `NO_COLOR`. `FORCE_COLOR` enables it elsewhere. */
export function colorsFor(stream: { readonly isTTY?: boolean }): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const wanted = stream.isTTY === true && TERM !== "dumb";
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0";
  return (NO_COLOR === undefined || NO_COLOR === "") && (wanted || forced) ? WITH_MARKS : NO_COLORS;
}

/** Formats a line for a terminal: styles become escape sequences, and all other characters are made visible. */
export function painted(line: string): string {
  const parts = line.split(MARKS);
  return parts.map((part, at) => (at % 2 === 1 ? (SEQUENCES[Number(part)] ?? "") : visible(part))).join("");
}

/** Returns the number of columns that a line takes. */
export function getWidth(line: string): number {
  const parts = line.split(MARKS).filter((_, at) => at % 2 === 0);
  return [...visible(parts.join(""))].length;
}
