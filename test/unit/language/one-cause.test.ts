import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import type { FixesFor } from "../../../src/analysis/proof/asked";
import type { SourceDocument } from "../../../src/analysis/source/document";
import { CancellationSource } from "../../../src/language/cancellation";
import type { OpenDocument } from "../../../src/language/current-analyses";
import { shownOf } from "../../../src/language/diagnostics";
import { rulesAt } from "../../../src/language/hover/rules";
import { offersAt } from "../../../src/language/light-bulb";
import { toldOf } from "../../../src/language/one-cause";
import { english } from "../../../src/wording/language";
import { createEngine } from "../../../src/workspace/create-engine";
import { marked } from "./marked";

const engine = createEngine();
const everywhere = '"Resource": "*"';
const policyOf = (...statements: readonly string[]): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [${statements.map((one) => `{\n    ${one}\n  }`).join(", ")}]\n}`;
const allow = (what: string): string => policyOf(`"Effect": "Allow",\n    ${what},\n    ${everywhere}`);
const trust = (principal: string, action: string): string =>
  policyOf(`"Effect": "Allow", "Principal": ${principal}, "Action": "${action}"`);

/** What is told, each as rule and, after a plus, what it tells of others. */
async function told(text: string, name = "policy.json"): Promise<string[]> {
  const { findings } = await engine.analyze({ name, text });
  return toldOf(findings).map(({ ruleId, also }) => [ruleId, ...also.map(({ finding }) => finding.ruleId)].join(" + "));
}

const read = '"Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"';
const joins: readonly [what: string, text: string, ...expected: readonly string[]][] = [
  [
    "an element that is misspelt, and therefore missing",
    policyOf(`"Efect": "Allow", ${read}`),
    "policy/invalid-element + policy/missing-effect",
  ],
  [
    "one behind another element",
    policyOf(`"Sid": "Read", "Effect": "Allow", "Actions": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"`),
    "policy/invalid-element + policy/missing-action",
  ],
  [
    "one in each of two statements",
    policyOf(`"Sid": "A", "Efect": "Allow", ${read}`, `"Sid": "B", "effekt": "Allow", ${read}`),
    "policy/invalid-element + policy/missing-effect",
    "policy/invalid-element + policy/missing-effect",
  ],
  [
    "everything, whose Regions are told at its value",
    allow('"Action": "*"'),
    "risk/full-administrator + risk/pass-role-wildcard-action + risk/create-service-linked-role-wildcard-action + risk/administration-in-every-region",
  ],
  [
    "everything in a list",
    allow('"Action": ["*"]'),
    "risk/full-administrator + risk/pass-role-wildcard-action + risk/create-service-linked-role-wildcard-action + risk/administration-in-every-region",
  ],
  [
    "all of IAM",
    allow('"Action": "iam:*"'),
    "risk/escalation-by-iam + risk/pass-role-wildcard-action + risk/create-service-linked-role-wildcard-action + risk/service-wildcard",
  ],
  [
    "everything but a service",
    allow('"NotAction": "s3:*"'),
    "risk/escalation-by-iam + risk/sensitive-service-wildcard + risk/pass-role-not-action + risk/create-service-linked-role-not-action + risk/administration-in-every-region",
  ],
  [
    "a service in which code is put",
    allow('"Action": "lambda:*"'),
    "risk/escalation-by-takeover + risk/sensitive-service-wildcard",
  ],
  ["anybody who may assume a role", trust('"*"', "sts:AssumeRole"), "trust/any-principal + trust/wildcard-principal"],
  [
    "pipelines of anybody",
    trust('{ "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }', "sts:AssumeRoleWithWebIdentity"),
    "trust/oidc-without-subject + trust/oidc-without-condition",
  ],
];

const keeps: readonly [what: string, text: string, ...expected: readonly string[]][] = [
  [
    "an element that is missing beside one that means something else",
    policyOf(`"Comment": "x", ${read}`),
    "policy/invalid-element",
    "policy/missing-effect",
  ],
  [
    "an element that is misspelt in one statement, and missing in another",
    policyOf(`"Effect": "Allow", "Resource": "*"`, `"Effect": "Allow", "Actions": "s3:GetObject", "Resource": "*"`),
    "policy/missing-action",
    "policy/invalid-element + policy/missing-action",
  ],
  [
    "the mistakes of two elements",
    allow('"Action": ["iam:PassRole", "s3:GetObjct"]'),
    "risk/pass-role-any-resource",
    "policy/invalid-action",
  ],
  [
    "a finding that tells of services elsewhere in the statement",
    allow('"Action": ["iam:*", "resource-groups:*"]'),
    "risk/escalation-by-iam + risk/pass-role-wildcard-action + risk/create-service-linked-role-wildcard-action",
    "risk/service-wildcard",
  ],
  [
    "what begins in another statement",
    policyOf(
      `"Effect": "Allow", "Action": "iam:PassRole", ${everywhere}`,
      `"Effect": "Allow", "Action": "glue:*", ${everywhere}`,
    ),
    "risk/pass-role-any-resource",
    "risk/escalation-by-pass-role",
    "risk/sensitive-service-wildcard",
  ],
  [
    "a misspelt element behind another mistake of the statement",
    policyOf(`"Sid": "not a sid", "Efect": "Allow", ${read}`),
    "policy/unsupported-sid",
    "policy/invalid-element + policy/missing-effect",
  ],
  ["two omissions at one place", policyOf(everywhere), "policy/missing-action", "policy/missing-effect"],
];

