const LINE_FEED = 10;

/** A line without its line feed, and its size in bytes including the line feed. `whole` is false for a last line without one. */
export interface TextLine {
  readonly text: string;
  readonly bytes: number;
  readonly whole: boolean;
}

/** Splits only at line feeds: readline also splits at U+2028 and U+2029, which JSON text may contain. */
export async function* textLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<TextLine> {
  let pending: Buffer[] = [];
  const take = (last: Buffer, whole: boolean): TextLine => {
    const line = Buffer.concat([...pending, last]);
    pending = [];
    return { text: line.toString("utf8"), bytes: line.length + (whole ? 1 : 0), whole };
  };
  for await (const chunk of input) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      yield take(bytes.subarray(from, end), true);
      from = end + 1;
    }
    if (from < bytes.length) pending.push(bytes.subarray(from));
  }
  if (pending.length > 0) yield take(Buffer.alloc(0), false);
}
