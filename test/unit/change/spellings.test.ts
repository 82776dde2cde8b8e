/** The same resource, written in another way, and what only looks like it. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const resources = `
  B: {Type: "AWS::S3::Bucket"}
  O: {Type: "AWS::S3::Bucket"}
  Q: {Type: "AWS::SQS::Queue"}
  N: {Type: "AWS::SNS::Topic"}
  T: {Type: "AWS::DynamoDB::Table"}
  F: {Type: "AWS::Lambda::Function"}
  K: {Type: "AWS::KMS::Key"}
  S: {Type: "AWS::StepFunctions::StateMachine"}
  L: {Type: "AWS::Logs::LogGroup", Properties: {LogGroupName: /team/app}}
`;
const template = (action: string, resource: string, parameters = "") => `${parameters}
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Action: "${action}", Resource: ${resource}}]
${resources}`;
const here = "${AWS::Region}:${AWS::AccountId}";

const same: readonly (readonly [action: string, one: string, other: string])[] = [
  ["s3:GetObject", '!Sub "arn:aws:s3:::${B}/*"', '!Sub "${B.Arn}/*"'],
  ["s3:GetObject", '!Sub "arn:${AWS::Partition}:s3:::${B}/*"', '!Join ["", [!GetAtt B.Arn, "/*"]]'],
  ["s3:ListBucket", "!GetAtt B.Arn", '!Join [":", ["arn:aws:s3::", !Ref B]]'],
  ["sqs:SendMessage", `!Sub "arn:aws:sqs:${here}:\${Q.QueueName}"`, "!GetAtt Q.Arn"],
  ["sns:Publish", "!Ref N", `!Sub "arn:aws:sns:${here}:\${N.TopicName}"`],
  ["dynamodb:GetItem", `!Sub "arn:aws:dynamodb:${here}:table/\${T}"`, "!GetAtt T.Arn"],
  ["dynamodb:Query", `!Sub "arn:aws:dynamodb:${here}:table/\${T}/index/*"`, '!Sub "${T.Arn}/index/*"'],
  ["lambda:InvokeFunction", `!Sub "arn:aws:lambda:${here}:function:\${F}"`, "!GetAtt F.Arn"],
  ["kms:Decrypt", `!Sub "arn:aws:kms:${here}:key/\${K}"`, "!GetAtt K.Arn"],
  ["states:StartExecution", "!Ref S", `!Sub "arn:aws:states:${here}:stateMachine:\${S.Name}"`],
  ["logs:PutLogEvents", `!Sub "arn:aws:logs:${here}:log-group:\${L}:*"`, "!GetAtt L.Arn"],
];
const other: readonly (readonly [action: string, one: string, other: string])[] = [
  ["s3:GetObject", '!Sub "arn:aws:s3:::${B}/*"', '!Sub "${O.Arn}/*"'],
  ["sqs:SendMessage", `!Sub "arn:aws:sqs:${here}:\${Q}"`, "!GetAtt Q.Arn"],
  ["sqs:SendMessage", '!Sub "arn:aws:sqs:eu-west-1:${AWS::AccountId}:${Q.QueueName}"', "!GetAtt Q.Arn"],
  ["dynamodb:GetItem", `!Sub "arn:aws:dynamodb:${here}:table/\${T}-old"`, "!GetAtt T.Arn"],
];

const inBlocks = (resource: string, region = "x") => `Mappings: {M: {n: {k: ${region}}}}
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: ${resource}
`;
const inList = (value: string, comment = "") =>
  `!Sub${comment}\n              - "arn:aws:s3:::\${Loc}/*"${comment}\n              - Loc: ${value}`;
const inMap = (value: string) => `!Sub ["arn:aws:s3:::\${L}/*", {L: ${value}}]`;
const comment = ' # "without" the scheme';
const location = '!Select [1, !Split ["://", !Ref B]]';
const found = "!FindInMap [M, n, k]";
const onLocation = (value: string) => `P identity: s3:GetObject on arn:aws:s3:::\${${value}}/*`;

const lists: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a comment", inBlocks(inList(location, comment)), inBlocks(inList(location)), []],
  ["a list in one line, with another name", inBlocks(inList(location)), inBlocks(inMap(location)), []],
  [
    "another value",
    inBlocks(inList(location)),
    inBlocks(inList(location.replace("1", "0"))),
    [onLocation(location.replace("1", "0")), `-${onLocation(location)}`],
  ],
  [
    "a value that a condition chooses",
    inBlocks(inMap('!If [C, a, "b"]')),
    inBlocks(inMap('!If [C, a, "*"]')),
    [onLocation('!If [C, a, "*"]'), `-${onLocation('!If [C, a, "b"]')}`],
  ],
  [
    "another mapping behind it",
    inBlocks(inList(found), "x"),
    inBlocks(inMap(found), "y"),
    ["P identity: s3:GetObject on arn:aws:s3:::y/*", "-P identity: s3:GetObject on arn:aws:s3:::x/*"],
  ],
];

const parameter = (text: string) => `Parameters: {P1: {${text}}}`;
const literal = template("s3:GetObject", "arn:aws:s3:::x/*");
const given = (text: string) => template("s3:GetObject", '!Sub "arn:aws:s3:::${P1}/*"', parameter(text));

const parameters: readonly (readonly [title: string, before: string, after: string, isSame: boolean])[] = [
  ["a default that says the same", literal, given("Type: String, Default: x"), true],
  ["such a one, no longer", given("Type: String, Default: x"), literal, true],
  [
    "another name with the same default",
    given("Type: String, Default: x"),
    given("Type: String, Default: x").replaceAll("P1", "P2"),
    true,
  ],
  ["another default", literal, given("Type: String, Default: z"), false],
  ["no default", literal, given("Type: String"), false],
  ["a default that only one side has", given("Type: String"), given("Type: String, Default: x"), true],
  [
    "the name of a parameter of Systems Manager",
    literal,
    given('Type: "AWS::SSM::Parameter::Value<String>", Default: x'),
    false,
  ],
];

describe("spellings of a resource", () => {
  for (const [action, one, another] of same)
    it(`${one} is ${another}`, async () => {
      const [before, after] = [template(action, one), template(action, another)];
      assert.deepEqual(await diffTexts("t.yaml", before, after), []);
      assert.deepEqual(await diffTexts("t.yaml", after, before), []);
    });
  for (const [action, one, another] of other)
    it(`${one} is not ${another}`, async () =>
      assert.notDeepEqual(await diffTexts("t.yaml", template(action, one), template(action, another)), []));
  for (const [title, before, after, lines] of lists)
    it(`Fn::Sub with values: ${title}`, async () => assert.deepEqual(await diffTexts("t.yaml", before, after), lines));
  for (const [title, before, after, isSame] of parameters)
    it(`in place of a text: ${title}`, async () =>
      assert.equal((await diffTexts("t.yaml", before, after)).length === 0, isSame));

  it("knows what a loop over more makes", async () => {
    const loop = (names: string) => `Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Ps:
    - N
    - [${names}]
    - P\${N}:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:GetObject", Resource: !Sub "arn:aws:s3:::\${N}"}]}
`;
    assert.deepEqual(await diffTexts("t.yaml", loop("one"), loop('one, "*"')), [
      "P* identity: s3:GetObject on arn:aws:s3:::*",
    ]);
    assert.deepEqual(await diffTexts("t.yaml", loop("one, two"), loop("two, one")), []);
  });
});
