import assert from "node:assert/strict";

import { type PolicySets, policySetsOf } from "../../../src/analysis/decide/decide";
import { type Question, reaches } from "../../../src/analysis/decide/reaches";
import type { PolicyType } from "../../../src/analysis/policy/model";
import { builtCatalog } from "../../support/catalog";
import { policyOf } from "../policy/oracle";
import { template, unknown } from "../policy/values";
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
const s3When = (operator: string, values: unknown): Shape =>
  allow("s3:GetObject", "*", when(operator, "aws:userid", values));
const keyed = (operator: string, key: string, values: unknown): PolicySets =>
  setsOf([allow("*", "*", when(operator, key, values))]);
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
        "under a text and a boolean of one key",
        setsOf([
          allow("s3:GetObject", "*", {
            ...when("StringEquals", "aws:SecureTransport", ["True", "x"]),
            ...when("Bool", "aws:SecureTransport", "true"),
          }),
        ]),
        { actions: ["s3:*"] },
        "yes",
      ],
      [
        "under a text and a boolean that cannot both be",
        setsOf([
          allow("s3:GetObject", "*", {
            ...when("StringEquals", "aws:SecureTransport", "true"),
            ...when("Bool", "aws:SecureTransport", "false"),
          }),
        ]),
        { actions: ["s3:*"] },
        "no",
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
      ...([["DateNotEquals", "aws:CurrentTime", "soon"]] as const).flatMap(([operator, key, value]): Row[] => [
        [`unless ${key} is what cannot be read`, keyed(operator, key, value), {}, "unknown"],
        [`where ${key} is what cannot be read`, keyed(operator.replace("Not", ""), key, value), {}, "no"],
      ]),
      ["anyone, where only roles are meant", policy, { actions: ["s3:GetObject"], ...anyone }, "yes"],
    ]));

  describe("whom a Deny excepts", () => {
    const root = "arn:aws:iam::111122223333:root";
    const bob = "arn:aws:iam::111122223333:user/Bob";
    const alice = "arn:aws:iam::111122223333:user/Alice";
    const session = "arn:aws:sts::111122223333:assumed-role/api/one";
    const but = (...AWS: string[]): PolicySets =>
      bucket(grant("*"), { Effect: "Deny", Action: "s3:*", Resource: "*", NotPrincipal: { AWS } });
    const number = "111122223333";
    const users = grant("*", when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:user/*"));
    const usersBut = (...AWS: string[]): PolicySets =>
      bucket(users, { Effect: "Deny", Action: "s3:*", Resource: "*", NotPrincipal: { AWS } });
    const limit = setsOf([allow("*")], "boundary");
    const bounded = { ...but(bob, root), ...limit };
    answers([
      ["a user beside the account", but(bob, root), { principals: [bob] }, "yes"],
      ["another user of the account", but(bob, root), { principals: [alice] }, "no"],
      ["another, by the account's number", but(bob, "111122223333"), { principals: [alice] }, "no"],
      ["the root user", but(bob, root), { principals: [root] }, "yes"],
      ["the root user, by number", but(bob, "111122223333"), { principals: [root] }, "yes"],
      ["a role beside the account", but(api, root), { principals: [api] }, "yes"],
      ["a session of the role", but(api, root), { principals: [session] }, "yes"],
      ["a session of another", but(`${api}-2`, root), { principals: [session] }, "no"],
      ["a user of another account", but(bob, root), { principals: ["arn:aws:iam::444455556666:user/Bob"] }, "no"],
      ["users, beside an account alone", but(root), { principals: [alice] }, "unknown"],
      ["somebody with a boundary", bounded, { principals: [bob] }, "no"],
      ["a role with a boundary", { ...but(api, root), ...limit }, { principals: [api] }, "no"],
      ["a session with a boundary", { ...but(session, root), ...limit }, { principals: [session] }, "no"],
      ["the root user beside a boundary", bounded, { principals: [root] }, "yes"],
      ["the account without what it has", but(`${api}-2`), { principals: [alice] }, "no"],
      ["the users of an account that is excepted alone", usersBut(root), { principals: [number] }, "unknown"],
      ["the users of an account, of whom one is excepted", usersBut(root, bob), { principals: [number] }, "yes"],
      ["the users of another account", usersBut(root, bob), { principals: ["444455556666"] }, "no"],
      ["the others of an account of whom one is excepted", usersBut(root, bob), { principals: [alice] }, "no"],
    ]);
  });

  describe("whom a bucket lets in", () =>
    answers([
      ["somebody", bucket(grant({ AWS: api })), {}, "yes"],
      ["nobody", bucket(grant({ AWS: api }), { ...grant("*"), Effect: "Deny" }), {}, "no"],
      ["the role", bucket(grant({ AWS: api })), { principals: [api] }, "yes"],
      ["another role", bucket(grant({ AWS: api })), { principals: [`${api}-2`] }, "no"],
      ["the account of the role", bucket(grant({ AWS: api })), { principals: ["111122223333"] }, "yes"],
      [
        "an account in China",
        bucket(grant({ AWS: "arn:aws-cn:iam::111122223333:role/api" })),
        { principals: ["111122223333"] },
        "yes",
      ],
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
      ...["saml-provider/x", "oidc-provider/x.example.com"].map((name): Row => {
        const provider = `arn:aws:iam::111122223333:${name}`;
        const trusted = setsOf([trust({ Federated: provider }, undefined, "sts:AssumeRoleWith*")], "trust");
        const organization = setsOf([allow("*"), deny("sts:*")], "scp");
        return [
          "an identity provider, whom no SCP limits",
          { ...trusted, ...organization },
          { principals: [provider] },
          "yes",
        ];
      }),
      [
        "a role whom an SCP limits",
        { ...bucket(grant({ AWS: api })), ...setsOf([deny("*")], "scp") },
        { principals: [api] },
        "no",
      ],
    ]));

  it("shows of an account that KMS is to be called by one of its callers", () => {
    const key = (Condition: object): PolicySets =>
      bucket({ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*", Condition });
    const of = (operator: string, value: string, principals: readonly string[] = []) =>
      asked({ principals }, key(when(operator, "kms:CallerAccount", value))).witness;
    const { principal, context } = of("StringEquals", "444455556666")!;
    assert.equal(principal, "arn:aws:iam::444455556666:role/Example");
    assert.deepEqual(context, { "kms:CallerAccount": "444455556666" });
    assert.equal(of("StringLike", "4444*")!.context["kms:CallerAccount"], "444400000000");
    assert.equal(of("StringEquals", "444455556666", ["111122223333"]), null);
    assert.equal(of("StringEquals", "444455556666", ["arn:aws:iam::111122223333:root"]), null);
    assert.ok(of("StringEquals", "444455556666", ["arn:aws:iam::444455556666:user/a"]));
    assert.ok(of("StringEquals", "444455556666", ["logs.amazonaws.com"]), "on behalf of its customer");
    assert.equal(of("StringEquals", "444455556666", ["*"]), null);
    assert.equal(of("StringNotEquals", "444455556666")!.principal, "*");
  });

  describe("anybody at all", () => {
    const open = (Condition?: object): PolicySets => bucket(grant("*", Condition));
    const keyed = (operator: string, key: string, values: unknown): PolicySets => open(when(operator, key, values));
    const butNot = (operator: string, key: string, value: unknown): PolicySets =>
      bucket(grant("*"), { ...grant("*", when(operator, key, value)), Effect: "Deny" });
    const perimeters = [
      ["aws:PrincipalOrgID", "${aws:ResourceOrgID}"],
      ["aws:ResourceOrgID", "${aws:PrincipalOrgID}"],
      ["aws:PrincipalAccount", "${aws:ResourceAccount}"],
      ["aws:ResourceAccount", "${aws:PrincipalAccount}"],
      ["aws:SourceOrgID", "${aws:ResourceOrgID}"],
      ["aws:SourceAccount", "${aws:ResourceAccount}"],
    ] as const;
    answers([
      ["without a condition", open(), anyone, "yes"],
      [
        "from whom an RCP keeps everything",
        { ...open(), ...setsOf([{ ...deny("*"), Principal: "*" }], "rcp") },
        anyone,
        "no",
      ],
      [
        "from whom an RCP keeps nothing",
        { ...open(), ...setsOf([{ ...allow("*"), Principal: "*" }], "rcp") },
        anyone,
        "yes",
      ],
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
      ["of an account in a condition of KMS", keyed("StringEquals", "kms:CallerAccount", "111122223333"), anyone, "no"],
      [
        "of any account but one, in a condition of KMS",
        keyed("StringNotEquals", "kms:CallerAccount", "1"),
        anyone,
        "yes",
      ],
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
      [
        "a role of any account in China",
        keyed("ArnLike", "aws:PrincipalArn", "arn:aws-cn:iam::*:role/x"),
        anyone,
        "yes",
      ],
      ["for any topic in China", keyed("ArnLike", "aws:SourceArn", "arn:aws-cn:sns:*:*:topic"), anyone, "yes"],
      ["from any network of a kind", keyed("StringLike", "aws:SourceVpc", "vpc-*"), anyone, "yes"],
      ["through any endpoint", keyed("StringLike", "aws:SourceVpce", "vpce-*"), anyone, "yes"],
      ["of any path", keyed("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-*/r-*/*"), anyone, "yes"],
      ["a session of any role", keyed("StringLike", "aws:userid", "AROA*:*"), anyone, "yes"],
      ["any user", keyed("StringLike", "aws:userid", "AIDA*"), anyone, "yes"],
      ["a session of one role", keyed("StringEquals", "aws:userid", "AROA1:x"), anyone, "no"],
      ["with any token", keyed("StringLike", "lambda:EventSourceToken", "?*"), anyone, "yes"],
      ["with one token", keyed("StringEquals", "lambda:EventSourceToken", "x"), anyone, "no"],
      ["from no mount", keyed("Bool", "elasticfilesystem:AccessedViaMountTarget", "false"), anyone, "yes"],
      ["from a mount", keyed("Bool", "elasticfilesystem:AccessedViaMountTarget", "true"), anyone, "no"],
      ["for any topic", keyed("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:topic"), anyone, "yes"],
      ["a role in any partition", keyed("ArnLike", "aws:PrincipalArn", "arn:*:iam::*:role/x"), anyone, "yes"],
      ...perimeters.flatMap(([key, value]): Row[] => [
        [`where ${key} is ${value}`, keyed("StringEquals", key, value), anyone, "no"],
        [`where ${key} is ${value}, if any`, keyed("StringEqualsIfExists", key, value), anyone, "yes"],
        [`where ${key} is not ${value}`, keyed("StringNotEquals", key, value), anyone, "yes"],
        [
          `unless ${key} is ${value}`,
          butNot("StringNotEquals", key, value),
          anyone,
          key.includes(":Resource") ? "yes" : "no",
        ],
        [`unless ${key} is not ${value}`, butNot("StringEquals", key, value), anyone, "yes"],
      ]),
      ["to buckets of an account", keyed("StringEquals", "aws:ResourceAccount", "111122223333"), anyone, "yes"],
      ["to buckets of an organization", keyed("StringEquals", "aws:ResourceOrgID", "o-abc1234567"), anyone, "yes"],
      ["to buckets of any organization", keyed("StringLike", "aws:ResourceOrgID", "o-*"), anyone, "yes"],
      [
        "to buckets that are tagged with whoever asks",
        keyed("StringEquals", "s3:ExistingObjectTag/org", "${aws:PrincipalOrgID}"),
        anyone,
        "yes",
      ],
      ["from an address of IPv6", keyed("IpAddress", "aws:SourceIp", "2001:db8::/32"), anyone, "no"],
      ["from half of the addresses of IPv6", keyed("IpAddress", "aws:SourceIp", "2000::/3"), anyone, "yes"],
      ["with TLS", keyed("Bool", "aws:SecureTransport", "true"), anyone, "yes"],
      ["with a tag of their own", keyed("StringEquals", "aws:PrincipalTag/team", "a"), anyone, "yes"],
    ]);
  });

  describe("why", () => {
    const role = setsOf([allow("s3:GetObject")]);
    const hole = template({ name: "Name" }) as unknown as string;
    const session = (...statements: Shape[]): PolicySets => ({ ...role, session: setsOf(statements).identity! });
    const beside = (type: PolicyType, ...statements: Shape[]): PolicySets => ({ ...role, ...setsOf(statements, type) });
    const single = (...statements: Shape[]): PolicySets =>
      policySetsOf(statements.map((Statement) => policyOf({ Statement }, "identity")));
    const stranger = { principals: ["arn:aws:iam::444455556666:role/x"], actions: ["s3:GetObject"] };
    const tag = (name: string): string => `\${aws:PrincipalTag/${name}}`;
    /** Limits have no name, so that a sentence shows which policies it is about. */
    function because(sets: PolicySets, question: Partial<Question>): string {
      const limits = [...(sets.boundary ?? []), ...(sets.scps ?? []).flat()];
      return reaches({ principals: [], actions: ["s3:GetObject"], resources: [], ...question }, sets, {
        catalog: builtCatalog(),
        nameOf: (one) => (limits.includes(one) ? null : "p.json"),
      }).because;
    }
    const rows: readonly (readonly [
      title: string,
      sets: PolicySets,
      sentence: string,
      question?: Partial<Question>,
    ])[] = [
      ["one that allows", policy, "Statement 1 of p.json allows it, and nothing denies it."],
      [
        "two that allow",
        setsOf([allow("s3:GetObject"), { ...allow("s3:*"), Sid: "Read" }]),
        "Statement 1 of p.json and statement 2 (Read) of p.json allow it, and nothing denies it.",
      ],
      [
        "one within a boundary",
        beside("boundary", allow("*")),
        "Statement 1 of p.json and statement 1 allow it, and nothing denies it.",
      ],
      [
        "a statement without a list",
        single(allow("s3:*")),
        "The statement of p.json allows it, and nothing denies it.",
      ],
      [
        "two of them",
        single({ ...allow("s3:*"), Sid: "A" }, { ...allow("*"), Sid: "B" }),
        "The statement (A) of p.json and the statement (B) of p.json allow it, and nothing denies it.",
      ],
      [
        "the root user",
        setsOf([], "resource"),
        "No statement allows it.",
        { ...stranger, principals: ["arn:aws:iam::111122223333:root"] },
      ],
      ["one that denies", policy, "Statement 2 of p.json denies what is allowed.", { actions: ["s3:GetObjectAcl"] }],
      [
        "five that deny",
        setsOf([allow("s3:GetObject"), ...["*", "s3:*", "s3:G*", "s3:Ge*", "s3:Get*"].map((one) => deny(one))]),
        "Statement 2 of p.json, statement 3 of p.json, statement 4 of p.json and 2 more deny what is allowed.",
      ],
      [
        "three that deny",
        setsOf([allow("s3:GetObject"), deny("*"), deny("s3:*"), deny("s3:G*")]),
        "Statement 2 of p.json, statement 3 of p.json and statement 4 of p.json deny what is allowed.",
      ],
      [
        "an SCP that denies",
        beside("scp", { ...deny("s3:*"), Sid: "NoS3" }, allow("*")),
        "Statement 1 (NoS3) denies what is allowed.",
      ],
      [
        "a bucket that denies",
        beside("resource", { ...grant("*"), Effect: "Deny" }),
        "Statement 1 of p.json denies what is allowed.",
        { resources: ["arn:aws:s3:::data/*"] },
      ],
      ["nothing", policy, "No statement allows it.", { actions: ["ec2:*"] }],
      ["a boundary", beside("boundary", allow("ec2:*")), "The permissions boundary does not allow it."],
      ["a session", session(allow("ec2:*")), "The session policy does not allow it."],
      ["an SCP", beside("scp", allow("ec2:*")), "A service control policy does not allow it."],
      [
        "an SCP that wants something else",
        {
          ...setsOf([s3When("StringEquals", "a")]),
          ...setsOf([allow("*", "*", when("StringEquals", "aws:userid", "b"))], "scp"),
        },
        "A service control policy does not allow it.",
      ],
      [
        "an SCP that allows it",
        beside("scp", allow("s3:*")),
        "Statement 1 of p.json and statement 1 allow it, and nothing denies it.",
      ],
      [
        "four variables",
        setsOf([allow("s3:GetObject", `arn:aws:s3:::${["a", "b", "c", "d"].map(tag).join("/")}`)]),
        "The conditions are more than can be decided.",
      ],
      [
        "an operator that IAM does not have",
        setsOf([s3When("StringSortOf", "a")]),
        "The conditions are more than can be decided.",
      ],
    ];
    for (const [title, sets, sentence, question = {}] of rows)
      it(title, () => assert.equal(because(sets, question), sentence));

    const open: Readonly<Record<string, PolicySets>> = {
      "an effect": setsOf([{ ...allow("s3:GetObject"), Effect: hole }]),
      "an action": setsOf([allow(hole)]),
      "one of two actions": setsOf([allow(["sqs:SendMessage", hole])]),
      "an action that is left out": setsOf([{ Effect: "Allow", NotAction: hole, Resource: "*" }]),
      "a resource": setsOf([allow("s3:GetObject", hole)]),
      "a resource that is left out": setsOf([{ Effect: "Allow", Action: "s3:*", NotResource: hole }]),
      "a principal": bucket(grant({ AWS: hole })),
      "a value of a condition": setsOf([s3When("StringEquals", hole)]),
      "the second value of the second condition": setsOf([
        allow("s3:GetObject", "*", {
          ...when("StringEquals", "aws:userid", "a"),
          ...when("StringLike", "aws:PrincipalTag/team", ["a", hole]),
        }),
      ]),
      "a statement": setsOf([allow("sqs:SendMessage"), hole as unknown as Shape]),
      "a branch": setsOf([unknown(allow("s3:GetObject"), undefined) as unknown as Shape]),
      "a boundary": beside("boundary", allow("s3:GetObject", hole)),
      "a session": session(allow("s3:GetObject", hole)),
      "an SCP": beside("scp", allow("s3:GetObject", hole)),
      "an RCP": beside("rcp", { ...deny("s3:GetObject", hole), Principal: "*" }),
    };
    for (const [title, sets] of Object.entries(open))
      it(`${title} is left open`, () =>
        assert.equal(because(sets, {}), "It depends on a value that the document leaves open."));
  });
});
