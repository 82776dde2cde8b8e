import assert from "node:assert/strict";

import { analyze } from "../../../src/analysis/analyze";
import { locatePolicies } from "../../../src/analysis/locate/locate";
import { readPolicy } from "../../../src/analysis/policy/read";
import type { Parsers } from "../../../src/analysis/source/grammar";
import { Source } from "../../../src/analysis/source/source";
import { loadParsers } from "../../../src/data/grammars";

describe("policies in code", () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers(["javascript", "typescript", "tsx", "python"]);
  });

  /** Each policy in short: type, label, whether it is all told, and its statements. */
  function read(name: string, text: string) {
    return locatePolicies(new Source({ name, text }, parsers)).policies.map(({ root, place }) => {
      const policy = readPolicy(root, place)!;
      return {
        type: policy.type,
        label: place.label,
        complete: policy.complete,
        statements: policy.statements.map(({ effect, action, resource, principal, complete }) => [
          effect,
          action?.items.map((item) => item.value) ?? null,
          resource?.items.map((item) =>
            item.parts.map((part) => (typeof part === "string" ? part : `<${part.name}>`)).join(""),
          ) ?? null,
          ...(principal
            ? [principal.groups.map(({ type, items }) => `${type}:${items.map((item) => item.value ?? "?").join(",")}`)]
            : []),
          ...(complete ? [] : ["open"]),
        ]),
      };
    });
  }

  const one = (name: string, text: string) => {
    const policies = read(name, text);
    assert.equal(policies.length, 1, `${policies.length} policies`);
    return policies[0]!;
  };

  it("follows constants into a literal, and fills them into texts", () => {
    const { statements, complete } = one(
      "a.ts",
      `
      const bucket = 'reports';
      const actions = ['s3:GetObject'] as const;
      const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: \`arn:aws:s3:::\${bucket}/*\` }] };`,
    );
    assert.deepEqual(statements, [["Allow", ["s3:GetObject"], ["arn:aws:s3:::reports/*"]]]);
    assert.equal(complete, true);
  });

  it("leaves open what the code computes", () => {
    assert.deepEqual(
      one(
        "a.ts",
        `
      export const policy = (arn: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: [arn + '/*', \`\${arn}\`] }, ...more()] });`,
      ),
      {
        type: "identity",
        label: undefined,
        complete: false,
        statements: [["Allow", ["s3:GetObject"], ["<arn>/*", "<arn>"]]],
      },
    );
  });

  it("takes a list that is added to as open, and the statement that is added as a policy of its own", () => {
    const policies = read(
      "a.py",
      `
policy = {"Version": "2012-10-17", "Statement": []}
policy["Statement"].append({"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"})
`,
    );
    assert.deepEqual(
      policies.map(({ complete, statements }) => [complete, statements.length]),
      [
        [false, 0],
        [false, 1],
      ],
    );
  });

  it("does not take an empty list of statements for the whole policy", () => {
    assert.deepEqual(
      read("a.py", 'self.policy = {"Version": "2012-10-17", "Statement": []}  # "Effect"').map(
        ({ complete }) => complete,
      ),
      [false],
    );
  });

  it("knows CloudFormation's functions in objects", () => {
    assert.deepEqual(
      one(
        "a.ts",
        "const p = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } }] };",
      ).statements[0]![2],
      ["<Bucket.Arn>/*"],
    );
  });

  it("reads the texts of Python in every spelling", () => {
    assert.deepEqual(
      one(
        "a.py",
        `
NAME = "reports"
policy = dict(Version="2012-10-17", Statement=[dict(Effect="Allow", Action="s3:GetObject", Resource=[
    f"arn:aws:s3:::{NAME}/*", "arn:aws:s3:::%s/*" % NAME, "arn:aws:s3:::{}/*".format(NAME), "arn:aws:s3:::" + NAME, "arn:aws:s3:::" "a", r"arn:aws:s3:::b",
])])`,
      ).statements[0]![2],
      [
        "arn:aws:s3:::reports/*",
        'arn:aws:s3:::<"arn:aws:s3:::%s/*" % NAME>/*',
        'arn:aws:s3:::<"arn:aws:s3:::{}/*".format(NAME)>/*',
        "arn:aws:s3:::reports",
        "arn:aws:s3:::a",
        "arn:aws:s3:::b",
      ],
    );
  });

  it("reads the statements of CDK in TypeScript", () => {
    assert.deepEqual(
      one(
        "a.ts",
        `
      handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }));`,
      ),
      { type: "identity", label: "handler", complete: false, statements: [["Allow", ["s3:GetObject"], ["<>"]]] },
    );
  });

  it("reads the statements of CDK in Python", () => {
    assert.deepEqual(
      one(
        "a.py",
        `
handler.add_to_role_policy(iam.PolicyStatement(effect=iam.Effect.DENY, not_actions=["s3:GetObject"], resources=["*"]))`,
      ).statements,
      [["Deny", null, ["*"]]],
    );
  });

  it("takes the statements of a managed policy together", () => {
    assert.deepEqual(
      one(
        "a.ts",
        `
      new iam.ManagedPolicy(this, 'Reader', { statements: [
        new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }),
        new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: ['*'] }),
      ] });`,
      ),
      {
        type: "identity",
        label: "Reader",
        complete: true,
        statements: [
          ["Allow", ["s3:GetObject"], ["*"]],
          ["Allow", ["s3:ListBucket"], ["*"]],
        ],
      },
    );
  });

  it("reads the principals of CDK, and leaves those beside others open that have conditions of their own", () => {
    const principals = (list: string) =>
      one(
        "a.ts",
        `bucket.addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], principals: [${list}] }));`,
      ).statements[0]![3];
    assert.deepEqual(principals("new iam.AnyPrincipal()"), ["AWS:*"]);
    assert.deepEqual(
      principals("new iam.ServicePrincipal('sns.amazonaws.com'), new iam.AccountPrincipal('111122223333')"),
      ["Service:sns.amazonaws.com", "AWS:arn:aws:iam::111122223333:root"],
    );
    assert.deepEqual(principals("new iam.OrganizationPrincipal('o-1234567890')"), ["AWS:*"]);
    assert.deepEqual(
      principals("new iam.OrganizationPrincipal('o-1234567890'), new iam.ServicePrincipal('sns.amazonaws.com')"),
      ["Service:sns.amazonaws.com"],
    );
  });

  it("does not judge a CDK statement that is completed later", () => {
    assert.deepEqual(
      one("a.ts", "const s = new PolicyStatement({ actions: ['s3:GetObject'] }); s.addResources('*');").statements,
      [[null, ["s3:GetObject", null], ["*"], "open"]],
    );
  });

  it("reads a CDK statement that methods complete before it is given to something", () => {
    const made = "const s = new PolicyStatement({ actions: ['s3:GetObject'] }); s.addActions('s3:PutObject');";
    assert.deepEqual(one("a.ts", `${made} s.addAllResources(); role.addToPolicy(s);`).statements, [
      ["Allow", ["s3:GetObject", "s3:PutObject"], ["*"]],
    ]);
    const effectWith = (other: string) => one("a.ts", `${made} ${other} role.addToPolicy(s);`).statements[0]![0];
    for (const other of ["if (x) s.addResources('*');", "s.addCondition('Bool', {});"])
      assert.equal(effectWith(other), "Allow", other);
    for (const other of ["if (x) s.addCondition('Bool', {});", "change(s);"])
      assert.equal(effectWith(other), null, other);
  });

  it("knows a trust policy by the parameter that it is given to", () => {
    assert.equal(
      one(
        "a.ts",
        `
      const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
      await client.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) }));`,
      ).type,
      "trust",
    );
    assert.equal(
      one(
        "a.py",
        `
iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny"}]}))`,
      ).type,
      "trust",
    );
  });

  it("reads JSON in a string, holes included", () => {
    assert.deepEqual(
      one(
        "a.ts",
        'const p = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"${arn}/*"}}`;',
      ).statements,
      [["Allow", ["s3:GetObject"], ["<arn>/*"]]],
    );
  });

  it("finds no policy in what only sounds like one", () => {
    assert.deepEqual(
      read(
        "a.ts",
        "const s = { Statement: 'x', Effect: 'y' }; const t = { Effect: 'Allow', text: 'Statement' }; class PolicyStatement {} new PolicyStatement();",
      ),
      [],
    );
  });

  it("offers no fix for a text that several places share", () => {
    const text =
      "const actions = ['s3:GetObjct']; use(actions); const p = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };";
    const { findings } = analyze({ name: "a.js", text }, { catalog: null, parsers, fixes: true });
    assert.ok(findings.every((finding) => finding.fixes.length === 0));
  });

  it("says that a file is too long to be parsed, but not of a bundle", () => {
    const problems = (text: string) => locatePolicies(new Source({ name: "a.js", text }, parsers)).problems.length;
    const policy =
      "export const p = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };\n";
    assert.equal(problems(policy + "// a line of a comment\n".repeat(50_000)), 1);
    assert.equal(problems(policy + "var a=1;".repeat(200_000)), 0);
  });

  it("survives code that does not parse", () => {
    for (const text of [
      "new iam.PolicyStatement({ actions: [",
      'const p = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action',
      "PolicyStatement(((((",
      'x = {**{}, "Statement": [*',
      'f"{"Statement" Effect',
    ]) {
      for (const name of ["a.ts", "a.py", "a.jsx", "a.tsx"])
        assert.doesNotThrow(() => locatePolicies(new Source({ name, text }, parsers)));
    }
  });
});
