import { readFileSync } from "node:fs";

// npm run licences: lists the packages that are installed with the product, and their licences. Fails if a licence is missing or not listed
// below, or if a package has an install script that package.json neither allows nor denies by name.

/** Licences that require only attribution, and the public domain. */
const ACCEPTED = new Set(
  "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BlueOak-1.0.0 CC0-1.0 ISC MIT Python-2.0 Unlicense".split(" "),
);
/** Packages whose licence file says more than their manifest. */
const READ_IN_THE_PACKAGE = new Map([["reserved", "MIT"]]);

const read = (name) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"));
const { packages } = read("package-lock.json");
const { allowScripts } = read("package.json");
const nameOf = (path) => path.replace(/^.*node_modules\//, "");
const installed = Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && !link);

const faults = [];
const rows = installed
  .filter(([, { dev, devOptional }]) => !dev && !devOptional)
  .map(([path, { version, license }]) => {
    const name = nameOf(path);
    const licence = license ?? READ_IN_THE_PACKAGE.get(name) ?? "none";
    const choices = licence.replace(/[()]/g, "").split(" OR ");
    if (!choices.some((each) => ACCEPTED.has(each))) faults.push(`${name} ${version} has the licence ${licence}.`);
    return `${name} ${version}\t${licence}`;
  });
for (const [path, { hasInstallScript }] of installed) {
  const name = nameOf(path);
  if (hasInstallScript && allowScripts[name] === undefined)
    faults.push(`${name} has an install script that package.json does not name in allowScripts.`);
}

console.log([...new Set(rows)].sort().join("\n"));
if (faults.length > 0) {
  console.error(`\n${faults.join("\n")}`);
  process.exitCode = 1;
}
