/** Which statements say the same, however they are written: what is called the same by mistake, no comparison would look at. */
import assert from "node:assert/strict";

import { statementText } from "../../../src/analysis/change/canonical";
import { readPolicy } from "../../../src/analysis/policy/read";
import { Source } from "../../../src/analysis/source/source";

/** What the statement of a policy in YAML says. */
function said(statement: string, version = "2012-10-17"): string {
  const text = `Version: "${version}"\nStatement:\n  - ${statement}\n`;
  const [root] = new Source({ name: "t.yaml", text }, null).yaml.roots;
  assert.equal(root?.kind, "object");
  const policy = readPolicy(root as Extract<typeof root, { kind: "object" }>, { policyType: "identity" })!;
  return statementText(policy.statements[0]!, policy, text);
}
const allow = (more: string): string => `{ Effect: Allow, Action: "s3:Get*", ${more} }`;
const on = (resource: string): string => allow(`Resource: ${resource}`);
const under = (condition: string): string => allow(`Resource: "*", Condition: ${condition}`);
const inLines = (condition: string, other: string): string =>
  `Effect: Allow\n    Action: "s3:Get*"\n    Resource: !If\n      - ${condition}\n      - x\n      - ${other}`;
type Pairs = Readonly<Record<string, readonly [one: string, other: string]>>;

const same: Pairs = {
  "a Sid": [allow('Sid: A, Resource: "*"'), on('"*"')],
  "the order of elements": ['{ Resource: "*", Action: "s3:Get*", Effect: Allow }', on('"*"')],
  "the case of actions": ['{ Effect: Allow, Action: "S3:get*", Resource: "*" }', on('"*"')],
  "a list of one": [on('["*"]'), on('"*"')],
  "the order of a list": [on("[a, b]"), on("[b, a]")],
  "one that stands twice": [on("[a, b, a]"), on("[a, b]")],
  "a number as a text": [under("{ NumericEquals: { a: 5 } }"), under('{ NumericEquals: { a: "5" } }')],
  "a switch as a text": [under("{ Bool: { a: true } }"), under('{ Bool: { a: "true" } }')],
  "the case of keys": [under("{ Bool: { aws:A: true } }"), under("{ Bool: { AWS:a: true } }")],
  "the order of conditions": [
    under("{ Bool: { a: true }, StringEquals: { b: x, c: y } }"),
    under("{ StringEquals: { c: y, b: x }, Bool: { a: true } }"),
  ],
  "a name in two ways": [on("!Ref Bucket"), on("{ Ref: Bucket }")],
  "a text with a name in two ways": [on('!Sub "${Bucket}/*"'), on('{ Fn::Sub: "${Bucket}/*" }')],
  "blanks and quotes of what is looked up": [on("!FindInMap [A, b, c]"), on("!FindInMap [ A,  'b', c ]")],
  "blanks of what is chosen": [on("!If [A, x, y]"), on("!If [ A,  x, y ]")],
  "what is chosen in one line and in several": [on("!If [A, x, !Ref AWS::NoValue]"), inLines("A", "!Ref AWS::NoValue")],
  "what is chosen in a tag and in a key": [on("!If [A, x, y]"), on("{ Fn::If: [A, x, y] }")],
};
const different: Pairs = {
  "the condition of what is chosen in several lines": [on("!If [A, x, y]"), inLines("B", "y")],
  "what is chosen in several lines": [on("!If [A, x, y]"), inLines("A", "z")],
  "another resource": [on("a"), on("b")],
  "a resource in another case": [on("a"), on("A")],
  "one more": [on("[a]"), on("[a, b]")],
  "all but it": [on("a"), allow("NotResource: a")],
  "what it does": [on("a"), on("a").replace("Allow", "Deny")],
  "nothing and the word": [on("null"), on('"null"')],
  "another operator": [under("{ Bool: { a: true } }"), under("{ BoolIfExists: { a: true } }")],
  "another value": [under("{ Bool: { a: true } }"), under("{ Bool: { a: false } }")],
  "a value in another case": [under("{ StringEquals: { a: x } }"), under("{ StringEquals: { a: X } }")],
  "a value of another key": [under("{ Bool: { a: true } }"), under("{ Bool: { b: true } }")],
  "a number": [under("{ NumericEquals: { a: 5 } }"), under("{ NumericEquals: { a: 6 } }")],
  "a condition by a name": [under("!Ref A"), under("!Ref B")],
  "an operator's keys by a name": [under("{ Bool: !Ref A }"), under("{ Bool: !Ref B }")],
  "a name": [on("!Ref A"), on("!Ref B")],
  "a name and its text": [on("!Ref A"), on("A")],
  "a text around a name": [on('!Sub "${A}/a"'), on('!Sub "${A}/b"')],
  "an attribute": [on("!GetAtt A.Arn"), on("!GetAtt A.Name")],
  "what is imported in a text": [
    on("!Join ['', [a, !FindInMap [a, b, c]]]"),
    on("!Join ['', [a, !FindInMap [a, b, d]]]"),
  ],
  "what is looked up": [on("!FindInMap [A, b, c]"), on("!FindInMap [A, b, d]")],
  "what is chosen": [on("!If [A, x, y]"), on("!If [A, x, z]")],
  "what is chosen by": [on("!If [A, x, y]"), on("!If [B, x, y]")],
  "what is chosen, or nothing": [on("[a, !If [A, x, !Ref AWS::NoValue]]"), on("[a, !If [A, x, y]]")],
  "whom it is about": [allow('Principal: { AWS: "1" }'), allow('Principal: { Service: "1" }')],
};

describe("statements", () => {
  for (const [title, [one, other]] of Object.entries(same))
    it(`say the same but for ${title}`, () => assert.equal(said(one), said(other)));
  for (const [title, [one, other]] of Object.entries(different))
    it(`say something else: ${title}`, () => assert.notEqual(said(one), said(other)));
  it("say something else in another version, in which variables are texts", () =>
    assert.notEqual(said(on("a")), said(on("a"), "2008-10-17")));
});
