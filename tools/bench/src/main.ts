/** `npm run bench -- NAME...`: one line a benchmark; each is loaded when it is asked for. */
const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  store: async () => (await import("./store.js")).benchStore(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (asked.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(", ")}.`);
  console.error(`npm run bench -- ${Object.keys(BENCHMARKS).join(" | ")}`);
  process.exitCode = 2;
} else {
  for (const name of asked) await BENCHMARKS[name]?.();
}
