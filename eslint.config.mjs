import js from "@eslint/js";
import nx from "@nx/eslint-plugin";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/dist/**", "**/generated/**", "**/coverage/**", ".nx/**", ".sandbox/**", "**/*.d.ts"] },
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
              onlyDependOnLibsWithTags: ["scope:lib", "scope:testing", "scope:tool", "scope:client"],
            },
            { sourceTag: "scope:tool", onlyDependOnLibsWithTags: ["scope:lib", "scope:testing", "scope:tool"] },
          ],
        },
      ],
      "no-console": "error",
      // Every expression may meet a caller's text: its work must be linear in it.
      "regexp/no-super-linear-backtracking": "error",
      "regexp/no-super-linear-move": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportAllDeclaration", message: "Name what is exported (one door per package)." },
        { selector: "ExportDefaultDeclaration", message: "Use named exports." },
      ],
    },
  },
  { files: ["*.config.mjs"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["apps/registry/src/interactions/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: [
                "@hapi/*",
                "jose",
                "lmdb",
                "mongodb",
                "**/http/**",
                "**/auth/**",
                "**/config/**",
                "**/store/embedded/**",
                "**/store/mongodb/**",
              ],
              message: "An interaction is a function of values and ports.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["apps/registry/src/**/*.ts"],
    ignores: [
      "apps/registry/src/interactions/**",
      "apps/registry/src/http/**",
      "apps/registry/src/server.ts",
      "apps/registry/src/**/*.test.ts",
    ],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@hapi/*"], message: "hapi appears only under http/ and in server.ts." }] },
      ],
    },
  },
  {
    files: ["**/*.test.ts", "**/testing/**", "**/test/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["apps/*/deploy/*.mjs", "tools/**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
    rules: { "no-console": "off" },
  },
  { files: ["apps/client/src/cli/**", "tools/**", "apps/registry-e2e/**"], rules: { "no-console": "off" } },
);
