/** Modules of elsewhere, of which nobody knows here what they make of what they are given. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";
import { diffTrees } from "../../support/diff-trees";

const call = (body: string, source = "registry.example/team/role/aws") =>
  `module "m" {\n  source = "${source}"\n  name = "m"\n  ${body}\n}\n`;
const policy = `resource "aws_iam_policy" "p" {\n  name = "p"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "dynamodb:*", Resource = "*" }] })\n}\n`;
const bucket = (name: string) => `{ id = "${name}", arn = "arn:aws:s3:::${name}" }`;
const ofSet = (name: string) =>
  `resource "aws_ssoadmin_customer_managed_policy_attachment" "s" {\n  instance_arn = "i"\n  permission_set_arn = "s"\n  customer_managed_policy_reference {\n    name = ${name}\n    path = "/"\n  }\n}\n`;
const [unknown, same] = [["?module.m identity"], []];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a policy more", policy + call(""), policy + call("policies = [aws_iam_policy.p.arn]"), unknown],
  ["a policy less", policy + call("policies = [aws_iam_policy.p.arn]"), policy + call(""), same],
  ["a policy of the account", call(""), call("policies = { a = data.aws_iam_policy.p.arn }"), unknown],
  [
    "the same policy otherwise",
    policy + call("policies = [aws_iam_policy.p.arn]"),
    policy +
      call("policies = tolist([aws_iam_policy.p.arn])").replace(
        "tolist([aws_iam_policy.p.arn])",
        "[\n    aws_iam_policy.p.arn,\n  ]",
      ),
    same,
  ],
  [
    "the same policy by a local",
    policy + call("policies = [aws_iam_policy.p.arn]"),
    `${policy}locals {\n  p = [aws_iam_policy.p.arn]\n}\n${call("policies = local.p")}`,
    same,
  ],
  ["a module that is called newly", policy, policy + call("policies = [aws_iam_policy.p.arn]"), unknown],
  [
    "another bucket beside actions",
    call(`bucket = ${bucket("a")}\n  allowed_actions = ["s3:*"]`),
    call(`bucket = ${bucket("b")}\n  allowed_actions = ["s3:*"]`),
    unknown,
  ],
  [
    "one more action",
    call('allowed_actions = ["s3:GetObject"]'),
    call('allowed_actions = ["s3:GetObject", "s3:PutObject"]'),
    unknown,
  ],
  ["another bucket for something else", call(`logs = ${bucket("a")}`), call(`logs = ${bucket("b")}`), same],
  ["another boundary", call("boundary = aws_iam_policy.p.arn"), call("boundary = aws_iam_policy.q.arn"), same],
  [
    "another version",
    call('policies = [aws_iam_policy.p.arn]\n  version = "1.0.0"'),
    call('policies = [aws_iam_policy.p.arn]\n  version = "2.0.0"'),
    same,
  ],
  [
    "two calls of one name",
    call(""),
    call("") + call(""),
    ["!`module.m` stands there twice, which Terraform refuses. What this one is given was not compared."],
  ],
  ["two calls of one name that were there", call("") + call(""), `${call("") + call("")}# two\n`, same],
  [
    "a policy of the account by its name",
    "",
    ofSet('"readers"'),
    ["?aws_ssoadmin_customer_managed_policy_attachment.s identity"],
  ],
  [
    "another name of a policy",
    ofSet('"readers"'),
    ofSet('"writers"'),
    ["?aws_ssoadmin_customer_managed_policy_attachment.s identity"],
  ],
  ["a policy of the account that goes", ofSet('"readers"'), "", same],
  [
    "a policy of the folder by its name",
    policy,
    policy + ofSet('"p"'),
    ["aws_ssoadmin_customer_managed_policy_attachment.s identity: dynamodb:* on *"],
  ],
  [
    "a policy of the folder by a reference",
    policy,
    policy + ofSet("aws_iam_policy.p.name"),
    ["aws_ssoadmin_customer_managed_policy_attachment.s identity: dynamodb:* on *"],
  ],
  ["the same policy by a reference", policy + ofSet('"p"'), policy + ofSet("aws_iam_policy.p.name"), same],
  [
    "another description",
    call('policies = [aws_iam_policy.p.arn]\n  about = "one"'),
    call('policies = [aws_iam_policy.p.arn]\n  about = "two"'),
    same,
  ],
];

const roles = `data "aws_iam_role" "ops" {\n  name = "ops"\n}\nresource "aws_iam_role" "ci" {\n  name = "ci"\n  assume_role_policy = "{}"\n}\n`;
const assigned = (...all: string[]) => call(`account_assignments = [\n${all.join(",\n")}\n  ]`);
const assignment = (group: string, account: string, set = "Admin") =>
  `    { permission_set_arn = module.sets.all["${set}"].arn, principal_type = "GROUP", principal_name = "${group}", account = "${account}" }`;
const trustDocument = `data "aws_iam_policy_document" "t" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type = "AWS"\n      identifiers = ["111122223333"]\n    }\n  }\n}\n`;

/** What one call is given before and after. */
const givens: readonly (readonly [title: string, before: string, after: string, isNew: boolean])[] = [
  [
    "one more role that is trusted",
    "extra_trust = [data.aws_iam_role.ops.arn]",
    "extra_trust = [data.aws_iam_role.ops.arn, module.nuke[0].role]",
    true,
  ],
  [
    "one trusted role less",
    "extra_trust = [data.aws_iam_role.ops.arn, module.nuke[0].role]",
    "extra_trust = [data.aws_iam_role.ops.arn]",
    false,
  ],
  ["a role in a list of any name", "readers = []", "readers = [aws_iam_role.ci.arn]", true],
  ["a role by its ARN", "readers = []", 'readers = ["arn:aws:iam::111122223333:role/ci"]', true],
  ["a role of one of several", "readers = []", "readers = [aws_iam_role.ci[0].arn]", true],
  ["a role by a splat", "readers = []", "readers = concat(var.r, aws_iam_role.ci[*].arn)", true],
  ["another account", 'partners = ["111122223333"]', 'partners = ["111122223333", "444455556666"]', true],
  ["an account as a number", "partners = []", "partners = [444455556666]", true],
  [
    "the roles in another order",
    "readers = [aws_iam_role.ci.arn, data.aws_iam_role.ops.arn]",
    "readers = [\n    data.aws_iam_role.ops.arn,\n    aws_iam_role.ci.arn,\n  ]",
    false,
  ],
  ["a policy of AWS", "extra = []", 'extra = ["arn:aws:iam::aws:policy/AdministratorAccess"]', true],
  ["a switch of a policy", "attach_dns = false", "attach_dns = true", true],
  ["another switch in its place", "attach_dns = true", "attach_logs = true", true],
  ["a switch that stays off", "", "attach_dns = false", false],
  ["a switch of a Deny", "", "attach_deny_insecure_transport_policy = true", false],
  [
    "a subject of a provider",
    'oidc_subjects = ["repo:a/b:ref:refs/heads/main"]',
    'oidc_subjects = ["repo:a/b:*"]',
    true,
  ],
  ["the subject of a certificate", "", 'subject_common_name = "api.${var.zone}"', false],
  ["its other names", "", "subject_alternative_names = [var.zone]", false],
  ["the subject of a message", "", "email_subject = var.zone", false],
  ["a subject by its name", "", "subject_names = [var.zone]", true],
  [
    "a service account",
    "providers_of = {}",
    'providers_of = { main = { service_accounts = ["kube-system:dns"] } }',
    true,
  ],
  ["a document as a trust", "", "assume_role_policy = data.aws_iam_policy_document.t.json", true],
  [
    "an entry of a cluster",
    "access = {}",
    'access = { ops = { principal_arn = data.aws_iam_role.ops.arn, groups = ["masters"] } }',
    true,
  ],
  [
    "another group of an entry",
    'auth = [{ rolearn = data.aws_iam_role.ops.arn, groups = ["viewers"] }]',
    'auth = [{ rolearn = data.aws_iam_role.ops.arn, groups = ["system:masters"] }]',
    true,
  ],
  ["a policy by a variable", "", "policy = var.p", true],
  ["a policy of a template", "", 'policy_json = templatefile("${path.module}/gone.json", {})', true],
  ["another policy by a variable", "bucket_policy = var.p", "bucket_policy = var.q", true],
  ["policies by a list", "inline_policies = [var.p]", "inline_policies = [var.p, var.q]", true],
  ["how long something is kept", "", "retention_policy = var.p", false],
  ["how something is scaled", "", "scaling_policies = var.p", false],
  ["a boundary", "", 'permissions_boundary_arn = "arn:aws:iam::aws:policy/PowerUserAccess"', false],
  ["a role that it works with", "task_role_arn = var.old", "task_role_arn = var.old # the same", false],
  ["principals in a list", "principals = []", 'principals = [{ type = "AWS", identifiers = ["x"] }]', true],
  ["a role that its provider works with", "", "requester_aws_assume_role_arn = module.roles.terraform_role_arn", false],
  ["a tag", "tags = {}", 'tags = { owner = "111122223333", role = aws_iam_role.ci.arn }', false],
  [
    "a variable of what runs",
    "environment_variables = {}",
    "environment_variables = { ROLE = aws_iam_role.ci.arn }",
    false,
  ],
  [
    "a role for what fills in a policy",
    "default_policy_variables = {}",
    "default_policy_variables = { user_roles = [aws_iam_role.ci.arn] }",
    true,
  ],
  ["one less", "key_variables = { users = [aws_iam_role.ci.arn] }", "key_variables = { users = [] }", false],
  ["a role among variables", "variables = {}", 'variables = { readers = ["arn:aws:iam::111122223333:role/ci"] }', true],
  ["a size among variables", "variables = {}", "variables = { size = 3 }", false],
  [
    "variables of a program",
    "variables = {}",
    "variables = { ROLE_ARN = aws_iam_role.ci.arn, BUCKET = var.bucket }",
    false,
  ],
  ["variables of a stage", "stage_variables = {}", "stage_variables = { role = aws_iam_role.ci.arn }", false],
  ["a name", 'role_name = "reader"', 'role_name = "readers"', false],
  ["a size and a subnet", "size = 1", 'size = 2\n  subnet_ids = ["subnet-1", module.vpc.subnets[1]]', false],
  [
    "a certificate of a load balancer",
    "listeners = {}",
    'listeners = { a = { certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/x", actions = [{ type = "forward" }] } }',
    false,
  ],
  ["a key of a load balancer", "kms_key_arn = var.k", "kms_key_arn = aws_kms_key.k.arn", false],
  [
    "a security group and an image",
    "",
    'security_groups = [aws_security_group.a.id]\n  ami_owners = ["099720109477"]',
    false,
  ],
  ["a switch that makes a role", "", "create_role = true\n  assume_role_duration = 3600", false],
];

