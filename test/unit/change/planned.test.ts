/** Plans of Terraform, where what is no policy document changes: by the same readers as the blocks of a module. */
import assert from "node:assert/strict";

import { diffPlan } from "../../../src/workspace/diff/plan";
import { linesOf } from "../../support/diff-texts";
import { temporaryFolder } from "../../support/folder";

type Values = Readonly<Record<string, unknown>>;
interface Planned {
  readonly before: Values | null;
  readonly after: Values | null;
  readonly later?: Values;
  readonly actions?: readonly string[];
}
type Resources = Readonly<Record<string, Planned>>;

const kept = (values: Values): Planned => ({ before: values, after: values });
const made = (after: Values, later: Values = {}): Planned => ({ before: null, after, later });
const gone = (before: Values): Planned => ({ before, after: null });
const turned = (before: Values, after: Values): Planned => ({ before, after });

function typeOf(address: string): string {
  return /(aws_\w+)\.[\w-]+(?:\[.*\])?$/.exec(address)![1]!;
}

/** @param expressions by the address of a resource of the configuration */
function planOf(resources: Resources, expressions: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    format_version: "1.2",
    resource_changes: Object.entries(resources).map(
      ([address, { before, after, later = {}, actions = ["update"] }]) => ({
        address,
        mode: "managed",
        type: typeOf(address),
        change: { actions, before, after, after_unknown: later },
      }),
    ),
    configuration: {
      root_module: {
        resources: Object.entries(expressions).map(([address, one]) => ({
          address,
          type: typeOf(address),
          expressions: one,
        })),
      },
    },
  };
}

async function saidOf(plan: unknown, indent?: number): Promise<readonly string[]> {
  const folder = temporaryFolder({ "plan.json": JSON.stringify(plan, null, indent) });
  try {
    const report = await diffPlan("plan.json", folder.path);
    return report!.subjects.flatMap(linesOf);
  } finally {
    folder.remove();
  }
}

