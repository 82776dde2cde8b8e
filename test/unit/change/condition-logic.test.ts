/** When something of a template is there, whatever its conditions are called and made of. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const template = (defined: string, condition = "C") => `Parameters: { P: { Type: String }, Q: { Type: String } }
Conditions: { X: !Equals [!Ref P, a], Y: !Equals [!Ref Q, a], C: ${defined}, D: !Or [!Condition X, !Condition Y], Always: !Or [!Condition X, !Not [!Condition X]] }
Resources:
  U: { Type: AWS::IAM::User${condition === "" ? "" : `, Condition: ${condition}`}, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] } }] } }
`;
const [both, either] = ["!And [!Condition X, !Condition Y]", "!Or [!Condition X, !Condition Y]"];

const same: readonly (readonly [title: string, before: string, after: string])[] = [
  ["another order", template(either), template("!Or [!Condition Y, !Condition X]")],
  ["what a name stands for", template(either), template("!Or [!Equals [!Ref P, a], !Condition Y]")],
  ["another name", template(either), template(either, "D")],
  ["de Morgan", template(`!Not [${both}]`), template("!Or [!Not [!Condition X], !Not [!Condition Y]]")],
  ["sides of a comparison", template("!Equals [!Ref P, a]"), template("!Equals [a, !Ref P]")],
  ["the long form", template("!Equals [!Ref P, a]"), template('{ "Fn::Equals": [{ Ref: P }, "a"] }')],
  ["what always holds", template(either, "Always"), template(`!Or [!Condition D, !Not [${either}]]`)],
];
const more: readonly (readonly [title: string, less: string, more: string])[] = [
  ["one more that must hold", template(both), template("!Condition X")],
  ["one more that may hold", template("!Condition X"), template(either)],
  ["both in place of either", template(both), template(either)],
  ["another condition", template(both, "C"), template(both, "X")],
];
const other: readonly (readonly [title: string, one: string, other: string])[] = [
  ["the other one", template("!Condition X"), template("!Condition Y")],
  ["the other way round", template("!Condition X"), template("!Not [!Condition X]")],
  ["another value", template("!Equals [!Ref P, a]"), template("!Equals [!Ref P, b]")],
];

describe("conditions of templates", () => {
  for (const [title, before, after] of same)
    it(`says the same: ${title}`, async () => {
      assert.deepEqual(await diffTexts("t.yaml", before, after), []);
      assert.deepEqual(await diffTexts("t.yaml", after, before), []);
    });
  for (const [title, less, all] of more)
    it(`is there in more deployments: ${title}`, async () => {
      assert.deepEqual(await diffTexts("t.yaml", less, all), ["?U identity"]);
      assert.deepEqual(await diffTexts("t.yaml", all, less), []);
    });
  for (const [title, one, another] of other)
    it(`is there in other deployments: ${title}`, async () => {
      assert.deepEqual(await diffTexts("t.yaml", one, another), ["?U identity"]);
      assert.deepEqual(await diffTexts("t.yaml", another, one), ["?U identity"]);
    });
  it("takes a condition of many as it is written", async () => {
    const names = [..."abcdefgh"].map((value) => `!Equals [!Ref P, ${value}]`);
    const [one, another] = [names, [...names].reverse()].map((all) => template(`!Or [${all.join(", ")}]`));
    assert.deepEqual(await diffTexts("t.yaml", one!, another!), ["?U identity"]);
  });

  const statement = (effect: string, action: string) => `{ Effect: ${effect}, Action: "${action}", Resource: "*" }`;
  const user = (...statements: string[]) =>
    `  U: { Type: AWS::IAM::User, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [${statements.join(", ")}] } }] } }\n`;
  const head = (defined: string) => template(defined).slice(0, template(defined).indexOf("  U:"));
  const when = (first: string, second = "!Ref AWS::NoValue") => `!If [C, ${first}, ${second}]`;
  const [get, put, keep] = [
    statement("Allow", "s3:GetObject"),
    statement("Allow", "s3:PutObject"),
    statement("Deny", "s3:GetObject"),
  ];
  const bucket = (condition = "", of = "") =>
    `  B: { Type: AWS::S3::Bucket${of} }\n  BP: { Type: AWS::S3::BucketPolicy${condition}, Properties: { Bucket: !Ref B, PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Deny, Principal: "*", Action: "s3:GetObject", Resource: !Sub "\${B.Arn}/*" }] } } }\n`;
  const denied = "BP resource: s3:GetObject on arn:aws:s3:::${B}/* by *";
  const conditional = ", Condition: C";
  const unknown = ["?U identity"];
  const narrowed: readonly (readonly [
    title: string,
    resources: string,
    less: readonly string[],
    more: readonly string[],
  ])[] = [
    ["what is chosen, and nothing else in its place", user(put, when(get)), [], unknown],
    ["what is chosen in the place of nothing", user(put, when("!Ref AWS::NoValue", get)), unknown, []],
    ["one of two", user(when(get, put)), unknown, unknown],
    ["what denies", user(statement("Allow", "s3:*"), when(keep)), unknown, unknown],
    ["what allows and denies", user(when(`${get}, ${keep}`.replace(/^(.*)$/, "[$1]"))), unknown, unknown],
    ["a policy that denies", bucket(conditional), ["?BP resource"], []],
  ];
  for (const [title, resources, less, more] of narrowed)
    it(`holds less often: ${title}`, async () => {
      const [before, after] = [head("!Condition X") + resources, head(both) + resources];
      assert.deepEqual(await diffTexts("t.yaml", before, after), less);
      assert.deepEqual(await diffTexts("t.yaml", after, before), more);
    });
  it("compares a policy that denies in some deployments alone with one that always does", async () => {
    const [before, after] = [head(both) + bucket(), head(both) + bucket(conditional)];
    assert.deepEqual(await diffTexts("t.yaml", before, after), [denied]);
    assert.deepEqual(await diffTexts("t.yaml", after, before), [`-${denied}`]);
  });
  it("compares a policy that denies wherever its bucket is there", async () => {
    const [before, after] = [head(both) + bucket("", conditional), head(both) + bucket(conditional, conditional)];
    assert.deepEqual(await diffTexts("t.yaml", before, after), []);
  });
});
