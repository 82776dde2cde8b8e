/** What identity policies come to beside the policy of a resource: the policies of keys and roles have to let the account in first. */
import assert from "node:assert/strict";

import { type PolicySets, policySetsOf, type Verdict } from "../../../src/analysis/decide/decide";
import type { PolicyType } from "../../../src/analysis/policy/model";
import { policyOf } from "../policy/oracle";
import { allow, decided, grant, type Shape, trust } from "./tables";

const account = { AWS: "arn:aws:iam::111122223333:root" };
const service = { Service: "ec2.amazonaws.com" };
const [key, role] = ["arn:aws:kms:us-east-1:111122223333:key/k", "arn:aws:iam::111122223333:role/r"];
const keyPolicy = (Principal: object, Action = "kms:*"): Shape => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
});

/** The verdict where the identity policy comes in beside that of the resource. */
const rows: readonly (readonly [title: string, identity: Shape, resource: Shape, verdict: Verdict])[] = [
  ["a key that lets the account in", allow("kms:Decrypt", key), keyPolicy(account), "more"],
  ["a key that lets a service in", allow("kms:Decrypt", key), keyPolicy(service), "same"],
  ["a key, in another spelling", allow("KMS:decrypt", key), keyPolicy(service), "same"],
  ["a key that lets the account do something else", allow("kms:Decrypt", key), keyPolicy(account, "kms:Sign"), "same"],
  ["an alias", allow("kms:CreateAlias", key.replace("key/", "alias/")), keyPolicy(service), "more"],
  ["a bucket", allow("s3:GetObject", "arn:aws:s3:::data/*"), grant(service), "more"],
  ["a role that trusts the account", allow("sts:AssumeRole", role), trust(account), "more"],
  ["a role that trusts a service", allow("sts:AssumeRole", role), trust(service), "same"],
  ["the same by an identity provider", allow("sts:AssumeRoleWithSAML", role), trust(service), "same"],
  ["what needs no role", allow("sts:GetSessionToken"), trust(service), "more"],
];

/** Before and after a statement comes in beside the policy of a resource. */
function sidesOf(identity: Shape, resource: Shape): readonly [PolicySets, PolicySets] {
  const of = (statements: readonly Shape[], type: PolicyType) =>
    policyOf({ Version: "2012-10-17", Statement: statements }, type);
  const beside = (statements: readonly Shape[]) =>
    policySetsOf([of(statements, "identity"), of([resource], "resource")]);
  return [beside([]), beside([identity])];
}

describe("identity policies beside the policy of a resource", () => {
  for (const [title, identity, resource, verdict] of rows)
    it(`${title}: ${verdict}`, () => {
      const [before, after] = sidesOf(identity, resource);
      assert.equal(decided(before, after).verdict, verdict);
      assert.equal(decided(after, before).verdict, verdict === "more" ? "less" : "same");
    });
});

/** Which of the actions of one statement are newly allowed beside the policy of a resource. */
const apart: readonly (readonly [title: string, actions: readonly string[], resource: Shape, newly: string])[] = [
  ["a key that lets a service in", ["kms:Decrypt", "s3:GetObject"], keyPolicy(service), "s3:GetObject"],
  ["a key that lets the account in", ["kms:Decrypt", "s3:GetObject"], keyPolicy(account), "kms:Decrypt s3:GetObject"],
  ["a role that trusts a service", ["iam:GetRole", "sts:AssumeRole"], trust(service), "iam:GetRole"],
  ["a role that trusts the account", ["iam:GetRole", "sts:AssumeRole"], trust(account), "iam:GetRole sts:AssumeRole"],
];

describe("one statement beside the policy of a resource", () => {
  for (const [title, actions, resource, newly] of apart)
    it(`${title}: ${newly}`, () => {
      const [before, after] = sidesOf(allow([...actions], [key, role, "arn:aws:s3:::data/*"]), resource);
      const found = decided(before, after).newlyAllowed.flatMap((one) => one.actions);
      assert.equal([...new Set(found)].sort().join(" "), newly);
    });
});

/** Of actions that the catalogue does not have, which may be newer than it. */
const newer: readonly (readonly [
  title: string,
  before: readonly string[],
  after: readonly string[],
  verdict: Verdict,
])[] = [
  ["in another spelling", ["s3:DoWhatIsNew"], ["S3:dowhatisnew"], "same"],
  ["written twice", ["s3:DoWhatIsNew"], ["S3:dowhatisnew", "s3:DoWhatIsNew"], "same"],
  ["by a pattern", ["s3:DoWhatIsNew"], ["s3:DoWhatIs*"], "more"],
  ["by a pattern that it is not like", ["s3:DoWhatIsNew"], ["s3:DoWhat?Old"], "incomparable"],
  ["another one", ["s3:DoWhatIsNew"], ["s3:DoWhatIsNewer"], "incomparable"],
  ["under everything", ["s3:DoWhatIsNew", "*"], ["*"], "same"],
  ["of a service that is new", ["nosuch:*"], ["nosuch:Do", "nosuch:*"], "same"],
  ["of no service", ["nosuch"], [], "same"],
];

describe("actions that the catalogue does not have", () => {
  const sets = (actions: readonly string[]) =>
    policySetsOf([
      policyOf({ Version: "2012-10-17", Statement: actions.length > 0 ? [allow([...actions])] : [] }, "identity"),
    ]);
  for (const [title, before, after, verdict] of newer)
    it(`${title}: ${verdict}`, () => assert.equal(decided(sets(before), sets(after)).verdict, verdict));
});
