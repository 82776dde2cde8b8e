/** One analysis reads a text once, whoever asks for its trees. */
import assert from "node:assert/strict";

import { analyze } from "../../../src/analysis/analyze";
import { formOf } from "../../../src/analysis/source/forms";
import type { Parsers } from "../../../src/analysis/source/grammar";
import { Source } from "../../../src/analysis/source/source";
import { loadParsers } from "../../../src/data/grammars";
import { builtCatalog } from "../../support/catalog";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const statement = `{ Effect: "Allow", Action: "s3:GetObjct", Resource: "*" }`;
const keys = (assign: string) =>
  `accessKeyId${assign}"${fakeKeyId("source")}", secretAccessKey${assign}"${fakeSecret("source")}"`;
const suppression = "planeguard-ignore risk/pass-role-any-resource: it is passed to nothing";

const texts: Readonly<Record<string, string>> = {
  "stack.ts": `import { S3Client } from "@aws-sdk/client-s3";
// ${suppression}
const policy = { Version: "2012-10-17", Statement: [${statement}] };
const client = new S3Client({ credentials: { ${keys(": ")} } });
`,
  "main.tf": `# ${suppression}
provider "aws" {
  access_key = "${fakeKeyId("source")}"
  secret_key = "${fakeSecret("source")}"
}
data "aws_iam_policy_document" "reports" {
  statement {
    actions   = ["s3:GetObjct"]
    resources = ["*"]
  }
}
`,
};

describe("the source of a document", () => {
  for (const [name, text] of Object.entries(texts)) {
    it(`is parsed once for policies, keys and comments: ${name}`, async () => {
      const lent = await loadParsers(["typescript", "hcl"]);
      const parsed: string[] = [];
      const parsers: Parsers = {
        parse(grammar, given) {
          parsed.push(given);
          return lent.parse(grammar, given);
        },
      };
      const { findings } = analyze({ name, text }, { catalog: builtCatalog(), parsers });
      const rules = findings.map(({ ruleId }) => ruleId);
      assert.ok(rules.includes("policy/invalid-action") && rules.includes("credentials/access-key"), rules.join(" "));
      assert.deepEqual(parsed, [text]);
    });
  }

  it("makes each tree once", () => {
    const json = new Source({ name: "a.json", text: '{ "a": 1 }' }, null);
    assert.equal(json.json, json.json);
    const yaml = new Source({ name: "a.yaml", text: "a: 1" }, null);
    assert.equal(yaml.yaml, yaml.yaml);
  });

  const template = "AWSTemplateFormatVersion: 2010-09-09\nResources: {}\n";
  const forms: readonly (readonly [name: string, text: string, form: string, languageId?: string])[] = [
    ["stack.template", template, "yaml"],
    ["stack.template", '{ "Resources": {} }', "json"],
    ["Untitled-1", '{ "Version": "2012-10-17" }', "json", "plaintext"],
    ["trust.policy", "[\n  {}\n]", "json"],
    ["config", "[default]\nregion = eu-west-1\n", "text"],
    ["notes.txt", "Resources are scarce", "text"],
    ["deploy", "#!/usr/bin/env bash\n", "shell"],
    [".env.local", "A=1", "assignments"],
    ["a.dockerfile", "FROM scratch", "dockerfile"],
    ["stack.ts", "", "yaml", "yaml"],
    ["analysis.ipynb", "{}", "notebook", "json"],
  ];
  for (const [name, text, form, languageId] of forms) {
    it(`has the form ${form}: ${name} ${languageId ?? ""}`, () => {
      assert.equal(formOf({ name, text, languageId }), form);
    });
  }
});