const policy = (Effect: string, Action: string, more: Values = { Resource: "*" }) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, Action, ...more }] });
const trust = policy("Allow", "sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } });
const role = (name: string): Values => ({
  name,
  id: name,
  arn: `arn:aws:iam::111122223333:role/${name}`,
  assume_role_policy: trust,
});
const roles: Resources = {
  "aws_iam_role.reader": kept(role("reader")),
  "aws_iam_role.writer": kept(role("writer")),
  "aws_iam_role_policy.writer": kept({ role: "writer", name: "p", policy: policy("Allow", "sqs:SendMessage") }),
};
const open = policy("Allow", "s3:GetObject", { Principal: "*", Resource: "arn:aws:s3:::b/*" });
const shut = { bucket: "b", block_public_policy: true, restrict_public_buckets: true, block_public_acls: true };
const permission = { function_name: "f", action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" };
const source = "arn:aws:s3:::b";
const denial = { id: "p-1", type: "SERVICE_CONTROL_POLICY", content: policy("Deny", "sqs:*") };
const attachment = { policy_id: "p-1", target_id: "ou-1" };
const set = { instance_arn: "i", permission_set_arn: "arn:aws:sso:::permissionSet/i/p" };
const managed = { ...set, managed_policy_arn: "arn:aws:iam::aws:policy/job-function/Billing" };
const readers = "s3:ListBucket, s3:ListBucketMultipartUploads, s3:ListBucketVersions by *";

const cases: readonly (readonly [name: string, Resources, readonly string[]])[] = [
  [
    "a block of public access goes",
    {
      "aws_s3_bucket_policy.b": kept({ bucket: "b", policy: open }),
      "aws_s3_bucket_public_access_block.b": gone(shut),
    },
    ["aws_s3_bucket_policy.b resource: s3:GetObject on arn:aws:s3:::b/* by *"],
  ],
  [
    "a block of public access that stays",
    {
      "aws_s3_bucket_policy.b": kept({ bucket: "b", policy: open }),
      "aws_s3_bucket_public_access_block.b": kept(shut),
    },
    [],
  ],
  [
    "the block of another bucket goes",
    {
      "aws_s3_bucket_policy.b": kept({ bucket: "b", policy: open }),
      "aws_s3_bucket_public_access_block.c": gone({ ...shut, bucket: "c" }),
    },
    [],
  ],
  [
    "a public ACL",
    { "aws_s3_bucket_acl.b": turned({ bucket: "b", acl: "private" }, { bucket: "b", acl: "public-read" }) },
    [`aws_s3_bucket_acl.b resource: ${readers}`],
  ],
  [
    "a public ACL that counts now",
    {
      "aws_s3_bucket_acl.b": kept({ bucket: "b", acl: "public-read" }),
      "aws_s3_bucket_public_access_block.b": turned(
        { bucket: "b", ignore_public_acls: true },
        { bucket: "b", ignore_public_acls: false },
      ),
    },
    [`aws_s3_bucket_acl.b resource: ${readers}`],
  ],
  [
    "a permission without its source",
    { "aws_lambda_permission.l": turned({ ...permission, source_arn: source }, { ...permission, source_arn: null }) },
    ["aws_lambda_permission.l resource: lambda:InvokeFunction by Service s3.amazonaws.com"],
  ],
  ["a permission as before", { "aws_lambda_permission.l": kept({ ...permission, source_arn: source }) }, []],
  [
    "a layer for everybody",
    {
      'module.m["a"].aws_lambda_layer_version_permission.l[0]': turned(
        { layer_name: "l", action: "lambda:GetLayerVersion", principal: "111122223333" },
        { layer_name: "l", action: "lambda:GetLayerVersion", principal: "*" },
      ),
    },
    ['module.m["a"].aws_lambda_layer_version_permission.l[0] resource: lambda:GetLayerVersion by *'],
  ],
  [
    "a control policy is detached",
    { "aws_organizations_policy.s": kept(denial), "aws_organizations_policy_attachment.a": gone(attachment) },
    ["aws_organizations_policy.s on ou-1 scp: sqs:* on *"],
  ],
  [
    "a control policy as before",
    { "aws_organizations_policy.s": kept(denial), "aws_organizations_policy_attachment.a": kept(attachment) },
    [],
  ],
  [
    "a function works as another role",
    { ...roles, "aws_lambda_function.f": turned({ role: role("reader")["arn"] }, { role: role("writer")["arn"] }) },
    ["aws_lambda_function.f as aws_iam_role.writer identity: sqs:SendMessage on *"],
  ],
  ["a function as before", { ...roles, "aws_lambda_function.f": kept({ role: role("writer")["arn"] }) }, []],
  [
    "a function works as a role of elsewhere",
    {
      ...roles,
      "aws_lambda_function.f": turned(
        { role: role("reader")["arn"] },
        { role: "arn:aws:iam::111122223333:role/other" },
      ),
    },
    ["?aws_lambda_function.f identity"],
  ],
  [
    "an instance has another profile",
    { "aws_instance.i": turned({ iam_instance_profile: "a" }, { iam_instance_profile: "b" }) },
    ["?aws_instance.i identity"],
  ],
  [
    "a profile has another role",
    { ...roles, "aws_iam_instance_profile.i": turned({ name: "i", role: "reader" }, { name: "i", role: "writer" }) },
    ["aws_iam_instance_profile.i as aws_iam_role.writer identity: sqs:SendMessage on *"],
  ],
  [
    "a grant of KMS",
    {
      "aws_kms_grant.g": made({
        key_id: "k",
        grantee_principal: "arn:aws:iam::444455556666:role/x",
        operations: ["Decrypt"],
        constraints: [],
      }),
    },
    ["aws_kms_grant.g resource: kms:Decrypt by arn:aws:iam::444455556666:role/x"],
  ],
  [
    "an assignment",
    { "aws_ssoadmin_account_assignment.a": made({ ...set, principal_id: "g", target_id: "1" }) },
    ["?aws_ssoadmin_account_assignment.a identity"],
  ],
  ["an assignment as before", { "aws_ssoadmin_account_assignment.a": kept({ ...set, principal_id: "g" }) }, []],
  [
    "a policy of the account for a permission set",
    {
      "aws_ssoadmin_customer_managed_policy_attachment.a": made({
        ...set,
        customer_managed_policy_reference: [{ name: "P", path: "/" }],
      }),
    },
    ["?aws_ssoadmin_customer_managed_policy_attachment.a identity"],
  ],
  [
    "the boundary of a permission set stays",
    {
      "aws_ssoadmin_managed_policy_attachment.a": kept(managed),
      "aws_ssoadmin_permissions_boundary_attachment.b": kept({
        ...set,
        permissions_boundary: [{ managed_policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
      }),
    },
    [],
  ],
  [
    "access to a cluster",
    { "aws_eks_access_policy_association.e": made({ cluster_name: "c", principal_arn: "arn:aws:iam::1:role/r" }) },
    ["?aws_eks_access_policy_association.e identity"],
  ],
  [
    "what Terraform only forgets",
    {
      "aws_s3_bucket_policy.b": kept({ bucket: "b", policy: open }),
      "aws_s3_bucket_acl.b": { ...gone({ bucket: "b", acl: "public-read" }), actions: ["forget"] },
    },
    [],
  ],
];

describe("a plan, where what is no policy document changes", () => {
  for (const [name, resources, lines] of cases)
    it(`${name}: ${lines.join(", ") || "nothing"}`, async () => {
      for (const indent of [undefined, 2]) assert.deepEqual(await saidOf(planOf(resources), indent), lines);
    });
  it("a permission set without its boundary", async () => {
    const resources = {
      "aws_ssoadmin_managed_policy_attachment.a": kept(managed),
      "aws_ssoadmin_permissions_boundary_attachment.b": gone({
        ...set,
        permissions_boundary: [{ managed_policy_arn: "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" }],
      }),
    };
    const lines = await saidOf(planOf(resources));
    assert.ok(
      lines.some((line) => line.startsWith("aws_ssoadmin_managed_policy_attachment.a identity: ")),
      lines.join("\n"),
    );
  });
});

describe("what a plan only knows later", () => {
  const written = (references: readonly string[]) => ({ "aws_lambda_function.f": { role: { references } } });
  const { role: _, ...rest } = { role: "", memory_size: 128 };
  const later = { ...turned({ role: role("reader")["arn"] }, rest), later: { role: true, service_role: true } };
  const { arn: __, ...unmade } = role("writer");
  const resources = {
    ...roles,
    "aws_iam_role.writer": made(unmade, { arn: true }),
    "aws_lambda_function.f": later,
  };
  it("is the role that its expression names", async () => {
    const lines = await saidOf(planOf(resources, written(["aws_iam_role.writer.arn", "aws_iam_role.writer"])));
    assert.ok(
      lines.includes("aws_lambda_function.f as aws_iam_role.writer identity: sqs:SendMessage on *"),
      lines.join("\n"),
    );
  });
  it("is not known where its expression names something else", async () => {
    const lines = await saidOf(planOf(resources, written(["module.roles.arn", "module.roles"])));
    assert.ok(lines.includes("?aws_lambda_function.f identity"), lines.join("\n"));
  });
});

describe("a file that is no plan", () => {
  for (const [what, content, expected] of [
    ["is binary", Buffer.from([0, 1, 2, 0]), /^Error: it is a binary file$/],
    ["is large", " ".repeat(8_400_000), /^Error: it is too large$/],
  ] as const)
    it(`is told of where it ${what}`, async () => {
      const folder = temporaryFolder({ "plan.json": content });
      await assert.rejects(diffPlan("plan.json", folder.path), expected).finally(() => folder.remove());
    });
});
