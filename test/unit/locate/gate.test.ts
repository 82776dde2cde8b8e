import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { locateInCode } from "../../../src/analysis/locate/code/code";
import { locateJson } from "../../../src/analysis/locate/json";
import { mayHavePolicies, policyFormOf } from "../../../src/analysis/locate/locate";
import { locateTerraform } from "../../../src/analysis/locate/terraform/terraform";
import { locateYaml } from "../../../src/analysis/locate/yaml";
import type { SourceDocument } from "../../../src/analysis/source/document";
import type { Parsers } from "../../../src/analysis/source/grammar";
import { Source } from "../../../src/analysis/source/source";
import { loadParsers } from "../../../src/data/grammars";
import { readFixtures } from "../../support/fixtures";

const folder = join(__dirname, "../../fixtures/places");

describe("the gate before the search for policies", () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers(["hcl", "typescript", "javascript", "python", "tsx"]);
  });

  function located(document: SourceDocument): number {
    const source = new Source(document, parsers);
    const form = policyFormOf(document);
    if (form === null) return 0;
    if (form === "json") return locateJson(source).policies.length;
    if (form === "yaml") return locateYaml(source).policies.length;
    return (form === "hcl" ? locateTerraform(source) : locateInCode(source, form)).policies.length;
  }

  it("passes every document in which policies would be found", () => {
    const documents = [
      ...readFixtures().map(({ name, text }) => ({ name, text })),
      ...readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
    ];
    const stopped = documents.filter((document) => !mayHavePolicies(document) && located(document) > 0);
    assert.deepEqual(
      stopped.map(({ name, text }) => `${name}: ${text.slice(0, 200)}`),
      [],
    );
  });
});
