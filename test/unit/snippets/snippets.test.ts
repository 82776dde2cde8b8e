import assert from "node:assert/strict";

import { parse as parseYaml } from "yaml";

import manifest from "../../../package.json";
import { snippetFiles } from "../../../scripts/snippets/snippets";
import { createEngine } from "../../../src/workspace/engine";

/** As VS Code expands a snippet that nobody fills in: tab stops with their first text, escapes without theirs. */
function expanded(body: readonly string[]): string {
  return body
    .join("\n")
    .replace(
      /\\([\\$}])|\$\{(\d+):((?:[^\\}]|\\.)*)\}/g,
      (_, escaped: string | undefined, __, initial: string) => escaped ?? initial.replace(/\\(.)/g, "$1"),
    );
}

const forms: Readonly<
  Record<
    string,
    {
      readonly name: (prefix: string) => string;
      readonly languageId: string;
      readonly around: (text: string) => string;
    }
  >
> = {
  "json.json": {
    name: (prefix) => (prefix.includes("region-guard") ? "scp.json" : "policy.json"),
    languageId: "json",
    around: (text) => text,
  },
  "cloudformation.json": {
    name: () => "template.yaml",
    languageId: "yaml",
    around: (text) => `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n${text.replace(/^(?=.)/gm, "  ")}\n`,
  },
  "terraform.json": { name: () => "main.tf", languageId: "terraform", around: (text) => `${text}\n` },
};

describe("the snippets", () => {
  const files = snippetFiles();
  const engine = createEngine();

  it("are contributed, each file for a language", () => {
    assert.deepEqual(
      [...new Set(manifest.contributes.snippets.map(({ path }) => path.replace("./snippets/", "")))].sort(),
      Object.keys(files).sort(),
    );
  });

  it("have what a person looks for, in each form", () => {
    const policies = [
      "iam-trust-ec2",
      "iam-trust-lambda",
      "iam-trust-ecs",
      "iam-trust-github",
      "iam-trust-account",
      "iam-least-s3",
      "iam-least-dynamodb",
      "iam-tag-based",
      "iam-deny-without-mfa",
      "iam-region-guard",
    ];
    const resources = ["aws-trail", "aws-config-recorder", "aws-billing-alarm"];
    const prefixes = (file: string) => Object.values(files[file]!).map(({ prefix }) => prefix);
    assert.deepEqual(prefixes("json.json"), policies);
    assert.deepEqual(prefixes("cloudformation.json"), [...policies, ...resources]);
    assert.deepEqual(prefixes("terraform.json"), [...policies, ...resources]);
  });

  for (const [file, snippets] of Object.entries(files)) {
    const form = forms[file]!;
    for (const [title, { prefix, body, description }] of Object.entries(snippets)) {
      it(`${file}: ${prefix} is clean as it stands`, async () => {
        const text = form.around(expanded(body));
        assert.ok(title.startsWith("Planeguard: ") && description.endsWith("."));
        assert.doesNotMatch(text, /[«»]/);
        if (file === "cloudformation.json") parseYaml(text, { logLevel: "error" });
        const { findings, problems, policies } = await engine.analyze({
          name: form.name(prefix),
          languageId: form.languageId,
          text,
        });
        assert.deepEqual(
          findings.map(({ ruleId, message }) => `${ruleId}: ${message}`),
          [],
        );
        assert.deepEqual(problems, []);
        if (prefix.startsWith("iam-")) assert.equal(policies, 1, text);
      });
    }
  }
});
