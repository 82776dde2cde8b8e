import assert from "node:assert/strict";

import { parse } from "jsonc-parser";
import { stringify as toYaml } from "yaml";

import { analyze } from "../../../src/analysis/analyze";
import type { SourceDocument } from "../../../src/analysis/source/document";
import type { Parsers } from "../../../src/analysis/source/grammar";
import type { Catalog } from "../../../src/catalog/catalog";
import { loadCatalog } from "../../../src/data/catalog-file";
import { loadParsers } from "../../../src/data/grammars";
import { readFixtures } from "../../support/fixtures";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The same policy in another form; what a form writes in its own way is translated too. */
const forms: { readonly [name: string]: (policy: Json) => string } = {
  "policy.yaml": (policy) => toYaml(policy, { lineWidth: 0 }),
  "policy.ts": (policy) => `export const policy = ${JSON.stringify(policy, null, 2)};\n`,
  "policy.js": (policy) =>
    `module.exports = { policy: ${JSON.stringify(policy, null, 2).replace(/"(\w+)":/g, "$1:")} };\n`,
  "policy.py": (policy) => `POLICY = ${inPython(policy)}\n`,
  "policy.tf": (policy) => `locals {\n  policy = jsonencode(${inHcl(policy)})\n}\n`,
};

/** What will be deployed: a plan, a synthesized template and the text of a template, in which a place says what the policy is. */
const deployed: { readonly [name: string]: (policy: Json) => string } = {
  "plan.json": (policy) =>
    JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.9.0",
      resource_changes: [
        {
          address: "aws_iam_policy.one",
          mode: "managed",
          type: "aws_iam_policy",
          name: "one",
          change: {
            actions: ["create"],
            before: null,
            after: { name: "one", policy: JSON.stringify(policy) },
            after_unknown: {},
          },
        },
      ],
    }),
  "cdk.out/Stack.template.json": (policy) =>
    JSON.stringify({
      Resources: { One: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } } },
    }),
  "policy.json.tftpl": (policy) => JSON.stringify(policy, null, 2).replace(/[$%](?=\{)/g, (sign) => sign + sign),
};

const arguments_: { readonly [element: string]: string | undefined } = {
  Sid: "sid",
  Effect: "effect",
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
};

