/** What units of Terragrunt take from other files, and units of stacks: `diff` of two folders. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const module = `variable "actions" { type = list(string) }
variable "role" { default = "deploy" }
resource "aws_iam_role_policy" "p" {
  role   = var.role
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })
}
`;
const unit = (top: string, actions = '["sqs:*"]', more = ""): string =>
  `${top}terraform {\n  source = "../../modules/m"\n}\ninputs = {\n  actions = ${actions}\n${more}}\n`;
const files = (text: string, more: TreeFiles = {}): TreeFiles => ({
  "modules/m/main.tf": module,
  "live/prod/terragrunt.hcl": text,
  ...more,
});
const [sends, all] = ['["sqs:SendMessage"]', '["sqs:SendMessage", "iam:*"]'];
const locals = (actions: string, more = "") => `locals {\n  actions = ${actions}\n${more}}\n`;
const dependency = (name: string, path: string) => `dependency "${name}" {\n  config_path = "${path}"\n}\n`;
const stack = (actions: string, more = "") => ({
  "live/terragrunt.stack.hcl": `unit "m" {\n  source = "../units/m"\n  path   = "m"\n  values = {\n    actions = ${actions}\n${more}  }\n}\n`,
  "units/m/terragrunt.hcl": unit("", "values.actions"),
});
const reading = unit(
  'locals {\n  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))\n}\n',
  "local.env.locals.actions",
);
const including = unit(
  'include "root" {\n  path   = find_in_parent_folders("root.hcl")\n  expose = true\n}\n',
  "include.root.locals.actions",
);
const decoding = unit(
  'locals {\n  env = yamldecode(file(find_in_parent_folders("env.yaml")))\n}\n',
  "local.env.actions",
);
const taken = "!Units of Terragrunt take what this file says: nobody knows here what it newly allows.";
const other = (what: string) => [
  `!\`${what}\` is of another file than before: nobody knows here what that newly allows.`,
];

type Row = readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]];

const rows: readonly Row[] = [
  ...(
    [
      ["a file that is read", reading, "live/env.hcl", locals],
      ["a file that is included and exposed", including, "live/root.hcl", locals],
      [
        "a file that is decoded",
        decoding,
        "live/env.yaml",
        (actions: string, more = "") => `actions: ${actions}\n${more}`,
      ],
    ] as const
  ).flatMap(([title, text, path, write]): Row[] => [
    [title, files(text, { [path]: write(sends) }), files(text, { [path]: write(all) }), [taken]],
    [
      `${title}, of which something else changes`,
      files(text, { [path]: write(sends, "  size = 1\n") }),
      files(text, { [path]: write(sends, "  size = 2\n") }),
      [],
    ],
    [`${title} by nobody`, files(unit(""), { [path]: write(sends) }), files(unit(""), { [path]: write(all) }), []],
  ]),
  [
    "a dependency on another unit",
    files(unit(dependency("iam", "../reader"), undefined, "  role = dependency.iam.outputs.role\n")),
    files(unit(dependency("iam", "../admin"), undefined, "  role = dependency.iam.outputs.role\n")),
    other("dependency.iam"),
  ],
  [
    "a dependency on another unit that is about no access",
    files(unit(dependency("vpc", "../vpc"), undefined, "  subnets = dependency.vpc.outputs.subnets\n")),
    files(unit(dependency("vpc", "../vpc2"), undefined, "  subnets = dependency.vpc.outputs.subnets\n")),
    [],
  ],
  [
    "another file that is read",
    files(reading),
    files(reading.replace("env.hcl", "admin.hcl")),
    [...other("read_terragrunt_config"), "?role deploy identity"],
  ],
  [
    "another file that is included",
    files(including),
    files(including.replace("root.hcl", "admin.hcl")),
    other("include"),
  ],
  ["the file above all units by its newer name", files(including.replace('"root.hcl"', "")), files(including), []],
  ["a unit of a stack that is given more", files("", stack(sends)), files("", stack(all)), ["?module.m identity"]],
  [
    "a unit of a stack that is given something else",
    files("", stack(sends, "    size = 1\n")),
    files("", stack(sends, "    size = 2\n")),
    [],
  ],
  ["a unit more of a stack", files(""), files("", stack(all)), ["?module.m identity", "?role deploy identity"]],
];

describe("what Terragrunt takes from other files", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
