/** What a template chooses by the condition under which its resource is made, and mappings that conditions look into. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const top = `Transform: AWS::Serverless-2016-10-31
Parameters: { Given: { Type: String, Default: "" }, Env: { Type: String } }
Conditions: { IsGiven: !Not [!Equals [!Ref Given, ""]], IsMade: !Equals [!Ref Given, ""] }
Resources:
  Other: { Type: AWS::SNS::Topic }
`;
const role = (condition: string) => `Role: !If [${condition}, !Ref Given, !Ref AWS::NoValue]`;
const served = (condition: string, properties: string) =>
  `  F: { Type: AWS::Serverless::Function, Condition: ${condition}, Properties: { Handler: h, ${properties} } }\n`;
const user = (condition: string, statements: string) =>
  `  U: { Type: AWS::IAM::User, Condition: ${condition}, Properties: { Policies: [{ PolicyDocument: { Version: "2012-10-17", Statement: [${statements}] } }] } }\n`;
const allow = (action: string) => `{ Effect: Allow, Action: "${action}", Resource: "*" }`;

const mapped = (keys: string, condition: string) => `Parameters: { Env: { Type: String } }
Mappings: { Config: { dev: { Down: "no"${keys} }, prod: { Down: "yes"${keys} } } }
Conditions:
  IsDown: ${condition}
Resources:
${user("IsDown", allow("s3:GetObject"))}`;
const looksUp = (more = "") => `!Equals [!FindInMap [Config, !Ref Env, Down${more}], "yes"]`;
const inLines = `!Equals\n    - Fn::FindInMap:\n        - Config\n        - !Ref Env\n        - Down\n    - "yes"`;

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a role that is always given", top, top + served("IsGiven", role("IsGiven")), []],
  [
    "a role that is given by another condition",
    top,
    top + served("IsMade", role("IsGiven")),
    ["F identity: logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on *"],
  ],
  [
    "a statement that is always there",
    top + user("IsMade", allow("s3:GetObject")),
    top + user("IsMade", `!If [IsMade, ${allow("s3:GetObject")}, ${allow("s3:*")}]`),
    [],
  ],
  [
    "a statement that is never there",
    top + user("IsMade", allow("s3:GetObject")),
    top + user("IsMade", `!If [IsMade, ${allow("s3:PutObject")}, ${allow("s3:GetObject")}]`),
    ["U identity: s3:PutObject on *", "-U identity: s3:GetObject on *"],
  ],
  ...["", ', DefaultValue: "no"', ', { DefaultValue: "no" }'].map((more): Row => [
    `another key of a mapping that a condition looks into, with a default of${more || " none"}`,
    mapped("", looksUp(more)),
    mapped(', Alarm: "yes"', looksUp(more)),
    [],
  ]),
  ["another key of a mapping, in lines", mapped("", inLines), mapped(', Alarm: "yes"', inLines), []],
  ...[looksUp(), looksUp(', { DefaultValue: "no" }'), inLines].map((condition): Row => [
    `the key of a mapping itself: ${condition}`,
    mapped("", condition),
    mapped("", condition).replace('Down: "no"', 'Down: "yes"'),
    ["?U identity"],
  ]),
];

const named = (resource: string, more = "") => `Mappings:
  M: { dev: { r: "arn:aws:s3:::dev/*", all: ["arn:aws:s3:::dev/*", "arn:aws:s3:::logs/*"] }${more} }
Parameters: { Env: { Type: String } }
Resources:
  U: { Type: AWS::IAM::User, Properties: { Policies: [{ PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: ${resource} }] } }] } }
`;
const text = '"arn:aws:s3:::dev/*"';
const found = "!FindInMap [M, dev, r]";

const lookups: readonly Row[] = [
  ["what is looked up by keys that are written out", named(found), named(text), []],
  ["the same in the long form", named('{ "Fn::FindInMap": ["M", "dev", "r"] }'), named(text), []],
  ["a list that is looked up", named("!FindInMap [M, dev, all]"), named(`[${text}, "arn:aws:s3:::logs/*"]`), []],
  [
    "what is looked up and gets another value",
    named(found),
    named(found).replace("dev/*", "*"),
    ["U identity: s3:GetObject on arn:aws:s3:::*"],
  ],
  ["another key", named(found), named(found, ", prod: { r: a }"), []],
  [
    "what is looked up by a parameter",
    named(found, ', prod: { r: "*" }'),
    named("!FindInMap [M, !Ref Env, r]", ', prod: { r: "*" }'),
    ["U identity: s3:GetObject on ${!FindInMap [M, !Ref Env, r]}", "-U identity: s3:GetObject on arn:aws:s3:::dev/*"],
  ],
];

describe("what a template looks up", () => {
  for (const [title, before, after, lines] of lookups)
    it(title, async () => assert.deepEqual(await diffTexts("t.yaml", before, after), lines));
});

describe("what a condition of a template decides", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("t.yaml", before, after), lines));
});
