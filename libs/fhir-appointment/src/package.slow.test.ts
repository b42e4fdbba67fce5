import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const PACKAGE = join(import.meta.dirname, "..");
const MODULES = join(PACKAGE, "../../node_modules");
const NAME = "@appointment-registry/fhir-appointment";

/** The scope of the examples: an entry, and everything that the package exports. */
const ENTRY = `{
  resourceType: "Appointment" as const,
  identifier: [{ system: "urn:ietf:rfc:3986", value: "https://provider.example.org/Appointment/1" }],
  status: "booked" as const,
  start: "2026-12-01T10:00:00Z",
  end: "2026-12-01T10:10:00Z",
  created: "2026-11-01",
  participant: [
    {
      actor: { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: "9434765919" } },
      status: "accepted" as const,
    },
  ],
}`;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return each.name === "testing" ? [] : sources(path);
    return /(?<!\.test|\.generated)\.ts$/.test(each.name) ? [path] : [];
  });
}

/** Returns the code of each export's `@example`. */
function examples(): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of sources(join(PACKAGE, "src")))
    for (const [, code = "", name = ""] of readFileSync(path, "utf8").matchAll(
      /@example\n \* ```ts\n((?: \* .*\n)*?) \* ```\n \*\/\nexport (?:function|class|const) (\w+)/g,
    ))
      found.set(name, code.replace(/^ \* /gm, ""));
  return found;
}

const readmeCode = (): string[] =>
  [...readFileSync(join(PACKAGE, "README.md"), "utf8").matchAll(/```ts\n([^]*?)```/g)].map(([, code = ""]) => code);

describe("the packed package, in an empty project of strict TypeScript", () => {
  const project = mkdtempSync(join(tmpdir(), "consumer-"));
  const run = (command: string, args: readonly string[], cwd = project): string =>
    execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const exported = new Map<string, string[]>();

  beforeAll(() => {
    const installed = join(project, "node_modules", NAME);
    mkdirSync(installed, { recursive: true });
    const packed = run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", project], PACKAGE).trim();
    run("tar", ["-xzf", packed, "-C", installed, "--strip-components=1"]);
    // The dependencies of the package. A Node.js project has Node.js types anyway.
    for (const name of ["@types/fhir", "@types/node", "undici-types"])
      cpSync(join(MODULES, name), join(project, "node_modules", name), { recursive: true });
    writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
    const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { exports: object };
    for (const entry of Object.keys(exports)) {
      const names = run("node", [
        "-e",
        `import("${join(NAME, entry)}").then((m) => console.log(Object.keys(m).join()))`,
      ]);
      exported.set(entry, names.trim().split(","));
    }
    compile({ "examples.ts": exampleProgram(), ...readmePrograms() });
  }, 300_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  const exampleProgram = (): string => {
    const names = exported.get(".") ?? [];
    const code = [...examples()].filter(([name]) => names.includes(name)).map(([, each]) => `{\n${each}}\n`);
    const imports = `import assert from "node:assert/strict";\nimport { ${names.join(", ")} } from "${NAME}";\n`;
    return `${imports}const entry = ${ENTRY};\n${code.join("")}`;
  };

  const blocks = readmeCode();
  const readmePrograms = (): Record<string, string> => {
    const given = `const entry = ${ENTRY};
const body = '<Appointment xmlns="http://hl7.org/fhir"/>';
const [appointment, before, after] = [entry, entry, { ...entry, comment: "x" }];
void [appointment, before, after, body];`;
    const programs = blocks.map((code, at) => {
      const imports = code.match(/^import .*$/gm) ?? [];
      return [`readme-${at}.ts`, [...imports, given, code.replace(/^import .*$/gm, "")].join("\n")] as const;
    });
    return Object.fromEntries(programs);
  };

  const compile = (files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      module: "nodenext",
      target: "es2022",
      types: ["node"],
    };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
    try {
      run("node", [join(MODULES, "typescript/bin/tsc"), "-p", project]);
    } catch (error) {
      throw new Error((error as { stdout: string }).stdout, { cause: error });
    }
  };

  it("exports from its root everything that its other entry points export", () => {
    const root = new Set(exported.get("."));
    const others = [...exported].flatMap(([entry, names]) => (entry === "." ? [] : names));
    expect(others.filter((name) => !root.has(name))).toEqual([]);
    expect([...exported.keys()]).toEqual([".", "./codec", "./validation", "./diff", "./outcome", "./model"]);
  });

  it("has an example for each function and class, and all of them compile and run", () => {
    const documented = examples();
    const functions = run("node", [
      "-e",
      `import("${NAME}").then((m) => console.log(Object.keys(m).filter((name) => typeof m[name] === "function").join()))`,
    ]);
    expect(
      functions
        .trim()
        .split(",")
        .filter((name) => !documented.has(name)),
    ).toEqual([]);
    run("node", ["examples.js"]);
  });

  it("behaves as the README shows", () => {
    expect(blocks.length).toBeGreaterThan(3);
    for (const at of blocks.keys()) run("node", [`readme-${at}.js`]);
  });
});
