/** `npm run bench -- NAME...`: each benchmark is loaded only when it is named. */
const BENCHMARKS: Readonly<Record<string, () => Promise<() => void | Promise<void>>>> = {
  cancel: async () => (await import("./cancel.js")).benchCancel,
  codec: async () => (await import("./codec.js")).benchCodec,
  diff: async () => (await import("./diff.js")).benchDiff,
  search: async () => (await import("./search.js")).benchSearch,
  store: async () => (await import("./store.js")).benchStore,
  validate: async () => (await import("./validate.js")).benchValidate,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (names.length === 0 || unknown.length > 0) {
  console.error(
    `${unknown.map((name) => `No benchmark ${name}. `).join("")}Name some of: ${Object.keys(BENCHMARKS).join(", ")}`,
  );
  process.exitCode = 2;
} else {
  for (const name of names) await (await BENCHMARKS[name]?.())?.();
}
