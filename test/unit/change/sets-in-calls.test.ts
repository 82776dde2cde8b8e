/** What a call of a local module makes of sets and of lists of one: each is named by itself. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const allowed = (each: string) =>
  `variable "who" {\n  default = []\n}\ndata "aws_caller_identity" "me" {}\nresource "aws_vpc_endpoint_service_allowed_principal" "p" {\n  for_each = ${each}\n  vpc_endpoint_service_id = "vpce-svc-1"\n  principal_arn = each.key\n}\n`;
const attached =
  'variable "roles" {\n  type = "list"\n}\nresource "aws_iam_role_policy" "p" {\n  count = "${length(var.roles)}"\n  role = "${var.roles[count.index]}"\n  policy = <<EOF\n{ "Statement": [{ "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }] }\nEOF\n}\n';
const call = (given = "") => `module "m" {\n  source = "./m"\n  ${given}\n}\n`;
const root = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root";
const open = 'coalescelist(var.who, ["' + root + '"])';

const rows: readonly (readonly [title: string, module: string, given: string, lines: readonly string[]])[] = [
  [
    "a set by default",
    allowed(`toset(${open})`),
    "",
    [`module.m.aws_vpc_endpoint_service_allowed_principal.p["${root}"] resource: ec2:CreateVpcEndpoint by ${root}`],
  ],
  [
    "a set that is given",
    allowed(`toset(${open})`),
    'who = ["arn:aws:iam::111111111111:root"]',
    [
      'module.m.aws_vpc_endpoint_service_allowed_principal.p["arn:aws:iam::111111111111:root"] resource: ec2:CreateVpcEndpoint by arn:aws:iam::111111111111:root',
    ],
  ],
  [
    "one role of a list",
    attached,
    'roles = ["${module.worker.role_name}"]',
    ["role ${module.worker.role_name} identity: sqs:* on *"],
  ],
];

describe("sets in calls", () => {
  for (const [title, module, given, lines] of rows)
    it(title, async () => {
      const found = await diffTrees({ "m/main.tf": module }, { "m/main.tf": module, "main.tf": call(given) });
      assert.deepEqual(found, lines);
    });
});
