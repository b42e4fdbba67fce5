import { HTTP_USAGE, parseHttpOptions } from "./http/options.js";

/** `npm run bench -- NAME...` loads a benchmark only when it is named. */
const BENCHMARKS: Readonly<Record<string, () => Promise<() => void | Promise<void>>>> = {
  cancel: async () => () => http(["--requests", "cancel-xml", "--connections", "32", "--open", "0"]),
  codec: async () => (await import("./codec.js")).benchCodec,
  diff: async () => (await import("./diff.js")).benchDiff,
  guard: async () => (await import("./http/guard.js")).benchGuard,
  "openssl-lists": async () => (await import("./revocation.js")).benchOpenSslLists,
  revocation: async () => (await import("./revocation.js")).benchRevocation,
  search: async () => (await import("./search.js")).benchSearch,
  store: async () => (await import("./store.js")).benchStore,
  validate: async () => (await import("./validate.js")).benchValidate,
};

const [first, ...rest] = process.argv.slice(2);
if (first === "http") {
  await http(rest);
} else if (first === "scale") {
  await (await import("./http/scale.js")).benchScale(rest);
} else if (first === "performance") {
  await (await import("./http/performance.js")).writePerformance(rest);
} else if (first === "soak") {
  await (await import("./http/soak.js")).benchSoak(rest);
} else {
  await named(process.argv.slice(2));
}

async function http(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) return console.log(HTTP_USAGE);
  let options;
  try {
    options = parseHttpOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HTTP_USAGE}`);
    process.exitCode = 2;
    return;
  }
  await (await import("./http/http.js")).benchHttp(options);
}

async function named(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));
  if (names.length === 0 || unknown.length > 0) {
    console.error(
      `${unknown.map((name) => `No benchmark ${name}. `).join("")}Name some of: ${Object.keys(BENCHMARKS).join(", ")}, or http, scale, soak and performance with their options`,
    );
    process.exitCode = 2;
    return;
  }
  for (const name of names) await (await BENCHMARKS[name]?.())?.();
}
