/** What local modules give as outputs where it is given to another: the lines of a change, and those of its opposite. */
import { bothWays } from "../../support/both-ways";
import type { TreeFiles } from "../../support/diff-trees";

const statement = (actions: string, resource: string) =>
  `statement {\n    actions   = [${actions}]\n    resources = [${resource}]\n  }`;
const document = (name: string, body: string) => `data "aws_iam_policy_document" "${name}" {\n  ${body}\n}\n`;
const output = (name: string, value: string) => `output "${name}" {\n  value = ${value}\n}\n`;
const table = `variable "indexes" {\n  type    = any\n  default = []\n}
variable "name" {\n  default = "t"\n}
resource "aws_dynamodb_table" "t" {\n  name = var.name\n}
resource "aws_sqs_queue" "q" {\n  name = var.name\n}
${document(
  "reads",
  `${statement('"dynamodb:GetItem"', "aws_dynamodb_table.t.arn")}
  dynamic "statement" {
    for_each = var.indexes
    content {
      actions   = ["dynamodb:Query"]
      resources = ["arn:aws:dynamodb:*:*:table/\${var.name}/index/\${statement.value.name}"]
    }
  }`,
)}
${document("writes", statement('"dynamodb:PutItem"', "aws_dynamodb_table.t.arn"))}
resource "aws_iam_policy" "sends" {
  name   = "sends"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn }] })
}
${output("reads", "data.aws_iam_policy_document.reads.json")}${output("writes", "data.aws_iam_policy_document.writes.json")}
${output("sends", "aws_iam_policy.sends.arn")}${output("sending", "aws_iam_policy.sends.policy")}${output("arn", "aws_dynamodb_table.t.arn")}`;
const role = `variable "documents" {\n  default = []\n}
variable "policies" {\n  default = []\n}
resource "aws_iam_role" "r" {\n  name = "r"\n}
${document("all", "source_policy_documents = concat(compact(var.documents), [data.aws_iam_policy_document.own.json])")}
${document("own", statement('"logs:CreateLogGroup"', '"*"'))}
resource "aws_iam_role_policy" "p" {\n  role   = aws_iam_role.r.name\n  policy = data.aws_iam_policy_document.all.json\n}
resource "aws_iam_role_policy_attachment" "a" {\n  for_each   = { for at, one in var.policies : at => one }\n  role       = aws_iam_role.r.name\n  policy_arn = each.value\n}
`;
const call = (name: string, source: string, given = "") =>
  `module "${name}" {\n  source = "./${source}"\n  ${given}\n}\n`;
const folder = (given: string, more = call("a", "table") + call("b", "table")): TreeFiles => ({
  "main.tf": call("m", "role", given) + more,
  "table/main.tf": table,
  "role/main.tf": role,
});
const got = (action: string, at: string) => `module.m.aws_iam_role.r identity: ${action} on \${module.${at}.arn}`;
const [reads, writes] = [
  got("dynamodb:GetItem", "a.aws_dynamodb_table.t"),
  got("dynamodb:PutItem", "a.aws_dynamodb_table.t"),
];
const ofOther = got("dynamodb:GetItem", "b.aws_dynamodb_table.t");
const sends = got("sqs:SendMessage", "a.aws_sqs_queue.q");
const indexed = (...names: readonly string[]) =>
  call("a", "table", `name    = "people"\n  indexes = [${names.map((one) => `{ name = "${one}" }`).join(", ")}]`);
const byIndex = "module.m.aws_iam_role.r identity: dynamodb:Query on arn:aws:dynamodb:*:*:table/people/index/age";
const ofDocument = byIndex.replace("m.aws_iam_role.r", "a.data.aws_iam_policy_document.reads");

type Row = readonly [
  title: string,
  before: TreeFiles,
  after: TreeFiles,
  there: readonly string[],
  back: readonly string[],
];
const rows: readonly Row[] = [
  ["a document", folder(""), folder("documents = [module.a.reads]"), [reads], [`-${reads}`]],
  [
    "one more",
    folder("documents = [module.a.reads]"),
    folder("documents = [module.a.reads, module.a.writes]"),
    [writes],
    [`-${writes}`],
  ],
  [
    "that of the same module, called otherwise",
    folder("documents = [module.a.reads]"),
    folder("documents = [module.b.reads]"),
    [ofOther, `-${reads}`],
    [reads, `-${ofOther}`],
  ],
  ["a policy", folder(""), folder("policies = [module.a.sends]"), [sends], [`-${sends}`]],
  ["what a policy says", folder(""), folder("documents = [module.a.sending]"), [sends], [`-${sends}`]],
  [
    "what a policy says, in its place",
    folder("policies = [module.a.sends]"),
    folder("documents = [module.a.sending]"),
    [],
    [],
  ],
  [
    "a statement more for each that the module is given",
    folder("documents = [module.a.reads]", indexed("name")),
    folder("documents = [module.a.reads]", indexed("name", "age")),
    // The document is reported as well: an output may give it to others.
    [byIndex, ofDocument],
    [`-${byIndex}`, `-${ofDocument}`],
  ],
  [
    "an output that is none",
    folder("documents = [module.a.reads]"),
    folder("documents = [module.a.reads, module.c.reads]"),
    ["?module.m.aws_iam_role.r identity"],
    [],
  ],
  [
    "of what is counted now, and was one",
    folder("documents = [module.a.reads]"),
    {
      ...folder("documents = [module.a.reads]"),
      "table/main.tf": table
        .replace('"t" {\n  name', '"t" {\n  count = 1\n  name')
        .replaceAll("aws_dynamodb_table.t.arn", "aws_dynamodb_table.t[0].arn"),
    },
    [],
    [],
  ],
  [
    "in another order",
    folder("documents = [module.a.reads, module.a.writes]"),
    folder("documents = [module.a.writes, module.a.reads]"),
    [],
    [],
  ],
];

describe("what local modules give to others", () => {
  for (const [title, before, after, there, back] of rows) bothWays(title, [before, after], there, back);
});
