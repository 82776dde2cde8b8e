import assert from "node:assert/strict";

import type { Analysis } from "../../../src/analysis/analysis";
import { locatePolicies } from "../../../src/analysis/locate/locate";
import { PermissionChange, type PoliciesInText } from "../../../src/analysis/policy/delta";
import { readPolicy } from "../../../src/analysis/policy/read";
import { Source } from "../../../src/analysis/source/source";
import { createEngine } from "../../../src/workspace/engine";
import { builtCatalog } from "../../support/catalog";

const statement = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::logs/*" };

/** The policies, one a role, as they are read from the text of a template. */
function inText(...statements: readonly object[]) {
  const roles = statements.map((one, at) => [
    `Role${at}`,
    { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: { Version: "2012-10-17", Statement: [one] } } },
  ]);
  const text = JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources: Object.fromEntries(roles) });
  const { policies } = locatePolicies(new Source({ name: "template.json", text }, null));
  return { policies: policies.map(({ root, place }) => readPolicy(root, place)!), text };
}

const changed = (before: PoliciesInText, after: PoliciesInText) => new PermissionChange(before, after, null);

describe("the permission delta of a fix", () => {
  it("says what is newly allowed and what no longer is", () => {
    const { newlyAllowed, noLongerAllowed } = changed(
      inText(statement),
      inText({ ...statement, Action: "s3:PutObject" }),
    ).delta;
    assert.deepEqual(newlyAllowed, ["s3:PutObject on arn:aws:s3:::logs/*"]);
    assert.deepEqual(noLongerAllowed, ["s3:Get* on arn:aws:s3:::logs/*"]);
  });

  it("says nothing where nothing changes", () => {
    assert.deepEqual(changed(inText(statement), inText({ ...statement, Sid: "Logs" })).delta, {
      newlyAllowed: [],
      noLongerAllowed: [],
    });
  });

  it("names the condition under which something is allowed", () => {
    const mfa = { ...statement, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
    assert.match(
      changed(inText(mfa), inText(statement)).delta.newlyAllowed.join(),
      /s3:Get\* on arn:aws:s3:::logs\/\*/,
    );
  });

  it("says under which condition something still is allowed", () => {
    const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const { noLongerAllowed } = changed(inText(statement), inText({ ...statement, Condition: mfa })).delta;
    assert.deepEqual(noLongerAllowed, [
      "s3:Get* on arn:aws:s3:::logs/*, except where aws:MultiFactorAuthPresent is true",
    ]);
    const elsewhere = { ...statement, Resource: "arn:aws:s3:::other/*", Condition: mfa };
    assert.deepEqual(changed(inText(statement), inText(elsewhere)).delta.noLongerAllowed, [
      "s3:Get* on arn:aws:s3:::logs/*",
    ]);
  });

  it("says conditions as people do", () => {
    const lost = (Condition: object) =>
      changed(inText(statement), inText({ ...statement, Condition })).delta.noLongerAllowed[0]!.replace(
        /^.*where /,
        "",
      );
    assert.equal(lost({ Null: { "aws:SourceVpce": "false" } }), "aws:SourceVpce is present");
    assert.equal(
      lost({ NotIpAddressIfExists: { "aws:SourceIp": "10.0.0.0/8" } }),
      "aws:SourceIp is not in 10.0.0.0/8 or absent",
    );
    assert.equal(
      lost({ "ForAllValues:StringLike": { "aws:TagKeys": "team-*" } }),
      "each of aws:TagKeys is like team-*",
    );
  });

  it("does not speak of actions that AWS does not have", () => {
    const delta = (before: object, after: object) =>
      new PermissionChange(inText(before), inText(after), builtCatalog()).delta;
    const misspelt = { ...statement, Action: ["s3:GetObjct", "s3:GetObject"] };
    assert.deepEqual(delta(misspelt, { ...statement, Action: "s3:GetObject" }), {
      newlyAllowed: [],
      noLongerAllowed: [],
    });
    assert.deepEqual(delta({ ...statement, Action: "s3:GetObjct" }, { ...statement, Action: "s3:GetObject" }), {
      newlyAllowed: ["s3:GetObject on arn:aws:s3:::logs/*"],
      noLongerAllowed: [],
    });
  });

  it("never says that the same is newly allowed and no longer allowed", () => {
    const wide = { Effect: "Allow", Action: "*", Resource: "*" };
    const misspelt = { ...statement, Effect: "allow" };
    const none = { newlyAllowed: [], noLongerAllowed: [] };
    assert.deepEqual(changed(inText(misspelt), inText({ ...misspelt, Action: "s3:PutObject" })).delta, none);
    assert.deepEqual(changed(inText(misspelt), inText(statement)).delta, {
      newlyAllowed: ["s3:Get* on arn:aws:s3:::logs/*"],
      noLongerAllowed: [],
    });
    assert.equal(changed(inText(misspelt), inText(statement)).isNone, false);
    const open = { ...statement, Effect: { Ref: "Effect" } };
    assert.deepEqual(changed(inText(open), inText({ ...open, Action: "s3:PutObject" })).delta, {
      newlyAllowed: ["s3:PutObject on arn:aws:s3:::logs/*"],
      noLongerAllowed: ["s3:Get* on arn:aws:s3:::logs/*"],
    });
    assert.deepEqual(changed(inText(misspelt, wide), inText({ ...misspelt, Sid: "Logs" }, wide)).delta, none);
  });

  it("is none only where no more is allowed, and no less", () => {
    const mfa = { ...statement, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
    assert.equal(changed(inText(mfa), inText(statement)).isNone, false);
    assert.equal(changed(inText(statement), inText(mfa)).isNone, false);
    assert.equal(changed(inText(statement), inText({ ...statement, Sid: "Logs" })).isNone, true);
  });

  it("does not let one policy stand in for another", () => {
    const other = { ...statement, Action: "s3:PutObject" };
    assert.equal(changed(inText(statement, other), inText(other, statement)).isNone, false);
  });
});

describe("fixes of a policy", () => {
  const engine = createEngine();
  const fixesOf = ({ findings }: Analysis, ruleId: string) =>
    findings.find((one) => one.ruleId === ruleId)?.fixes ?? [];
  const analyze = (one: object) =>
    engine.analyze(
      { name: "policy.json", text: JSON.stringify({ Version: "2012-10-17", Statement: [one] }, null, 2) },
      { fixes: true },
    );

  it("are safe only where that is proved, and a suggestion tells what it changes", async () => {
    const [redundant] = fixesOf(
      await analyze({ ...statement, Action: ["s3:Get*", "s3:GetObject"] }),
      "policy/redundant-action",
    );
    assert.equal(redundant?.kind, "safe");
    assert.equal(redundant?.delta, null);
    const [misspelt] = fixesOf(await analyze({ ...statement, Action: "s3:GetObjct" }), "policy/invalid-action");
    assert.equal(misspelt?.kind, "suggestion");
    assert.deepEqual(misspelt?.delta?.newlyAllowed, ["s3:GetObject on arn:aws:s3:::logs/*"]);
  });
});
