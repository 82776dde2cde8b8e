import assert from "node:assert/strict";

import { marker } from "../../../src/analysis/control/suppression";
import { credentialGate, credentialMarks, credentialWords } from "../../../src/analysis/credentials/gate";
import { mayAttach, mayAttachInCode } from "../../../src/analysis/locate/attached/attached";
import { mayBuildPolicy } from "../../../src/analysis/locate/code/may-build";
import { mayHoldPolicy, mayHoldPolicyInCode, policyWords, policyWordsInCode } from "../../../src/analysis/locate/gate";
import { quotesPolicy } from "../../../src/analysis/locate/quoted-json";
import { holdsWords, unitWords } from "../../../src/analysis/needs";
import { formOf } from "../../../src/analysis/source/forms";
import { WordSearch } from "../../../src/analysis/word-search";
import { mayDeclareUnits } from "../../../src/workspace/units/may-declare";
import { readFixtures } from "../../support/fixtures";
import { random } from "../../support/random";

const words = {
  short: ["aws", "iam"],
  signs: ["da2-", "-at-", "key id", "lambda:"],
  long: ["statement", "X-Amz-Signature", "YXdzX2FjY2Vzc19rZXlfaW"],
  shared: ["statement", "effect"],
};
const search = new WordSearch(words);
type Topic = keyof typeof words;

function expected(text: string): string[] {
  const small = text.toLowerCase();
  return (Object.keys(words) as Topic[]).filter((topic) =>
    words[topic].some((word) => small.includes(word.toLowerCase())),
  );
}

describe("many words in one pass", () => {
  it("finds nothing in an empty text, nor in one that ends in a word", () => {
    assert.deepEqual([...search.topicsIn("")], []);
    assert.deepEqual([...search.topicsIn("state")], []);
  });

  for (const word of [...new Set(Object.values(words).flat())])
    it(`finds ${word} wherever it begins, in any case, and between other characters`, () => {
      for (const spelt of [word, word.toLowerCase(), word.toUpperCase()])
        for (const before of ["", "x", "xy", "é", "\u{1F600}z"])
          for (const after of ["", "s", ' "é"'])
            assert.deepEqual([...search.topicsIn(before + spelt + after)], expected(before + spelt + after));
    });

  it("says of bytes whether they have any word, whatever stood in the buffer before", () => {
    const buffer = new Uint8Array(100);
    const holds = (text: string) => search.holdsAny(buffer, new TextEncoder().encodeInto(text, buffer).written);
    for (const word of Object.values(words).flat())
      for (const before of ["", "x", "é", "xy "]) {
        assert.ok(holds(before + word.toUpperCase()), before + word);
        assert.ok(holds(`${before}${word} behind`), before + word);
      }
    buffer.fill(0);
    for (const text of ["", "a", "stat", "nothing of it"]) assert.ok(!holds(text), text);
  });

  it("finds a word wherever in a long text it stands", () => {
    const next = random(5);
    for (let length = 32_000; length < 33_600; length += 1 + Math.floor(next() * 40))
      assert.ok(search.topicsIn(`${"é ".repeat(length / 2)}x statement`).has("long"), `behind ${length} characters`);
  });

  it("says of generated texts what as many searches say", () => {
    const next = random(9);
    const parts = [
      ...Object.values(words).flat(),
      "sta",
      "tement",
      "a",
      "ws",
      "iA",
      "d2-",
      "-",
      " ",
      "é",
      "eff",
      "ect",
    ];
    for (let run = 0; run < 3000; run++) {
      const text = Array.from({ length: 6 }, () => parts[Math.floor(next() * parts.length)]!).join("");
      assert.deepEqual([...search.topicsIn(text)], expected(text), text);
    }
  });
});