const assignments: typeof rows = [
  [
    "one more group",
    assigned(assignment("admins", "111122223333")),
    assigned(assignment("admins", "111122223333"), assignment("all", "111122223333")),
    unknown,
  ],
  [
    "another account for a group",
    assigned(assignment("a", "111122223333"), assignment("b", "444455556666")),
    assigned(assignment("a", "111122223333"), assignment("b", "444455556666"), assignment("a", "444455556666")),
    unknown,
  ],
  [
    "one group less",
    assigned(assignment("a", "111122223333"), assignment("b", "444455556666")),
    assigned(assignment("b", "444455556666")),
    same,
  ],
  [
    "the groups in another order",
    assigned(assignment("a", "111122223333"), assignment("b", "444455556666")),
    assigned(assignment("b", "444455556666"), assignment("a", "111122223333")),
    same,
  ],
  [
    "a statement whose principals are read",
    call(
      'policy_statements = { a = { actions = ["sqs:SendMessage"], resources = ["*"], principals = [{ type = "Service", identifiers = ["sns.amazonaws.com"] }] } }',
    ),
    call(
      'policy_statements = { a = { actions = ["sqs:SendMessage"], resources = ["*"], principals = [{ type = "Service", identifiers = ["events.amazonaws.com"] }] } }',
    ),
    [
      "module.m resource: sqs:SendMessage on * by Service events.amazonaws.com",
      "-module.m resource: sqs:SendMessage on * by Service sns.amazonaws.com",
    ],
  ],
];

