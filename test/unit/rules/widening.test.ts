/** What allows more is never less grave: over generated policies, each widened in one place. */
import assert from "node:assert/strict";

import { analyze } from "../../../src/analysis/analyze";
import type { Severity } from "../../../src/analysis/finding";
import type { PolicyType } from "../../../src/analysis/policy/model";
import { builtCatalog } from "../../support/catalog";
import { random } from "../../support/random";

interface Written {
  readonly Effect: "Allow";
  readonly Principal?: unknown;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Actions with resources that they are about, as narrow and as wide as people write them. */
const pairs: readonly (readonly [string, readonly string[]])[] = [
  ["s3:GetObject", ["arn:aws:s3:::invoices/*", "arn:aws:s3:::*"]],
  ["s3:PutBucketPolicy", ["arn:aws:s3:::invoices", "arn:aws:s3:::*"]],
  ["secretsmanager:GetSecretValue", ["arn:aws:secretsmanager:eu-central-1:111122223333:secret:invoices-a1B2c3"]],
  ["kms:Decrypt", ["arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"]],
  ["kms:PutKeyPolicy", ["arn:aws:kms:eu-central-1:111122223333:key/*"]],
  ["dynamodb:GetItem", ["arn:aws:dynamodb:eu-central-1:111122223333:table/invoices"]],
  ["sqs:ReceiveMessage", ["arn:aws:sqs:eu-central-1:111122223333:invoices"]],
  ["ssm:GetParameter", ["arn:aws:ssm:eu-central-1:111122223333:parameter/invoices"]],
  ["ssm:StartSession", ["arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b2c3d4e5f60718"]],
  ["lambda:UpdateFunctionCode", ["arn:aws:lambda:eu-central-1:111122223333:function:invoices"]],
  ["lambda:InvokeFunction", ["arn:aws:lambda:eu-central-1:111122223333:function:invoices"]],
  ["glue:UpdateDevEndpoint", ["arn:aws:glue:eu-central-1:111122223333:devEndpoint/invoices"]],
  ["cloudformation:UpdateStack", ["arn:aws:cloudformation:eu-central-1:111122223333:stack/invoices/*"]],
  ["codebuild:StartBuild", ["arn:aws:codebuild:eu-central-1:111122223333:project/invoices"]],
  ["sagemaker:CreatePresignedNotebookInstanceUrl", ["arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/a"]],
  ["iam:PassRole", ["arn:aws:iam::111122223333:role/invoices"]],
  ["iam:PutRolePolicy", ["arn:aws:iam::111122223333:role/invoices"]],
  ["iam:CreateServiceLinkedRole", ["arn:aws:iam::*:role/aws-service-role/rds.amazonaws.com/*"]],
  ["sts:AssumeRole", ["arn:aws:iam::111122223333:role/invoices"]],
  ["redshift:GetClusterCredentials", ["arn:aws:redshift:eu-central-1:111122223333:dbuser:invoices/reports"]],
  ["ec2:TerminateInstances", ["arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b2c3d4e5f60718"]],
  ["sns:Publish", ["arn:aws:sns:eu-central-1:111122223333:orders"]],
  ["sns:AddPermission", ["arn:aws:sns:eu-central-1:111122223333:orders"]],
  ["logs:PutLogEvents", ["arn:aws:logs:eu-central-1:111122223333:log-group:invoices:log-stream:*"]],
];

const conditions: readonly Written["Condition"][] = [
  undefined,
  { Bool: { "aws:SecureTransport": "true" } },
  { StringEquals: { "aws:ResourceTag/team": "billing" } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
  { StringLike: { "aws:PrincipalOrgID": "*" } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } },
];
const ofRequests: readonly Written["Condition"][] = [
  { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
  { StringLike: { "iam:PassedToService": "*" } },
  { StringLike: { "iam:PermissionsBoundary": "*" } },
];

const ranks: readonly (Severity | "none")[] = ["none", "hint", "info", "warning", "error"];

describe("a wider policy", () => {
  const catalog = builtCatalog();
  const gravest = (policyType: PolicyType, statements: readonly Written[]) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
    const { findings: all } = analyze({ name: "policy.json", text }, { catalog, parsers: null, policyType });
    // A mistake in a condition goes with the condition: what is compared is what the policy allows.
    const findings = all.filter(({ ruleId }) => !/^policy\/|-never-applies$/.test(ruleId));
    return { rank: Math.max(0, ...findings.map(({ severity }) => ranks.indexOf(severity))), findings };
  };

  /** Every statement that allows all that the given one does, and more. */
  function* wider(one: Written): Iterable<readonly [string, Written]> {
    for (const [at, action] of one.Action.entries()) {
      const [service] = action.split(":") as [string];
      for (const wide of [`${service}:*`, `${action.slice(0, service.length + 4)}*`, "*"])
        yield [`${action} becomes ${wide}`, { ...one, Action: one.Action.with(at, wide) }];
    }
    for (const [at, resource] of (one.Resource ?? []).entries())
      for (const wide of ["*", resource.replace(/[^:/]*$/, "*")])
        yield [`${resource} becomes ${wide}`, { ...one, Resource: one.Resource!.with(at, wide) }];
    if (one.Condition) {
      const rest = Object.fromEntries(Object.entries(one).filter(([name]) => name !== "Condition"));
      yield ["the condition is gone", rest as unknown as Written];
    }
  }

  function compare(policyType: PolicyType, statements: readonly Written[], seed: number): void {
    const before = gravest(policyType, statements);
    for (const [at, statement] of statements.entries())
      for (const [what, wide] of wider(statement)) {
        const after = gravest(policyType, statements.with(at, wide));
        const told = ({ findings }: typeof before) => findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`);
        assert.ok(
          after.rank >= before.rank,
          `seed ${seed}, ${what} in ${JSON.stringify(statements)}: ${told(before).join(", ")} became ${told(after).join(", ")}`,
        );
      }
  }

  it("of an identity is not less grave", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
      const statements = Array.from({ length: 1 + Math.floor(next() * 2) }, (): Written => {
        const chosen = Array.from({ length: 1 + Math.floor(next() * 2) }, () => one(pairs));
        const actions = [...new Set(chosen.map(([action]) => action))];
        const condition = one(
          next() < 0.3 && actions.some((name) => name.startsWith("iam:")) ? ofRequests : conditions,
        );
        return {
          Effect: "Allow",
          Action: actions,
          Resource: next() < 0.5 ? ["*"] : [...new Set(chosen.map(([, resources]) => one(resources)))],
          ...(condition ? { Condition: condition } : {}),
        };
      });
      compare("identity", statements, seed);
    }
  });

  it("of a resource is not less grave", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
      const [action, resources] = one(pairs.filter(([name]) => /^(s3|sqs|sns|secretsmanager|lambda):/.test(name)));
      const condition = one(conditions.slice(0, 2).concat(conditions.slice(3)));
      compare(
        "resource",
        [
          {
            Effect: "Allow",
            Principal: one(["*", { AWS: "*" }, { AWS: "111122223333" }]),
            Action: [action],
            Resource: [one(resources)],
            ...(condition ? { Condition: condition } : {}),
          },
        ],
        seed,
      );
    }
  });

  it("of a role’s trust is not less grave", () => {
    const hosts = [
      "token.actions.githubusercontent.com",
      "gitlab.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D",
    ];
    for (const host of hosts) {
      const subjects: readonly (readonly string[])[] = [
        ["repo:example/invoices:ref:refs/heads/main", "repo:example/invoices:*", "repo:example/*", "repo:ex*", "*"],
        ["project_path:example/invoices:ref_type:branch:ref:main", "project_path:example/*", "project_path:ex*", "*"],
        ["system:serviceaccount:billing:invoices", "system:serviceaccount:billing:*", "system:serviceaccount:*", "*"],
      ];
      const trust = (condition: Written["Condition"]): readonly Written[] => [
        {
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` },
          Action: ["sts:AssumeRoleWithWebIdentity"],
          ...(condition ? { Condition: condition } : {}),
        },
      ];
      const audience = { StringEquals: { [`${host}:aud`]: "sts.amazonaws.com" } };
      const steps = [
        ...subjects[hosts.indexOf(host)]!.map((subject) =>
          trust({ ...audience, StringLike: { [`${host}:sub`]: subject } }),
        ),
        trust(audience),
        trust(undefined),
      ];
      const found = steps.map((step) => gravest("trust", step));
      const told = found.map(({ findings }) => findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`).join());
      for (const [at, { rank }] of found.entries())
        assert.ok(at === 0 || rank >= found[at - 1]!.rank, `${host}: ${told.join(" | ")}`);
    }
    for (const condition of conditions.filter(
      (one) => one !== undefined && !("StringEquals" in one && "aws:ResourceTag/team" in one.StringEquals!),
    ))
      compare(
        "trust",
        [{ Effect: "Allow", Principal: { AWS: "*" }, Action: ["sts:AssumeRole"], Condition: condition! }],
        0,
      );
  });
});
