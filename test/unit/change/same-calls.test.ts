/** Local modules of Terraform that change, and what calls them: what both say alike is reported once. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const variables = 'variable "bucket" {\n  default = "a"\n}\nvariable "size" {\n  default = 1\n}\n';
const role = (actions: readonly string[], bucket = "files") =>
  `${variables}resource "aws_iam_role" "r" {\n  assume_role_policy = "{}"\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = "arn:aws:s3:::${bucket}/*" }] })\n}\n`;
const call = (given: string, source = "./m") => `module "m" {\n  source = "${source}"\n  ${given}\n}\n`;
const own = (bucket = "files", action = "s3:PutObject") =>
  `aws_iam_role.r identity: ${action} on arn:aws:s3:::${bucket}/*`;
const open = "${var.bucket}";
const [get, put] = ["s3:GetObject", "s3:PutObject"] as const;

const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  [
    "a call that changes something else",
    { "m/main.tf": role([get]), "main.tf": call("size = 1") },
    { "m/main.tf": role([get, put]), "main.tf": call("size = 2") },
    [own()],
  ],
  [
    "a call of a call",
    { "m/main.tf": role([get]), "n/main.tf": call("size = 1", "../m"), "main.tf": call("size = 1", "./n") },
    { "m/main.tf": role([get, put]), "n/main.tf": call("size = 2", "../m"), "main.tf": call("size = 2", "./n") },
    [own()],
  ],
  [
    "a call with a value of its own",
    { "m/main.tf": role([get], open), "main.tf": call('bucket = "b"') },
    { "m/main.tf": role([get, put], open), "main.tf": call('bucket = "c"') },
    [
      own(open),
      `module.m.${own("c", get)}`,
      `module.m.${own("c")}`,
      `-module.m.${own("b", get)}`,
      `-module.m.${own("b")}`,
    ],
  ],
  [
    "another module that says the same",
    { "m/main.tf": role([get]), "n/main.tf": role([get, put]), "main.tf": call("size = 1") },
    { "m/main.tf": role([get, put]), "n/main.tf": role([get]), "main.tf": call("size = 1", "./n") },
    [own(), `-${own()}`],
  ],
];

describe("modules and their calls", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual([...(await diffTrees(before, after))].sort(), [...lines].sort()));
});
