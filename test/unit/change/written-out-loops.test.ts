/** Loops of templates over what is written out, and the same by hand. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const trust = `AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }] }`;
const role = (id: string, resource: string, action = "s3:GetObject") => `${id}:
        Type: AWS::IAM::Role
        Properties:
          ${trust}
          Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "${action}", Resource: ${resource} }] } }]
`;
const loop = (list: string, body: string) => `Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList } }
Resources:
  Fn::ForEach::Roles:
    - Name
    - ${list}
    - ${body}`;
const byHand = (...roles: readonly string[]) => `Resources:\n${roles.map((one) => `      ${one}`).join("")}`;
const ofBucket = '!Sub "arn:aws:s3:::${Name}/*"';
const written = (name: string) => `"arn:aws:s3:::${name}/*"`;
const [a, b] = ["a", "b"].map((name) => role(`Role${name}`, written(name)));
const looped = loop("[a, b]", role("Role${Name}", ofBucket));

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["the same by hand", looped, byHand(a!, b!), []],
  ["a loop in place of it", byHand(a!, b!), looped, []],
  ["a list in lines", loop("\n      - a\n      - b", role("Role${Name}", ofBucket)), byHand(a!, b!), []],
  [
    "a resource that the loop makes, too",
    loop("[a, b]", role("Role${Name}", '!Sub "arn:aws:s3:::${Name}-${AWS::Region}/*"')),
    byHand(
      role("Rolea", '!Sub "arn:aws:s3:::a-${AWS::Region}/*"'),
      role("Roleb", '!Sub "arn:aws:s3:::b-${AWS::Region}/*"'),
    ),
    [],
  ],
  [
    "the attribute of one of several",
    loop("[a, b]", role("Role${Name}", '!GetAtt "Bucket${Name}.Arn"')),
    byHand(role("Rolea", "!GetAtt Bucketa.Arn"), role("Roleb", '!Sub "${Bucketb.Arn}"')),
    [],
  ],
  [
    "letters and digits alone",
    loop("[a-1]", role("Role&{Name}", ofBucket)),
    byHand(role("Rolea1", written("a-1"))),
    [],
  ],
  [
    "by hand, with more",
    looped,
    byHand(a!, role("Roleb", written("b"), "s3:PutObject")),
    ["Roleb identity: s3:PutObject on arn:aws:s3:::b/*", "-Roleb identity: s3:GetObject on arn:aws:s3:::b/*"],
  ],
  [
    "one more",
    loop("[a]", role("Role${Name}", ofBucket)),
    looped,
    ["Roleb identity: s3:GetObject on arn:aws:s3:::b/*", "Roleb trust: sts:AssumeRole by Service lambda.amazonaws.com"],
  ],
  [
    "a parameter that it goes over",
    loop("!Ref Names", role("Role${Name}", ofBucket)),
    loop("!Ref Names", role("Role${Name}", ofBucket, "s3:PutObject")),
    [
      "Role${Name} identity: s3:PutObject on arn:aws:s3:::${Name}/*",
      "-Role${Name} identity: s3:GetObject on arn:aws:s3:::${Name}/*",
    ],
  ],
];

describe("loops of templates", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("t.yaml", before, after), lines));
  it("leaves loops that make too much as they are written", async () => {
    const list = `[${Array.from({ length: 99 }, (_, at) => `n${at}`).join(", ")}]`;
    const nested = (action: string) =>
      `Resources:\n  Fn::ForEach::A:\n    - X\n    - ${list}\n    - Fn::ForEach::B:\n      - Name\n      - ${list}\n      - ${role("Role${X}${Name}", ofBucket, action).replaceAll("\n", "\n  ")}`;
    assert.deepEqual(await diffTexts("t.yaml", nested("s3:GetObject"), nested("s3:PutObject")), [
      "Role${X}${Name} identity: s3:PutObject on arn:aws:s3:::${Name}/*",
      "-Role${X}${Name} identity: s3:GetObject on arn:aws:s3:::${Name}/*",
    ]);
  });
});