describe("one cause", () => {
  for (const [what, text, ...expected] of joins)
    it(`is told once: ${what}`, async () => assert.deepEqual(await told(text), expected));
  for (const [what, text, ...expected] of keeps)
    it(`is not seen in ${what}`, async () => assert.deepEqual(await told(text), expected));

  it("is told with what a comment leaves of it", async () => {
    const text = `Version: "2012-10-17"
Statement:
  - Effect: Allow
    # planeguard-ignore RULE: owners of the sandbox
    Action: "*"
    Resource: "*"
`;
    const ignoring = (rule: string) => told(text.replace("RULE", rule), "policy.yaml");
    assert.deepEqual(await ignoring("risk/full-administrator"), [
      "risk/administration-in-every-region",
      "risk/pass-role-wildcard-action + risk/create-service-linked-role-wildcard-action",
    ]);
    assert.deepEqual(await ignoring("risk/pass-role-wildcard-action"), [
      "risk/full-administrator + risk/create-service-linked-role-wildcard-action + risk/administration-in-every-region",
    ]);
  });

  it("never hides what is graver", async () => {
    const { findings } = await engine.analyze({ name: "policy.json", text: allow('"Action": "*"') });
    const graver = findings.map((one): Finding =>
      one.ruleId === "risk/pass-role-wildcard-action" ? { ...one, severity: "error" } : one,
    );
    assert.deepEqual(
      toldOf(graver).map(({ ruleId, severity }) => `${severity} ${ruleId}`),
      ["warning risk/full-administrator", "error risk/pass-role-wildcard-action"],
    );
  });

  describe("of an element that is misspelt", () => {
    /** `m` is misspelt and `x` its absence, `o` another finding; then the statement, the offset and, of another file, `!`. */
    const toldBy = async (...written: readonly string[]): Promise<string> => {
      const { findings } = await engine.analyze({ name: "policy.json", text: policyOf(`"Efect": "Allow", ${read}`) });
      const [misspelt, missing] = ["policy/invalid-element", "policy/missing-effect"].map((id) =>
        findings.find(({ ruleId }) => ruleId === id)!,
      );
      const made = written.map((one): Finding => {
        const [, kind, statement, offset, other] = /^(\w)(\d) (\d+)(!?)$/.exec(one)!;
        const finding = kind === "m" ? misspelt! : missing!;
        const place = { line: 1, column: 1, offset: Number(offset) };
        return {
          ...finding,
          ...(kind === "o" && { ruleId: "policy/other" }),
          file: other ? "other.json" : "policy.json",
          policyPath: ["Statement", Number(statement), ...(kind === "m" ? ["Efect"] : ["Sid"])],
          range: { start: place, end: place },
        };
      });
      const shown = toldOf(made);
      return shown
        .map((one) => {
          const at = made.findIndex(
            ({ ruleId, range, file, policyPath }) =>
              ruleId === one.ruleId &&
              range.start.offset === one.range.start.offset &&
              file === one.file &&
              String(policyPath) === String(one.policyPath),
          );
          return `${written[at]}${one.also.length > 0 ? " tells" : ""}`;
        })
        .join(", ");
    };
    const many = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `o0 ${at + 2}`);
    for (const [what, findings, expected] of [
      ["before it", ["x0 1", "m0 2"], "m0 2 tells"],
      ["before it, behind others of the statement", ["x0 1", "o0 2", "m0 3"], "o0 2, m0 3 tells"],
      ["at its place", ["m0 1", "x0 1"], "m0 1 tells"],
      ["at its place, behind another", ["m0 1", "o0 1", "x0 1"], "m0 1 tells, o0 1"],
      ["behind it, which is another's", ["m0 1", "x0 2"], "m0 1, x0 2"],
      ["of another statement", ["x0 1", "m1 2"], "x0 1, m1 2"],
      ["of another statement at its place", ["m0 1", "x1 1"], "m0 1, x1 1"],
      ["behind a finding of another statement", ["x0 1", "o1 2", "m0 3"], "x0 1, o1 2, m0 3"],
      ["of another file", ["x0 1!", "m0 2"], "x0 1!, m0 2"],
      ["near it", ["x0 1", ...many(49), "m0 60"], [...many(49), "m0 60 tells"].join(", ")],
      ["far from it", ["x0 1", ...many(50), "m0 60"], ["x0 1", ...many(50), "m0 60"].join(", ")],
    ] as const)
      it(`whose absence is told ${what}`, async () => assert.equal(await toldBy(...findings), expected));
  });

  it("never hides that a graver element is missing", async () => {
    const { findings } = await engine.analyze({ name: "policy.json", text: policyOf(`"Efect": "Allow", ${read}`) });
    const lighter = findings.map((one): Finding =>
      one.ruleId === "policy/invalid-element" ? { ...one, severity: "hint" } : one,
    );
    assert.deepEqual(
      toldOf(lighter)
        .map(({ ruleId }) => ruleId)
        .sort(),
      ["policy/invalid-element", "policy/missing-effect"],
    );
  });

  it("has the related places of all that it tells, each once", async () => {
    const { findings } = await engine.analyze({ name: "policy.json", text: allow('"Action": "*"') });
    const at = (line: number): Finding["related"][number] => {
      const { start, end } = findings[0]!.range;
      return {
        ...findings[0]!,
        message: `Line ${line}.`,
        range: { start: { ...start, offset: line }, end: { ...end, offset: line + 1 } },
      };
    };
    const placed = findings.map((one): Finding => ({
      ...one,
      related: one.ruleId === "risk/full-administrator" ? [at(1)] : [at(1), at(2), at(3)],
    }));
    const [only, ...more] = toldOf(placed);
    assert.deepEqual(more, []);
    assert.deepEqual(
      only!.related.map(({ message }) => message),
      ["Line 1.", "Line 2.", "Line 3."],
    );
  });

  it("is one line of the message, with its rules, and each place once", async () => {
    const { findings, problems } = await engine.analyze({ name: "policy.json", text: allow('"Action": "*"') });
    const [shown, ...more] = shownOf({ findings, problems });
    assert.deepEqual(more, []);
    const [message, line] = shown!.message.split("\n");
    assert.match(message!, /^This allows every action on every resource/);
    assert.equal(line, "Also: passes any role, creates service-linked roles, administers every Region.");
    assert.deepEqual(
      shown!.related.map(({ message }) => message),
      ["On every resource."],
    );
    assert.deepEqual(shown!.also, [
      "risk/pass-role-wildcard-action",
      "risk/create-service-linked-role-wildcard-action",
      "risk/administration-in-every-region",
    ]);
    const [named] = shownOf({ findings, problems }, { namesRules: true });
    assert.match(named!.message, /Also: passes any role \(risk\/pass-role-wildcard-action\), /);
  });

  it("has the fixes of all that it tells at its place, the gravest finding's first, and the Show the documentation of that one", async () => {
    const text = policyOf(
      `"Effect": "Allow", "NotAction": ["support:*"], ${everywhere}`,
      '"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-central-1:111122223333:table/a"',
    );
    const at = text.indexOf('"NotAction"');
    const analyses = {
      atOnce: ({ source }: OpenDocument) => engine.analyze(source),
      analyze: (source: SourceDocument, options: { readonly fixes: FixesFor }) => engine.analyze(source, options),
    };
    const { offers } = await offersAt(
      { uri: "file:///policy.json", version: 1, source: { name: "policy.json", text } },
      { start: at, end: at },
      analyses,
      english,
      new CancellationSource(),
    );
    assert.deepEqual(
      offers.map(({ title, action }) => `${action.shownAs.ruleId}: ${title.replace(/ \(.*/, "")}`),
      [
        "risk/escalation-by-iam: Add iam:PassRole to NotAction",
        "risk/escalation-by-iam: Add iam:CreateServiceLinkedRole to NotAction",
        'risk/escalation-by-iam: Add "StringEquals": { "aws:RequestedRegion": ["eu-central-1", "us-east-1"] }',
        "risk/escalation-by-iam: Show the documentation of risk/escalation-by-iam",
      ],
    );
  });

  it("has the right name of a misspelt element at its place, and nothing to add beside it", async () => {
    const text = policyOf(`"Efect": "Allow", ${read}`);
    const document: OpenDocument = { uri: "a", version: 1, source: { name: "policy.json", text } };
    const { offers } = await offersAt(
      document,
      { start: text.indexOf("Efect"), end: text.indexOf("Efect") },
      {
        atOnce: ({ source }) => engine.analyze(source),
        analyze: (source: SourceDocument, options: { fixes: FixesFor }) => engine.analyze(source, options),
      },
      english,
      new CancellationSource(),
    );
    assert.deepEqual(
      offers.map(({ title, confirmation }) => [title, confirmation]),
      [
        ["Write Effect (newly allows s3:GetObject on arn:aws:s3:::reports/*)", null],
        ["Show the documentation of policy/invalid-element", null],
      ],
    );
  });

  it("has one note in a hover", async () => {
    const { document, offset } = marked("policy.json", allow('"Action": "*¦"'));
    const { findings } = await engine.analyze(document);
    assert.deepEqual(
      rulesAt(findings, offset).map(({ ruleId }) => ruleId),
      ["risk/full-administrator"],
    );
  });
});
