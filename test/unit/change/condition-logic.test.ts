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
});