function inPython(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inPython).join(", ")}]`;
  if (value !== null && typeof value === "object")
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}: ${inPython(one)}`)
      .join(", ")}}`;
  if (value === null) return "None";
  return typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value);
}

function inHcl(value: Json): string {
  const text = (one: string): string => JSON.stringify(one).replace(/[$%](?=\{)/g, (sign) => sign + sign);
  if (Array.isArray(value)) return `[${value.map(inHcl).join(", ")}]`;
  if (value !== null && typeof value === "object")
    return `{\n${Object.entries(value)
      .map(([key, one]) => `${/^[A-Za-z]\w*$/.test(key) ? key : text(key)} = ${inHcl(one)}\n`)
      .join("")}}`;
  return typeof value === "string" ? text(value) : JSON.stringify(value);
}

describe("the same policy", () => {
  let catalog: Catalog;
  let parsers: Parsers;
  before(async () => {
    [catalog, parsers] = await Promise.all([loadCatalog(), loadParsers(["hcl", "typescript", "javascript", "python"])]);
  });

  /** What is found in each fixture in JSON, which all forms are compared with. */
  const inJson = { asItIs: new Map<string, string[]>(), deployed: new Map<string, string[]>() };

  const fixtures = readFixtures().filter(
    ({ kind, name, text, ruleId }) =>
      kind !== "fixed" &&
      name.endsWith(".json") &&
      !ruleId.startsWith("credentials/") &&
      // What only JSON text can say: mistakes of its syntax, keys that stand twice, and other documents than a policy.
      isPlainPolicy(text),
  );

  /** One reading for both of these: each fixture has its turn in one of them. */
  const turns: readonly string[] = ["policy.ts", "policy.js"];
  for (const [name, translate] of Object.entries(forms)) {
    it(`has the same findings in ${name.replace("policy.", "")} as in JSON`, () => {
      const turn = turns.indexOf(name);
      for (const fixture of turn < 0 ? fixtures : fixtures.filter((_, index) => index % turns.length === turn)) {
        const found = (document: { name: string; text: string }) =>
          analyze(document, { catalog, parsers, policyType: fixture.policyType })
            .findings.map(
              ({ ruleId, policyPath, message, severity }) =>
                `${ruleId} ${severity} ${JSON.stringify(policyPath)} ${message}`,
            )
            .sort();
        sameAsInJson(fixture, name, translate, found, inJson.asItIs);
      }
    });
  }

  // The intrinsic functions of CloudFormation have variables of the same look, about which there are rules of their own, and
  // what a template says to be managed has another quota.
  const ofIdentities = fixtures.filter(
    ({ policyType, text, ruleId }) =>
      ruleId !== "policy/size-exceeds-identity-quota" &&
      (policyType === undefined || policyType === "identity") &&
      !/"(?:Not)?Principal"|AssumeRoleWith/.test(text) &&
      !text.includes("${"),
  );

  // All of them carry the policy as JSON: each fixture has its turn in one.
  for (const [turn, [name, translate]] of Object.entries(deployed).entries()) {
    it(`has the same findings in ${name} as in JSON`, () => {
      for (const fixture of ofIdentities.filter((_, index) => index % 3 === turn)) {
        const found = (document: { name: string; text: string }) =>
          analyze(document, { catalog, parsers, policyType: "identity" })
            .findings.map(({ ruleId, message, severity }) => `${ruleId} ${severity} ${message}`)
            .sort();
        sameAsInJson(fixture, name, translate, found, inJson.deployed);
      }
    });
  }

  const found = (document: SourceDocument): readonly string[] =>
    analyze(document, { catalog, parsers })
      .findings.map(({ ruleId, message, severity }) => `${ruleId} ${severity} ${message}`)
      .sort();

  it("has the same findings as the argument of a local module as in a policy of its own", () => {
    for (const { ruleId, file, text } of ofIdentities) {
      const policy = parse(text) as { [key: string]: Json };
      const inModule = (value: string): SourceDocument => ({
        name: "main.tf",
        text: `module "one" {\n  source = "./one"\n  given  = ${value}\n}\n`,
        modules: [
          {
            folder: "one",
            files: [
              {
                name: "one/main.tf",
                text: 'variable "given" {}\nresource "aws_iam_policy" "one" {\n  policy = jsonencode(var.given)\n}\n',
              },
            ],
          },
        ],
      });
      const alone = `resource "aws_iam_policy" "one" {\n  policy = jsonencode(${inHcl(policy)})\n}\n`;
      assert.deepEqual(found(inModule(inHcl(policy))), found({ name: "main.tf", text: alone }), `${ruleId}/${file}`);
    }
  });

  const inBlocks = ofIdentities.flatMap(({ ruleId, file, text }) => {
    const statements = statementsIn(parse(text) as { [key: string]: Json });
    const blocks = statements?.map(argumentsOf);
    return blocks && !blocks.includes(null) ? [{ name: `${ruleId}/${file}`, blocks: blocks as string[] }] : [];
  });

  it("has the same findings in dynamic blocks as in written ones", () => {
    for (const { name, blocks } of inBlocks) {
      const document = (block: (content: string) => string): SourceDocument => ({
        name: "main.tf",
        text: `data "aws_iam_policy_document" "one" {\n${blocks.map(block).join("")}}\n`,
      });
      assert.deepEqual(
        found(document((content) => `  dynamic "statement" {\n for_each = ["one"]\n content {\n${content} }\n }\n`)),
        found(document((content) => `  statement {\n${content} }\n`)),
        name,
      );
    }
  });

  it("is asked of many fixtures", () => {
    assert.ok(inBlocks.length >= 60, `only ${inBlocks.length} in blocks`);
    assert.ok(ofIdentities.length >= 150, `only ${ofIdentities.length} of identities`);
    assert.ok(fixtures.length >= 200, `only ${fixtures.length}`);
  });
});

function statementsIn({ Statement }: { [key: string]: Json }): { [key: string]: Json }[] | null {
  const all = Array.isArray(Statement) ? Statement : [Statement];
  return all.every((one) => one !== null && typeof one === "object" && !Array.isArray(one))
    ? (all as { [key: string]: Json }[])
    : null;
}

/** A statement as the arguments of a block; null where a block cannot say it. */
function argumentsOf(statement: { [key: string]: Json }): string | null {
  const lines = Object.entries(statement).flatMap(([element, value]): (string | null)[] => {
    const name = arguments_[element];
    const texts = Array.isArray(value) ? value : [value];
    if (element === "Condition") return conditionsOf(value);
    if (name === undefined || !texts.every((text) => typeof text === "string")) return [null];
    return [`    ${name} = ${inHcl(name.endsWith("s") ? texts : value)}\n`];
  });
  return lines.includes(null) ? null : lines.join("");
}

function conditionsOf(condition: Json): (string | null)[] {
  const blocks = Object.entries(condition as { [operator: string]: Json });
  return blocks.flatMap(([test, keys]) =>
    keys === null || typeof keys !== "object" || Array.isArray(keys)
      ? [null]
      : Object.entries(keys).map(([variable, values]) => {
          const texts = Array.isArray(values) ? values : [values];
          return texts.every((text) => typeof text === "string")
            ? `    condition {\n test = ${inHcl(test)}\n variable = ${inHcl(variable)}\n values = ${inHcl(texts)}\n }\n`
            : null;
        }),
  );
}

/** Asserts that what is found in a fixture in another form is what is found in it in JSON. */
function sameAsInJson(
  { ruleId, file, text }: ReturnType<typeof readFixtures>[number],
  name: string,
  translate: (policy: Json) => string,
  found: (document: { name: string; text: string }) => string[],
  inJson: Map<string, string[]>,
): void {
  const policy = parse(text) as Json;
  const fixture = `${ruleId}/${file}`;
  const expected = inJson.get(fixture) ?? found({ name: "policy.json", text: JSON.stringify(policy, null, 2) });
  inJson.set(fixture, expected);
  assert.deepEqual(found({ name, text: translate(policy) }), expected, fixture);
}

function isPlainPolicy(text: string): boolean {
  try {
    const policy = JSON.parse(text) as { Statement?: unknown; Version?: unknown };
    // Nor an empty list of statements, which code is taken to fill in later.
    return (
      policy.Statement !== undefined &&
      JSON.stringify(policy.Statement) !== "[]" &&
      JSON.stringify(policy).length === text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1").length
    );
  } catch {
    return false;
  }
}
