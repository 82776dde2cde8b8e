/** Templates of policies that a variable or a local fills which stands for something else now: the lines of a change, and those of its opposite. */
import { bothWays } from "../../support/both-ways";
import type { TreeFiles } from "../../support/diff-trees";

const template =
  '{ "Statement": [{ "Effect": "Allow", "Action": "${act}", "Resource": "arn:aws:s3:::${files}/*" }] }\n';
const policy = (given: string) => `resource "aws_iam_role_policy" "p" {
  role   = "app"
  policy = templatefile("\${path.module}/p.tpl", { ${given} })
}
`;
const data = (given: string) => `data "template_file" "t" {
  template = file("\${path.module}/p.tpl")
  vars     = { ${given} }
}
resource "aws_iam_role_policy" "p" {
  role   = "app"
  policy = data.template_file.t.rendered
}
`;
const variable = (value: string, name = "files") => `variable "${name}" { default = "${value}" }\n`;
const local = (value: string) => `locals { files = "${value}" }\n`;
const byVariable = policy('act = "s3:GetObject", files = var.files');
const of = (main: string, more: TreeFiles = {}): TreeFiles => ({ "main.tf": main, "p.tpl": template, ...more });
const told = (files: string) => `role app identity: s3:GetObject on arn:aws:s3:::${files}/*`;
const [there, back] = [
  [told("b"), `-${told("a")}`],
  [told("a"), `-${told("b")}`],
];

type Row = readonly [
  title: string,
  before: TreeFiles,
  after: TreeFiles,
  there: readonly string[],
  back: readonly string[],
];
const rows: readonly Row[] = [
  ["a default of the same file", of(byVariable + variable("a")), of(byVariable + variable("b")), there, back],
  [
    "a default of another file",
    of(byVariable, { "variables.tf": variable("a") }),
    of(byVariable, { "variables.tf": variable("b") }),
    there,
    back,
  ],
  [
    "a local",
    of(policy('act = "s3:GetObject", files = local.files') + local("a")),
    of(policy('act = "s3:GetObject", files = local.files') + local("b")),
    there,
    back,
  ],
  [
    "what data fills",
    of(data('act = "s3:GetObject", files = var.files') + variable("a")),
    of(data('act = "s3:GetObject", files = var.files') + variable("b")),
    there,
    back,
  ],
  [
    "a default that the template does not take",
    of(byVariable + variable("a") + variable("x", "other")),
    of(byVariable + variable("a") + variable("y", "other")),
    [],
    [],
  ],
  [
    "a default that is written otherwise",
    of(byVariable + variable("a")),
    of(`# files\n${byVariable}${variable("a")}`),
    [],
    [],
  ],
];

describe("templates of policies whose variables have another default", () => {
  for (const [title, before, after, lines, opposite] of rows) bothWays(title, [before, after], lines, opposite);
});
