import { expect, it } from "@jest/globals";
import { sampled } from "@appointment-registry/test-kit";
import {
  canonicalValue,
  decodeSearchToken,
  parseAccept,
  parseHttpDate,
  parseIfMatch,
  parseIfNoneMatch,
  parseMediaType,
  parseReturnPreference,
} from "@appointment-registry/registry-contract";
import { clientErrorFormat } from "../client-error.js";
import { negotiate } from "../negotiation.js";
import { parametersOf } from "../query.js";
import { parseIfNoneExist } from "./if-none-exist.js";
import { requireHost } from "./host.js";

/** Every parser of what a caller writes into a head, and every text that a caller can multiply in it. A new parser needs a row. */
const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  Accept: parseAccept,
  "Content-Type": parseMediaType,
  _format: (format) => negotiate({ format, accept: undefined, contentType: undefined }),
  "If-Match": parseIfMatch,
  "If-None-Match": parseIfNoneMatch,
  "If-Modified-Since": parseHttpDate,
  "If-None-Exist": (text) => refused(() => parseIfNoneExist(`identifier=s|${text}`)),
  "If-None-Exist, whole": (text) => refused(() => parseIfNoneExist(text)),
  Prefer: parseReturnPreference,
  Host: (host) => refused(() => requireHost({ httpVersion: "1.1", headers: {}, rawHeaders: ["host", host] })),
  query: parametersOf,
  "search token": decodeSearchToken,
  identifier: (text) => canonicalValue(`http://p.example/${text}`),
  "a malformed head": (text) => clientErrorFormat(Buffer.from(`GET / HTTP/1.1\r\nAccept: a${text}b\r\n`)),
};

const SEEDS = [
  " ",
  "\t",
  ",",
  ";",
  "=",
  '"',
  '\\"',
  "a",
  "a/",
  "/",
  "*",
  "*/*,",
  "a/b,",
  "a/b;c=d,",
  "q=",
  ";q=.5",
  "%",
  "%20",
  "%zz",
  "+",
  "\\",
  "\\,",
  "|",
  "&",
  "a=b&",
  "?",
  ":",
  "W/",
  'W/"1",',
  "1,",
  "0",
  "-",
  ".",
  "return=",
  "é",
  "application/json;",
  "; =",
] as const;

/** What a head may have at most (listener.ts). */
const SIZE = 16 * 1024;

const SHAPES: readonly (readonly [name: string, text: (seed: string, bytes: number) => string])[] = [
  ["alone", (seed, bytes) => seed.repeat(Math.ceil(bytes / seed.length))],
  ["after a media type", (seed, bytes) => `application/json;${seed.repeat(Math.ceil(bytes / seed.length))}=`],
  ["in a quote that does not end", (seed, bytes) => `a/b;c="${seed.repeat(Math.ceil(bytes / seed.length))}`],
];

it.each(Object.keys(PARSERS))("%s: reading grows with the text, not faster", (name) => {
  const parse = PARSERS[name] as (text: string) => unknown;
  for (const [index, [shape, text]] of SHAPES.entries()) {
    // In the short form each shape meets a third of the seeds, and all together meet each seed.
    for (const seed of sampled([...SEEDS.slice(index), ...SEEDS.slice(0, index)], 3)) {
      const measured = () => {
        const cost = cpu(() => parse(text(seed, SIZE)));
        const ofFourTimes = cost === undefined ? undefined : cpu(() => parse(text(seed, 4 * SIZE)));
        // Four times the text costs four times as much if the work is linear, and sixteen times if it grows with the square.
        const linear = cost === undefined || ofFourTimes === undefined || ofFourTimes / cost < 9;
        return { name, shape, seed, linear, fast: cost === undefined || cost < 10_000 };
      };
      let row = measured();
      // Where the machine was busy with something else, again.
      for (let attempt = 0; attempt < 5 && !(row.linear && row.fast); attempt++) row = measured();
      expect(row).toEqual({ name, shape, seed, linear: true, fast: true });
    }
  }
});

/** The least CPU microseconds of several runs; undefined where they are too few to be measured. */
function cpu(work: () => unknown): number | undefined {
  let least = Infinity;
  for (let run = 0; run < 6; run += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
    if (least < 300) return undefined;
  }
  return least;
}

function refused(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
