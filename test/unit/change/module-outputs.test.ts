/** What is attached by an output of a local module, and what a folder has whose policies are all gone. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const modules = (policy: string, attaching: string, other = "x") => ({
  "main.tf": `module "m" {\n  source = "./m"\n}\n${attaching}`,
  "m/main.tf": `output "arn" {\n  value = "arn:aws:iam::aws:policy/${policy}"\n}\noutput "other" {\n  value = "${other}"\n}\n`,
});
const toUser =
  'resource "aws_iam_user_policy_attachment" "a" {\n  user       = "bob"\n  policy_arn = module.m.arn\n}\n';
const toRole = `resource "aws_iam_role" "r" {
  name = "r"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = module.m.arn
}
`;
const endpoint = (open: boolean, vpc = "vpc-1") => ({
  "main.tf": `variable "open" {
  default = ${open}
}
resource "aws_vpc_endpoint" "e" {
  vpc_id = "${vpc}"
  policy = var.open ? null : jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
}
`,
});

/** What a module says of its role, and a policy of it. */
const named = (attribute: string, role = "r") => ({
  "main.tf": `module "m" {\n  source = "./m"\n}\nresource "aws_iam_role_policy" "p" {\n  role   = module.m.role\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })\n}\n`,
  "m/main.tf": `resource "aws_iam_role" "r" {\n  name = "r"\n}\nresource "aws_iam_role" "s" {\n  name = "s"\n}\noutput "role" {\n  value = aws_iam_role.${role}.${attribute}\n}\n`,
});

/** A policy with a variable of this name. */
const renamed = (name: string, more = "", path = "*") => ({
  "main.tf": `variable "${name}" {\n  type = string\n${more}}\nresource "aws_iam_role_policy" "p" {\n  role   = "r"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::\${var.${name}}/${path}" }] })\n}\n`,
});

/** A policy of AWS that a module looks up, and tells its callers of. */
const lookedUp = (policy: string, attaching = "") => ({
  "main.tf": `module "m" {\n  source = "./m"\n}\n${attaching}`,
  "m/main.tf": `data "aws_iam_policy" "p" {\n  arn = "arn:aws:iam::aws:policy/${policy}"\n}\noutput "arn" {\n  value = data.aws_iam_policy.p.arn\n}\n`,
});

type Files = Readonly<Record<string, string>>;
const rows: readonly (readonly [title: string, before: Files, after: Files, lines: readonly string[]])[] = [
  [
    "an output for somebody of elsewhere",
    modules("ReadOnlyAccess", toUser),
    modules("AdministratorAccess", toUser),
    ["?user bob identity"],
  ],
  [
    "an output for a role",
    modules("ReadOnlyAccess", toRole),
    modules("AdministratorAccess", toRole),
    ["?aws_iam_role.r identity"],
  ],
  [
    "an output of a policy that is looked up",
    lookedUp("ReadOnlyAccess", toUser),
    lookedUp("AdministratorAccess", toUser),
    ["?user bob identity"],
  ],
  ["one that nobody attaches", lookedUp("ReadOnlyAccess"), lookedUp("AdministratorAccess"), []],
  ["a new one that nobody attaches", { "main.tf": "" }, lookedUp("AdministratorAccess"), []],
  ["another output of the module", modules("ReadOnlyAccess", toUser), modules("ReadOnlyAccess", toUser, "y"), []],
  ["another attribute of the same role", named("arn"), named("id"), []],
  ["another role", named("id"), named("id", "s"), ["?role ${module.m.role} identity"]],
  ["a variable of another name", renamed("bucket"), renamed("bucket_name"), ["?role r identity"]],
  [
    "a variable of another name with the same default",
    renamed("bucket", '  default = "b"\n'),
    renamed("bucket_name", '  default = "b"\n'),
    [],
  ],
  [
    "a variable of another name, and another path",
    renamed("bucket", "", "a"),
    renamed("bucket_name"),
    [
      "role r identity: s3:GetObject on arn:aws:s3:::${var.bucket_name}/*",
      "-role r identity: s3:GetObject on arn:aws:s3:::${var.bucket}/a",
    ],
  ],
  ["an endpoint that a variable opens", endpoint(false), endpoint(true), ["?aws_vpc_endpoint.e endpoint"]],
  ["an endpoint that was open", endpoint(true), endpoint(true, "vpc-2"), []],
];

describe("folders of Terraform without a policy of their own", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
