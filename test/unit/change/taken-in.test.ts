/** Texts of files as Terraform writes them. */
import assert from "node:assert/strict";

import { inQuotes } from "../../../src/analysis/change/terraform/unrolled/known";

describe("a text in quotes of Terraform", () => {
  for (const [text, quoted] of [
    ['const a = `${b("0")}-${', String.raw`const a = `.concat('`$${b(\\"0\\")}-$${')],
    ["%{ if x }", "%%{ if x }"],
    ["$${name} and $$${name}", "\\u0024$${name} and $\\u0024$${name}"],
    ["%%{ if x } %", "\\u0025%%{ if x } %"],
    ["a\\b\b\f", String.raw`a\\b\u0008\u000c`],
  ] as const)
    it(JSON.stringify(text), () => assert.equal(inQuotes(text), quoted));
});
