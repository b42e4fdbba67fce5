import js from "@eslint/js";
import nx from "@nx/eslint-plugin";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

/** Requires named exports and one entry point per package, and forbids imports whose path is computed at run time. */
const SYNTAX = [
  { selector: "ExportAllDeclaration", message: "Name what is exported (one door per package)." },
  { selector: "ExportDefaultDeclaration", message: "Use named exports." },
];
const BUILT_FILES = "Import a package by its name, not its built files by their path.";
const IMPORTS = [
  {
    selector: "ImportExpression[source.type!='Literal']",
    message: "Import a package by its name: a path that is computed leads round every boundary.",
  },
  { selector: "ImportExpression[source.value=/^[.].*\\bdist\\b/]", message: BUILT_FILES },
];
const ENVIRONMENT = ["MemberExpression", "VariableDeclarator[id.type='ObjectPattern']"].map((node) => ({
  selector: node.startsWith("M")
    ? "MemberExpression[object.name='process'][property.name='env']"
    : "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
  message: "Settings are read in one place and passed on.",
}));

/** Test files, and files that only tests use. */
const TESTS = ["**/*.test.ts", "**/*.contract.ts", "**/testing/**"];

/** The directories that may import each package with a single home in the registry. */
const HOMES = {
  "@hapi/*": ["apps/registry/src/http/**", "apps/registry/src/server.ts"],
  jose: ["apps/registry/src/auth/**"],
  lmdb: ["apps/registry/src/store/embedded/**"],
  mongodb: ["apps/registry/src/store/mongodb/**"],
};
const BUILT = { regex: "^[./].*/dist/", message: BUILT_FILES };
const NEVER_SHIPPED = [
  {
    group: ["@appointment-registry/test-kit", "**/testing/**", "@jest/*", "fast-check", "**/*.test.js"],
    message: "Only tests and tools use it: it is never in a shipped dist.",
  },
  BUILT,
];
const HOMELESS = (packages) => ({ group: packages, message: "It has one home: see HOMES in eslint.config.mjs." });

/** Shipped sources under `files` may import a package of `packages` only in its home directories. */
const boundary = (files, packages, more = []) => ({
  files,
  ignores: TESTS,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        paths: [
          { name: "node:process", importNames: ["env"], message: "Settings are read in one place and passed on." },
        ],
        patterns: [...(packages.length === 0 ? [] : [HOMELESS(packages)]), ...NEVER_SHIPPED, ...more],
      },
    ],
  },
});

export default tseslint.config(
  {
    ignores: [
      ...["**/dist/**", "**/generated/**", "**/coverage/**", "fhir-data/**", ".nx/**", ".sandbox/**", "**/*.d.ts"],
      // These files are compiled with generated code, which is not in the repository.
      "tools/generators/clients/**",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    plugins: { "@nx": nx, regexp },
    rules: {
      "@nx/enforce-module-boundaries": [
        "error",
        {
          allow: [],
          depConstraints: [
            { sourceTag: "scope:lib", onlyDependOnLibsWithTags: ["scope:lib"] },
            { sourceTag: "scope:testing", onlyDependOnLibsWithTags: ["scope:lib"] },
            { sourceTag: "scope:registry", onlyDependOnLibsWithTags: ["scope:lib", "scope:testing"] },
            { sourceTag: "scope:client", onlyDependOnLibsWithTags: ["scope:lib", "scope:testing"] },
            {
              sourceTag: "scope:e2e",
              onlyDependOnLibsWithTags: ["scope:lib", "scope:testing", "scope:tool", "scope:bench", "scope:client"],
            },
            {
              sourceTag: "scope:tool",
              onlyDependOnLibsWithTags: ["scope:lib", "scope:testing", "scope:tool", "scope:client"],
            },
            // This benchmark measures the store next to the server. The store is the only part of the registry with its own package entry
            // point.
            {
              sourceTag: "scope:bench",
              onlyDependOnLibsWithTags: ["scope:lib", "scope:testing", "scope:registry"],
            },
          ],
        },
      ],
      "no-console": "error",
      // Every expression may meet a caller's text, so that its work must be linear in the length of that text.
      "regexp/no-super-linear-backtracking": "error",
      "regexp/no-super-linear-move": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-syntax": ["error", ...SYNTAX, ...IMPORTS],
    },
  },
  { files: ["**/*.config.mjs"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["apps/**/*.ts", "libs/**/*.ts", "tools/**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
    },
  },
  {
    files: ["apps/*/src/**/*.ts", "libs/*/src/**/*.ts"],
    ignores: [
      ...TESTS,
      "libs/test-kit/**",
      "apps/registry-e2e/**",
      // The settings of the registry and the client, and the environment variables of Node.js and of proxies.
      "apps/registry/src/{main,command-line}.ts",
      "apps/client/src/cli/**",
      "apps/client/src/transport/{tls,dispatchers}.ts",
    ],
    rules: { "no-restricted-syntax": ["error", ...SYNTAX, ...IMPORTS, ...ENVIRONMENT] },
  },
  boundary(["apps/registry/src/**/*.ts", "apps/client/src/**/*.ts", "libs/*/src/**/*.ts"], Object.keys(HOMES)),
  ...Object.entries(HOMES).map(([name, files]) =>
    boundary(
      files,
      Object.keys(HOMES).filter((each) => each !== name),
    ),
  ),
  boundary(["apps/registry/src/interactions/**/*.ts"], Object.keys(HOMES), [
    {
      group: ["**/http/**", "**/auth/**", "**/config/**", "**/store/embedded/**", "**/store/mongodb/**"],
      message: "An interaction is a function of values and ports.",
    },
  ]),
  {
    files: ["libs/test-kit/**", "tools/**", "apps/registry-e2e/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [BUILT] }] },
  },
  {
    files: ["**/*.test.ts", "**/testing/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["apps/*/deploy/**/*.mjs", "tools/**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
    rules: { "no-console": "off" },
  },
  { files: ["apps/client/src/cli/**", "tools/**", "apps/registry-e2e/**"], rules: { "no-console": "off" } },
);
