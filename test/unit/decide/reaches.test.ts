import assert from "node:assert/strict";

import type { PolicySets } from "../../../src/analysis/decide/decide";
import { type Question, reaches } from "../../../src/analysis/decide/reaches";
import { builtCatalog } from "../../support/catalog";
import { template } from "../policy/values";
import { allow, asked, deny, grant, setsOf, type Shape, trust } from "./tables";

type Row = readonly [title: string, sets: PolicySets, question: Partial<Question>, verdict: "yes" | "no" | "unknown"];

function answers(rows: readonly Row[]): void {
  for (const [title, sets, question, verdict] of rows)
    it(`${title}: ${verdict}`, () => {
      const { verdict: found, witness, because } = asked(question, sets);
      assert.equal(found, verdict, because);
      assert.equal(witness !== null, verdict === "yes");
      assert.match(because, /^[A-Z].*\.$/);
    });
}

const bucket = (...statements: Shape[]): PolicySets => setsOf(statements, "resource");
const when = (operator: string, key: string, values: unknown): object => ({ [operator]: { [key]: values } });
const anyone = { principals: ["anyone"] };
const api = "arn:aws:iam::111122223333:role/api";

describe("reaches", () => {
  const policy = setsOf([
    allow(["s3:Get*", "iam:PassRole"], ["arn:aws:s3:::a/*", "arn:aws:iam::*:role/app-*"]),
    deny("s3:GetObjectAcl"),
  ]);
  describe("what a role may do", () =>
    answers([
      ["an action", policy, { actions: ["s3:GetObject"] }, "yes"],
      ["an action in another case", policy, { actions: ["S3:getobject"] }, "yes"],
      ["another one", policy, { actions: ["s3:PutObject"] }, "no"],
      ["any of several", policy, { actions: ["s3:PutObject", "s3:GetObject"] }, "yes"],
      ["any of a wildcard", policy, { actions: ["s3:*Acl", "s3:Get*"] }, "yes"],
      ["only what is denied", policy, { actions: ["s3:GetObjectA?l"] }, "no"],
      ["a resource", policy, { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/b"] }, "yes"],
      ["any of a pattern that crosses", policy, { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::*/b"] }, "yes"],
      ["another resource", policy, { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }, "no"],
      [
        "any of several resources",
        policy,
        { actions: ["iam:PassRole"], resources: ["arn:aws:iam::1:role/x", "arn:aws:iam::111122223333:role/app-*"] },
        "yes",
      ],
      [
        "under a condition",
        setsOf([allow("s3:GetObject", "*", when("IpAddress", "aws:SourceIp", "10.0.0.0/8"))]),
        { actions: ["s3:*"] },
        "yes",
      ],
      [
        "under one that cannot be",
        setsOf([
          allow("s3:GetObject", "*", {
            ...when("StringEquals", "aws:userid", "a"),
            ...when("StringLike", "aws:userid", "b*"),
          }),
        ]),
        {},
        "no",
      ],
      ["beside a boundary", { ...policy, ...setsOf([allow("ec2:*")], "boundary") }, { actions: ["s3:*"] }, "no"],
      ["beside an SCP", { ...policy, ...setsOf([allow("*"), deny("iam:*")], "scp") }, { actions: ["iam:*"] }, "no"],
      [
        "what is left open",
        setsOf([{ ...allow("s3:GetObject"), Resource: template({ name: "Arn" }) }]),
        { actions: ["s3:GetObject"] },
        "unknown",
      ],
      [
        "what is not",
        setsOf([{ ...allow("s3:GetObject"), Resource: template({ name: "Arn" }) }]),
        { actions: ["s3:PutObject"] },
        "no",
      ],
      ["anyone, where only roles are meant", policy, { actions: ["s3:GetObject"], ...anyone }, "yes"],
    ]));

  describe("whom a bucket lets in", () =>
    answers([
      ["somebody", bucket(grant({ AWS: api })), {}, "yes"],
      ["nobody", bucket(grant({ AWS: api }), { ...grant("*"), Effect: "Deny" }), {}, "no"],
      ["the role", bucket(grant({ AWS: api })), { principals: [api] }, "yes"],
      ["another role", bucket(grant({ AWS: api })), { principals: [`${api}-2`] }, "no"],
      ["the account of the role", bucket(grant({ AWS: api })), { principals: ["111122223333"] }, "yes"],
      ["another account", bucket(grant({ AWS: api })), { principals: ["444455556666"] }, "no"],
      ["a role of an account", bucket(grant({ AWS: "111122223333" })), { principals: [api] }, "yes"],
      ["one of two", bucket(grant({ AWS: api })), { principals: ["444455556666", api] }, "yes"],
      ["a service", bucket(grant({ Service: "sns.amazonaws.com" })), { principals: ["sns.amazonaws.com"] }, "yes"],
      ["another service", bucket(grant({ Service: "sns.amazonaws.com" })), { principals: ["sqs.amazonaws.com"] }, "no"],
      [
        "a role by its ARN in a condition",
        bucket(grant("*", when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/api"))),
        { principals: [api] },
        "yes",
      ],
      [
        "a user by the name",
        bucket(grant("*", when("StringEquals", "aws:username", "a"))),
        { principals: ["arn:aws:iam::111122223333:user/a"] },
        "yes",
      ],
      [
        "a user of another name",
        bucket(grant("*", when("StringEquals", "aws:username", "a"))),
        { principals: ["arn:aws:iam::111122223333:user/b"] },
        "no",
      ],
      [
        "an identity provider",
        setsOf(
          [trust({ Federated: "arn:aws:iam::111122223333:saml-provider/x" }, undefined, "sts:AssumeRoleWithSAML")],
          "trust",
        ),
        { principals: ["arn:aws:iam::111122223333:saml-provider/x"] },
        "yes",
      ],
    ]));

  describe("anybody at all", () => {
    const open = (Condition?: object): PolicySets => bucket(grant("*", Condition));
    const keyed = (operator: string, key: string, values: unknown): PolicySets => open(when(operator, key, values));
    answers([
      ["without a condition", open(), anyone, "yes"],
      ["an account", bucket(grant({ AWS: "111122223333" })), anyone, "no"],
      ["a service", bucket(grant({ Service: "sns.amazonaws.com" })), anyone, "no"],
      [
        "all but a role",
        bucket({ Effect: "Allow", Action: "s3:*", Resource: "*", NotPrincipal: { AWS: api } }),
        anyone,
        "yes",
      ],
      ["of an organization", keyed("StringEquals", "aws:PrincipalOrgID", "o-abc1234567"), anyone, "no"],
      [
        "of an organization, if any",
        keyed("StringEqualsIfExists", "aws:PrincipalOrgID", "o-abc1234567"),
        anyone,
        "yes",
      ],
      ["of any organization", keyed("StringLike", "aws:PrincipalOrgID", "o-*"), anyone, "yes"],
      ["of an account in a condition", keyed("StringEquals", "aws:PrincipalAccount", "111122223333"), anyone, "no"],
      ["of any account but one", keyed("StringNotEquals", "aws:PrincipalAccount", "111122223333"), anyone, "yes"],
      ["a role of an account", keyed("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/*"), anyone, "no"],
      ["a role of any account", keyed("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deploy"), anyone, "yes"],
      ["from a network", keyed("IpAddress", "aws:SourceIp", "203.0.113.0/24"), anyone, "no"],
      ["from half of the world", keyed("IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"]), anyone, "yes"],
      ["from anywhere but a network", keyed("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"), anyone, "yes"],
      ["through an endpoint", keyed("StringEquals", "aws:SourceVpce", "vpce-1a2b3c4d"), anyone, "no"],
      [
        "for a topic of an account",
        keyed("ArnEquals", "aws:SourceArn", "arn:aws:sns:eu-west-1:111122223333:topic"),
        anyone,
        "no",
      ],
      ["for any topic", keyed("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:topic"), anyone, "yes"],
      ["with TLS", keyed("Bool", "aws:SecureTransport", "true"), anyone, "yes"],
      ["with a tag of their own", keyed("StringEquals", "aws:PrincipalTag/team", "a"), anyone, "yes"],
    ]);
  });

  describe("why", () => {
    const named = (sets: PolicySets, actions: readonly string[]): string =>
      reaches({ principals: [], actions, resources: [] }, sets, { catalog: builtCatalog(), nameOf: () => "p.json" })
        .because;
    const twice = { ...policy, ...setsOf([{ ...deny("iam:*"), Sid: "NoIam" }, allow("*")], "scp") };
    it("names the statements and policies that decide", () => {
      assert.deepEqual(
        [
          named(policy, ["s3:GetObject"]),
          named(policy, ["s3:GetObjectAcl"]),
          named(policy, ["ec2:*"]),
          named(twice, ["iam:PassRole"]),
          named({ ...policy, ...setsOf([allow("ec2:*")], "boundary") }, ["s3:GetObject"]),
          named({ ...policy, ...setsOf([allow("ec2:*")], "scp") }, ["s3:GetObject"]),
          named({ ...policy, ...setsOf([allow("s3:*")], "scp") }, ["s3:GetObject"]),
          named(setsOf([allow("s3:*", template({ name: "Arn" }) as unknown as string)]), ["s3:*"]),
        ],
        [
          "Statement 1 of p.json allows it, and nothing denies it.",
          "Statement 2 of p.json denies what is allowed.",
          "No statement allows it.",
          "Statement 1 (NoIam) of p.json denies what is allowed.",
          "The permissions boundary does not allow it.",
          "A service control policy does not allow it.",
          "Statement 1 of p.json allows it, and nothing denies it.",
          "It depends on a value that the document leaves open.",
        ],
      );
    });
  });
});
