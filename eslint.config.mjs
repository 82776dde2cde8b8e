import { defineConfig, globalIgnores } from "eslint/config";
import simpleImportSort from "eslint-plugin-simple-import-sort";
import tseslint from "typescript-eslint";

import noLastingExpression from "./scripts/lib/lint/no-lasting-expression.mjs";

export default defineConfig(
  globalIgnores(["dist/", "out/", ".vscode-test/", ".mutation/", "samples/", "test/fixtures/", "**/generated/"]),
  {
    files: ["**/*.{ts,mjs}"],
    extends: [tseslint.configs.recommended],
    plugins: { "simple-import-sort": simpleImportSort },
    rules: {
      "simple-import-sort/imports": "error",
      "simple-import-sort/exports": "error",
      eqeqeq: ["error", "smart"],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      // `value!` after a check that the compiler does not see is our way with noUncheckedIndexedAccess.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["src/**/*.ts"],
    extends: [tseslint.configs.base],
    plugins: { planeguard: { rules: { "no-lasting-expression": noLastingExpression } } },
    // What needs types is asked by oxlint (.oxlintrc.json): with the native compiler in a fifth of the time.
    rules: { "planeguard/no-lasting-expression": "error" },
  },
  {
    // The pure rooms keep nothing from one document to the next but in a Memo, which is bounded.
    files: ["src/{analysis,catalog,guidance,language,report}/**/*.ts", "src/account/{checks,attestations}/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...["Program >", "Program > ExportNamedDeclaration >"].flatMap((place) => [
          {
            selector: `${place} VariableDeclaration[kind!="const"]`,
            message: "What changes and outlives a call makes a finding depend on the documents before it.",
          },
          {
            selector: `${place} VariableDeclaration > VariableDeclarator > NewExpression[callee.name=/^(Map|Set)$/][arguments.length=0]`,
            message: "What is filled later outlives a call: use a Memo.",
          },
        ]),
        {
          selector: "PropertyDefinition[static=true]:not([readonly=true])",
          message: "What changes and outlives a call makes a finding depend on the documents before it.",
        },
      ],
    },
  },
);
