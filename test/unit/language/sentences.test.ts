/** The line above a policy, by what kind of policy it is. */
import assert from "node:assert/strict";

import type { PolicyType } from "../../../src/analysis/policy/model";
import { sentenceOf } from "../../../src/language/summary/lens";
import { inEnglish } from "../../../src/wording/sentence";
import { builtCatalog } from "../../support/catalog";
import { policyOf } from "../policy/oracle";
import { template, unknown } from "../policy/values";

type Shape = Readonly<Record<string, unknown>>;

const allow = (Action: unknown, more: Shape = { Resource: "*" }): Shape => ({ Effect: "Allow", Action, ...more });
const deny = (Action: unknown, more: Shape = { Resource: "*" }): Shape => ({ Effect: "Deny", Action, ...more });
const assumedBy = (Principal: unknown): Shape => allow("sts:AssumeRole", { Principal });
const named = { Resource: "arn:aws:s3:::reports/*" };
const mfa = { Resource: "*", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
const [two, hole] = [["s3:GetObject", "sqs:SendMessage"], template({ name: "Who" })];
const account = "111122223333";

const rows: readonly (readonly [type: PolicyType, statements: readonly Shape[], sentence: string])[] = [
  ["scp", [allow("*")], "Denies nothing"],
  ["scp", [allow("*"), deny("iam:CreateUser")], "Denies 1 action of iam"],
  ["scp", [deny("iam:CreateUser")], "Denies 1 action of iam"],
  ["scp", [deny("*")], "Denies everything"],
  ["scp", [deny("*", named)], "Denies all or nearly all actions"],
  ["scp", [deny("*", mfa)], "Denies all or nearly all actions, under conditions"],
  ["scp", [deny("*", mfa), deny("*")], "Denies everything"],
  ["scp", [{ Effect: "Deny", NotAction: "s3:*", Resource: "*" }], "Denies all or nearly all actions"],
  ["scp", [{ Effect: "Deny", NotAction: "s3:*", ...mfa }], "Denies all or nearly all actions, under conditions"],
  ["scp", [allow(two)], "Allows at most 2 actions of s3 and sqs, up to Write"],
  [
    "scp",
    [allow(two), deny("sqs:PurgeQueue")],
    "Allows at most 2 actions of s3 and sqs, up to Write; denies 1 action of sqs",
  ],
  ["rcp", [{ ...deny(["s3:GetObject", "s3:PutObject"]), Principal: "*" }], "Denies 2 actions of s3"],
  [
    "rcp",
    [allow("s3:GetObject"), { ...deny("s3:PutObject"), Principal: "*" }],
    "Allows at most 1 action of s3, up to Read; denies 1 action of s3",
  ],
  ["boundary", [allow(two)], "Allows at most 2 actions of s3 and sqs, up to Write"],
  ["boundary", [allow("*")], "Allows at most everything"],
  ["boundary", [allow("*"), deny("iam:CreateUser")], "Allows at most everything but 1 action of iam"],
  ["boundary", [deny("s3:GetObject")], "Denies 1 action of s3"],
  ["identity", [], "Allows nothing that AWS has"],
  ["identity", [allow("s3:GetObjct")], "Allows nothing that AWS has"],
  ["identity", [allow([hole])], "Allows what the template fills in"],
  ["identity", [allow(["s3:GetObject", hole])], "Allows 1 action of s3 and what the template adds, up to Read"],
  ["identity", [deny("*", named)], "Denies all or nearly all actions"],
  [
    "resource",
    [{ ...allow("s3:GetObject"), Principal: { AWS: [account, `arn:aws:iam::444455556666:role/a`] } }],
    `Allows account ${account} and role/a 1 action of s3, up to Read`,
  ],
  ["resource", [{ ...allow("*"), Principal: { Service: "sns.amazonaws.com" } }], "Allows sns.amazonaws.com everything"],
  [
    "resource",
    [{ ...allow("s3:GetObject"), NotPrincipal: { AWS: account } }],
    "Allows anybody 1 action of s3, up to Read",
  ],
  ["resource", [{ ...deny("s3:GetObject"), Principal: "*" }], "Denies 1 action of s3"],
  ["trust", [assumedBy({ AWS: [account, "*"] })], "Assumed by anybody"],
  ["trust", [assumedBy({ AWS: `arn:aws:sts::${account}:assumed-role/a/b` })], "Assumed by assumed-role/a/b"],
  ["trust", [assumedBy({ AWS: `arn:aws:iam::${account}:root` })], `Assumed by account ${account}`],
  ["trust", [assumedBy({ Federated: `arn:aws:iam::${account}:saml-provider/x` })], "Assumed by x"],
  ["trust", [assumedBy({ Federated: "accounts.google.com" })], "Assumed by accounts.google.com"],
  [
    "trust",
    [assumedBy({ Service: ["a.amazonaws.com", "b.amazonaws.com"] }), assumedBy({ Service: "a.amazonaws.com" })],
    "Assumed by a.amazonaws.com and b.amazonaws.com",
  ],
  ["trust", [assumedBy({ AWS: hole })], "Assumed by whom the template names"],
  ["trust", [assumedBy({ AWS: [account, hole] })], `Assumed by account ${account} and whom the template names`],
  ["trust", [assumedBy(unknown())], "Assumed by whom the template names"],
  ["trust", [{ ...assumedBy("*"), Effect: "Deny" }], "Assumed by nobody"],
];

describe("the sentence of a policy", () => {
  for (const [type, Statement, sentence] of rows)
    it(`${type}: ${JSON.stringify(Statement)}`, () => {
      const policy = policyOf({ Version: "2012-10-17", Statement }, type);
      assert.equal(inEnglish(sentenceOf(policy, builtCatalog())), sentence);
    });
});