describe("the words of the gates", () => {
  const topics = new WordSearch({
    policies: policyWords,
    policiesInCode: policyWordsInCode,
    credentials: credentialWords,
    credentialMarks,
    suppressions: [marker],
  });
  const needed = [
    ["policies", (text: string) => mayHoldPolicy(text) || mayAttach(text)],
    [
      "policiesInCode",
      (text: string) =>
        mayHoldPolicyInCode(text) ||
        mayAttachInCode(text) ||
        quotesPolicy(text) ||
        (["csharp", "go", "java", "php", "ruby"] as const).some((form) => mayBuildPolicy({ name: "main", text }, form)),
    ],
    ["credentials", credentialGate],
    ["credentialMarks", (text: string) => credentialGate(text) && !credentialGate(text, false)],
    ["suppressions", (text: string) => text.includes(marker)],
  ] as const;
  const texts = readFixtures().flatMap(({ text }) => [text, ...text.split("\n\n")]);

  for (const [topic, passes] of needed)
    it(`stand in every fixture, and in every part of one, that passes a gate of ${topic}`, () => {
      let passed = 0;
      for (const text of texts) {
        if (!passes(text)) continue;
        passed++;
        assert.ok(topics.topicsIn(text).has(topic), text);
      }
      assert.ok(passed > 5, `${passed} texts passed`);
    });

  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const holds = (text: string) => holdsWords(bytesOf(text), bytesOf(text).length);

  it("stand as bytes in every part of a fixture that passes any gate", () => {
    for (const text of texts) if (needed.some(([, passes]) => passes(text))) assert.ok(holds(text), text);
    assert.ok(!holds("nothing that anybody looks for"));
  });

  const declaring = {
    "/a.tf": ['resource "aws_lambda_function" "a" {}', 'source = "terraform-aws-modules/lambda/aws"'],
    "/app.ts": ["import 'aws-cdk-lib'; new Function(", "import 'aws_cdk'; new ec2.FargateTaskDefinition("],
    "/template.yaml": ["AWS::Serverless::Function", "AWS::ECS::TaskDefinition", "functions:\nprovider:\n"],
    "/template.json": ['"Type": "AWS::Lambda::Function"'],
    "/.github/workflows/a.yaml": ["role-to-assume: x"],
  };
  for (const [path, some] of Object.entries(declaring))
    for (const text of some)
      it(`stand in ${JSON.stringify(text)}, which may declare units in ${path}`, () => {
        assert.ok(mayDeclareUnits({ path, text, form: formOf({ name: path, text }) }));
        assert.ok(holds(text));
        assert.ok([...unitWords, "aws"].some((word) => text.toLowerCase().includes(word)));
      });

  const alone: readonly (readonly [(typeof needed)[number][0], readonly string[]])[] = [
    [
      "policies",
      [
        "statement",
        "POLICY_DOCUMENT",
        '"Effect": "Action":',
        "actions =",
        "trusted_role_arns",
        'permissions = ["s3:PutObject"]',
        '"after_unknown": {"policy": true}',
        "AWS::Lambda::Permission",
        "AWS::Events::EventBusPolicy",
        "aws_cloudwatch_event_permission",
        "arn:aws:iam::aws:policy/x",
        "AWS::Serverless::Function Policies",
        'data "aws_iam_policy" "x"',
      ],
    ],
    [
      "policiesInCode",
      [
        "Statement Effect",
        "aws PolicyStatement",
        "x.grantPublicAccess(",
        "x.Grant.add",
        "Effect Action",
        '"lambda:Invoke"',
        "'events:PutEvents'",
        "add_permission(",
        "'s3:GetObject' amazon",
        "`s3:GetObject` iam",
        "fromAwsManagedPolicyName",
        "from_aws_managed_policy_name",
      ],
    ],
    ["credentials", ["Key ID", "SECRET_KEY", "awsSecret", "sessionToken", "SESSION-TOKEN", "KEY_ID"]],
  ];
  for (const [topic, some] of alone)
    for (const text of some)
      it(`stand in ${JSON.stringify(text)}, which passes one of ${topic}`, () => {
        assert.ok(needed.find(([name]) => name === topic)![1](text), "it passes no gate");
        assert.ok(topics.topicsIn(text).has(topic));
      });
});