describe("what modules of elsewhere are given", () => {
  for (const [title, before, after, lines] of [...rows, ...assignments])
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("main.tf", before, after), lines));
  for (const [title, before, after, isNew] of givens)
    it(`${title}: ${isNew ? "not known" : "nothing"}`, async () => {
      const around = roles + trustDocument;
      const lines = await diffTexts("main.tf", around + call(before), around + call(after));
      assert.deepEqual(lines, isNew ? unknown : same);
    });
});

describe("local modules that are not there", () => {
  const local = (body: string) => call(body, "./elsewhere/role");
  const template = (given: string) => `assume_role_policy = templatefile("./elsewhere/trust.json", ${given})`;
  const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
    ["a trust that is filled otherwise", local(template("{}")), local(template("{ account = var.a }")), unknown],
    ["a policy more", local(""), local("policies = [aws_iam_policy.p.arn]"), unknown],
    ["a new call with a policy", "", local("policy = var.p"), unknown],
    ["another description", local('about = "one"'), local('about = "two"'), same],
    ["the same", local(template("{}")), `${local(template("{}"))}# the same\n`, same],
  ];
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees({ "main.tf": before }, { "main.tf": after }), lines));
  it("one that is there", async () => {
    const module = { "elsewhere/role/main.tf": 'variable "policy" {\n}\n' };
    const files = (body: string) => ({ ...module, "main.tf": local(body) });
    assert.deepEqual(await diffTrees(files(""), files("policy = var.p")), same);
  });
});
