/** What Terraform attaches, lets in or works as in a branch of a conditional, where another condition chooses. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const trust = `jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })`;
const own = (name: string, action: string) => `resource "aws_iam_policy" "${name}" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })
}
`;
const all = `arn:aws:iam::aws:policy/AdministratorAccess`;
const few = `arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess`;
const block = (type: string, said: readonly string[], name = "x") =>
  `resource "${type}" "${name}" {\n${said.map((one) => `  ${one}\n`).join("")}}\n`;
const around = ["a", "b"].map((name) => `variable "${name}" {\n  default = false\n}\n`).join("");
const roles = ["r", "s"].map((name) => block("aws_iam_role", [`assume_role_policy = ${trust}`], name)).join("");
const users = ["r", "s"].map((name) => block("aws_iam_user", [`name = "${name}"`], name)).join("");
const queues = `jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })`;
const files = `jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })`;

type Form = readonly [title: string, write: (on: string) => string, said: readonly string[]];

const attach = (arn: string, role = "aws_iam_role.r.name") =>
  roles +
  own("p", "sqs:*") +
  own("q", "sns:*") +
  block("aws_iam_role_policy_attachment", [`role = ${role}`, `policy_arn = ${arn}`]);
const either = (name: string) => `aws_iam_${name}.r.name : aws_iam_${name}.s.name`;

const forms: readonly Form[] = [
  ["policies of AWS", (on) => attach(`${on} ? "${all}" : "${few}"`), ["?aws_iam_role.r identity"]],
  [
    "policies of one's own",
    (on) => attach(`${on} ? aws_iam_policy.p.arn : aws_iam_policy.q.arn`),
    ["?aws_iam_role.r identity"],
  ],
  [
    "the role of an attachment",
    (on) => attach(`"${few}"`, `${on} ? ${either("role")}`),
    ["?aws_iam_role.r identity", "?aws_iam_role.s identity"],
  ],
  [
    "the role of a policy",
    (on) => roles + block("aws_iam_role_policy", [`role = ${on} ? ${either("role")}`, `policy = ${queues}`]),
    ["?aws_iam_role.r identity", "?aws_iam_role.s identity"],
  ],
  [
    "a list of policies",
    (on) => block("aws_iam_role", [`assume_role_policy = ${trust}`, `managed_policy_arns = ${on} ? ["${few}"] : []`]),
    ["?aws_iam_role.x identity"],
  ],
  [
    "one of a list of policies",
    (on) =>
      block("aws_iam_role", [`assume_role_policy = ${trust}`, `managed_policy_arns = [${on} ? "${all}" : "${few}"]`]),
    ["?aws_iam_role.x identity"],
  ],
  [
    "a local",
    (on) => `locals {\n  arn = ${on} ? "${all}" : "${few}"\n}\n${attach("local.arn")}`,
    ["?aws_iam_role.r identity"],
  ],
  [
    "the members of a group",
    (on) =>
      users +
      block("aws_iam_group", [`name = "g"`], "g") +
      block("aws_iam_group_policy_attachment", ["group = aws_iam_group.g.name", `policy_arn = "${few}"`]) +
      block("aws_iam_group_membership", ["group = aws_iam_group.g.name", `users = [${on} ? ${either("user")}]`]),
    ["?aws_iam_user.r identity", "?aws_iam_user.s identity"],
  ],
  [
    "a role that is not there",
    (on) => block("aws_iam_role_policy_attachment", [`role = ${on} ? "one" : "two"`, `policy_arn = "${few}"`]),
    ["?role one identity", "?role two identity"],
  ],
  [
    "a permission set",
    (on) =>
      block("aws_ssoadmin_permission_set", [`name = "s"`], "s") +
      block("aws_ssoadmin_managed_policy_attachment", [
        "permission_set_arn = aws_ssoadmin_permission_set.s.arn",
        `managed_policy_arn = ${on} ? "${all}" : "${few}"`,
      ]),
    ["?aws_ssoadmin_permission_set.s identity"],
  ],
  [
    "the policies of a module",
    (on) => `module "m" {\n  source = "example/iam/aws"\n  policy_arns = ${on} ? ["${all}"] : []\n}\n`,
    ["?module.m identity"],
  ],
  [
    "the role of a function",
    (on) =>
      roles +
      block("aws_iam_role_policy", ["role = aws_iam_role.r.name", `policy = ${queues}`]) +
      block("aws_lambda_function", [`role = ${on} ? aws_iam_role.r.arn : aws_iam_role.s.arn`], "f"),
    ["?aws_lambda_function.f identity"],
  ],
  [
    "the bucket of a policy",
    (on) =>
      block("aws_s3_bucket", [], "a") +
      block("aws_s3_bucket", [], "b") +
      block("aws_s3_bucket_policy", [`bucket = ${on} ? aws_s3_bucket.a.id : aws_s3_bucket.b.id`, `policy = ${files}`]),
    ["?aws_s3_bucket_policy.x resource"],
  ],
  [
    "an ACL",
    (on) => block("aws_s3_bucket", [`acl = ${on} ? "public-read" : "private"`]),
    ["?aws_s3_bucket.x resource"],
  ],
  [
    "a URL",
    (on) =>
      block("aws_lambda_function_url", [`function_name = "f"`, `authorization_type = ${on} ? "NONE" : "AWS_IAM"`]),
    ["?aws_lambda_function_url.x resource"],
  ],
];

const variable = (name: string) => `variable "${name}" {\n  default = false\n}\n`;
const on = `locals {\n  on = var.a\n}\n`;

describe("what Terraform attaches by a condition", () => {
  const differs = (before: string, after: string) => diffTexts("main.tf", around + before, around + after);
  for (const [title, write, said] of forms) {
    it(`is not known by another condition: ${title}`, async () => {
      assert.deepEqual(await differs(write("var.a"), write("var.b")), said);
    });
    it(`is the same by a local: ${title}`, async () => {
      assert.deepEqual(await differs(on + write("var.a"), on + write("local.on")), []);
    });
  }
  const arns = (first: string, second: string) => (on: string) => attach(`${on} ? "${first}" : "${second}"`);
  const queues =
    "aws_iam_role.r identity: sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:ListDeadLetterSourceQueues, … on *";
  for (const [title, before, after, said] of [
    ["in brackets", arns(all, few)("var.a"), arns(all, few)("(var.a)"), []],
    ["by another name", variable("c") + arns(all, few)("var.c"), variable("d") + arns(all, few)("var.d"), []],
    ["the other way round", arns(all, few)("var.a"), arns(few, all)("!var.a"), []],
    ["always", arns(few, "")("var.a"), attach(`"${few}"`), [queues]],
    ["no longer always", attach(`"${few}"`), arns(few, "")("var.a"), [`-${queues}`]],
  ] as const)
    it(`is compared ${title}`, async () => {
      assert.deepEqual(await differs(before, after), said);
    });
});

describe("what a resource of Terraform makes several times", () => {
  const counted = (name: string, action: string) => own(name, action).replace("{\n", "{\n  count = 2\n");
  const made = (action: string, arn: string, user: string) =>
    users.replaceAll("{\n", "{\n  count = 2\n") +
    counted("p", action) +
    block("aws_iam_user_policy_attachment", ["count = 2", `user = ${user}`, `policy_arn = ${arn}`]);
  const [arns, names] = ["aws_iam_policy.p.*.arn", "aws_iam_user.r.*.name"];
  const by = (list: string) => `"\${element(${list}, count.index)}"`;
  for (const [title, arn, user] of [
    ["in quotes", by(arns), by(names)],
    ["as an expression", `element(${arns}, count.index)`, `element(${names}, count.index)`],
    ["by another splat", by("aws_iam_policy.p[*].arn"), by("aws_iam_user.r[*].name")],
  ] as const)
    it(`is one of it, ${title}`, async () => {
      const lines = await diffTexts("main.tf", made("sqs:ListQueues", arn, user), made("sqs:*", arn, user));
      assert.ok(lines.length > 0 && lines.every((one) => one.startsWith("aws_iam_user.r")), lines.join("\n"));
    });
});
