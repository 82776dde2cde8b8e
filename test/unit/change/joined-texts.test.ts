/** Texts that a template puts together of values that only a deployment knows. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const topic = (principal: string): string => `Resources:
  T: { Type: AWS::SNS::Topic }
  P:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref T]
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: sns:Subscribe, Resource: "*", Principal: { AWS: ${principal} } }]
`;
const joined = (key: string): string =>
  topic(`!Join ["", ["arn:aws:iam::", !FindInMap [Accounts, !Ref Stage, ${key}], ":root"]]`);
const by = (key: string): string =>
  `P resource: sns:Subscribe on * by arn:aws:iam::\${!FindInMap [Accounts, !Ref Stage, ${key}]}:root`;

const rows: (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["another account", joined("own"), joined("other"), [by("other"), `-${by("own")}`]],
  ["the same", joined("own"), joined("own").replace('["", [', '[ "", [ '), []],
  [
    "the same as Fn::Sub has it",
    joined("own"),
    topic('!Sub ["arn:aws:iam::${A}:root", { A: !FindInMap [Accounts, !Ref Stage, own] }]'),
    [],
  ],
];

const owner = (text: string): string =>
  topic(text).replace("Resources:", "Parameters: { A: { Type: String } }\nResources:");
const ofTool = "arn:aws:iam::${A}:role/{{ team }}";
const joinedOfTool = '{ "Fn::Join": ["", ["arn:aws:iam::", !Ref A, ":role/{{ team }}"]] }';
for (const [form, text] of [
  ["in the short form", `!Sub "${ofTool}"`],
  ["in the long form", `{ "Fn::Sub": "${ofTool}" }`],
  ["with values beside it", `{ "Fn::Sub": ["arn:aws:iam::\${team}:role/{{ team }}", { team: !Ref A }] }`],
] as const)
  rows.push(
    [`what another tool fills in, ${form}`, owner(joinedOfTool), owner(text), []],
    [
      `another account beside what another tool fills in, ${form}`,
      owner(text),
      owner(text).replace("iam::", "iam:x:"),
      [
        "P resource: sns:Subscribe on * by arn:aws:iam:x:${A}:role/${team}",
        "-P resource: sns:Subscribe on * by arn:aws:iam::${A}:role/${team}",
      ],
    ],
  );

describe("texts that are joined", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("t.yaml", before, after), lines));
});
