/** The role that the registry's module for functions makes of its inputs, as its iam.tf has it. */
import assert from "node:assert/strict";

import { locatePolicies } from "../../../src/analysis/locate/locate";
import type { Parsers } from "../../../src/analysis/source/grammar";
import { Source } from "../../../src/analysis/source/source";
import { unitsOfTerraform } from "../../../src/analysis/units/terraform-units";
import type { UnitRole } from "../../../src/analysis/units/unit";
import { loadParsers } from "../../../src/data/grammars";
import { builtManagedPolicies } from "../../support/managed-policies";

let parsers: Parsers;

function roleOf(text: string): UnitRole | null {
  const source = new Source({ name: "main.tf", text }, parsers);
  const { policies: located } = locatePolicies(source);
  const units = unitsOfTerraform(source.syntax("hcl")!, { managed: builtManagedPolicies(), located });
  return units.find(({ name }) => name === "work")!.role;
}

const call = (inputs: string, name = "work"): string => `module "${name}" {
  source = "terraform-aws-modules/lambda/aws"
  function_name = "${name}"
  handler = "work.handler"
  runtime = "python3.13"
  source_path = "src"
${inputs}
}
`;

const statement = (action: string): string =>
  `{ effect = "Allow", actions = ["${action}"], resources = ["arn:aws:sqs:eu-west-1:111122223333:jobs"] }`;
const json = (action: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
const document = `data "aws_iam_policy_document" "jobs" {
  statement {
    actions = ["sqs:PurgeQueue"]
    resources = ["*"]
  }
}
`;
const policy = `resource "aws_iam_policy" "jobs" {\n  policy = ${json("sqs:PurgeQueue")}\n}\n`;
const logs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const withoutLogs = "attach_cloudwatch_logs_policy = false";
const attached = `${withoutLogs}\n  attach_policy_statements = true\n  policy_statements`;

describe("the role that the registry's module for functions makes", () => {
  before(async () => {
    parsers = await loadParsers(["hcl"]);
  });

  describe("has what the module is given", () => {
    const rows: readonly (readonly [title: string, text: string, actions: readonly string[]])[] = [
      ["nothing but its logs", call(""), logs],
      ["not even its logs", call(withoutLogs), []],
      ["a list of statements", call(`${attached} = [${statement("sqs:PurgeQueue")}]`), ["sqs:PurgeQueue"]],
      [
        "a map of statements",
        call(`${attached} = { a = ${statement("sqs:PurgeQueue")}, b = ${statement("sqs:SendMessage")} }`),
        ["sqs:PurgeQueue", "sqs:SendMessage"],
      ],
      [
        "statements of a local that two calls have",
        `locals {\n  all = [${statement("sqs:PurgeQueue")}]\n}\n${call(`${attached} = local.all`, "other")}${call(`${attached} = local.all`)}`,
        ["sqs:PurgeQueue"],
      ],
      [
        "statements that are given and not attached",
        call(`${withoutLogs}\n  policy_statements = [${statement("sqs:PurgeQueue")}]`),
        [],
      ],
      [
        "JSON",
        call(`${withoutLogs}\n  attach_policy_json = true\n  policy_json = ${json("sqs:PurgeQueue")}`),
        ["sqs:PurgeQueue"],
      ],
      ["JSON that is not attached", call(`${withoutLogs}\n  policy_json = ${json("sqs:PurgeQueue")}`), []],
      [
        "a document",
        `${call(`${withoutLogs}\n  attach_policy_json = true\n  policy_json = data.aws_iam_policy_document.jobs.json`)}${document}`,
        ["sqs:PurgeQueue"],
      ],
      [
        "the first of two in JSON",
        call(
          `${withoutLogs}\n  attach_policy_jsons = true\n  number_of_policy_jsons = 1\n  policy_jsons = [${json("sqs:PurgeQueue")}, ${json("sqs:SendMessage")}]`,
        ),
        ["sqs:PurgeQueue"],
      ],
      [
        "a policy of the configuration",
        `${call(`${withoutLogs}\n  attach_policy = true\n  policy = aws_iam_policy.jobs.arn`)}${policy}`,
        ["sqs:PurgeQueue"],
      ],
      [
        "a policy of AWS in a list",
        call(
          `${withoutLogs}\n  attach_policies = true\n  number_of_policies = 1\n  policies = ["arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess"]`,
        ),
        ["sns:GetTopicAttributes"],
      ],
      ["what networks need", call(`${withoutLogs}\n  attach_network_policy = true`), ["ec2:CreateNetworkInterface"]],
      ["what traces need", call(`${withoutLogs}\n  attach_tracing_policy = true`), ["xray:PutTraceSegments"]],
      [
        "what dead letters need",
        call(
          `${withoutLogs}\n  attach_dead_letter_policy = true\n  dead_letter_target_arn = "arn:aws:sqs:eu-west-1:111122223333:dead"`,
        ),
        ["sns:Publish", "sqs:SendMessage"],
      ],
      [
        "what destinations need",
        call(
          `${withoutLogs}\n  attach_async_event_policy = true\n  destination_on_failure = "arn:aws:sqs:eu-west-1:111122223333:dead"`,
        ),
        ["sns:Publish", "sqs:SendMessage", "events:PutEvents", "lambda:InvokeFunction"],
      ],
      [
        "what is attached to it by its name",
        `${call(withoutLogs)}resource "aws_iam_role_policy" "more" {\n  role = module.work.lambda_role_name\n  policy = ${json("sqs:PurgeQueue")}\n}\n`,
        ["sqs:PurgeQueue"],
      ],
    ];
    for (const [title, text, actions] of rows)
      it(title, () => {
        const role = roleOf(text);
        assert.equal(role?.doubt, null);
        const found = role.policies.flatMap((one) =>
          one.policy.statements.flatMap(({ action }) => action?.items.map(({ value }) => value) ?? []),
        );
        for (const action of actions) assert.ok(found.includes(action), found.join());
        if (actions.length === 0) assert.deepEqual(found, []);
        if (title === "the first of two in JSON") assert.ok(!found.includes("sqs:SendMessage"));
      });
  });

  describe("is in doubt", () => {
    const rows: readonly (readonly [title: string, text: string])[] = [
      ["by a switch that is not known", call("attach_policy_json = var.more\n  policy_json = var.policy")],
      ["by statements that are not known", call(`${attached} = var.statements`)],
      ["by one statement that is not known", call(`${attached} = [${statement("sqs:PurgeQueue")}, var.more]`)],
      [
        "by statements that are put together",
        call(`${attached} = merge({ a = ${statement("sqs:SendMessage")} }, var.a)`),
      ],
      [
        "by statements with other names than the module reads",
        call(`${attached} = [{ Effect = "Allow", Action = "sqs:PurgeQueue", Resource = "*" }]`),
      ],
      [
        "by variables of IAM",
        call(
          `${attached} = [{ effect = "Allow", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a/&{aws:userid}"] }]`,
        ),
      ],
      ["by JSON that is not known", call("attach_policy_json = true\n  policy_json = var.policy")],
      ["by JSON that is not given", call("attach_policy_json = true")],
      ["by a policy that is not known", call("attach_policy = true\n  policy = var.policy")],
      [
        "by a list that is not known",
        call("attach_policies = true\n  number_of_policies = 1\n  policies = var.policies"),
      ],
      [
        "by how many are taken of a list",
        call(
          `attach_policy_jsons = true\n  number_of_policy_jsons = var.many\n  policy_jsons = [${json("sqs:PurgeQueue")}]`,
        ),
      ],
      ["by a boundary", call("role_permissions_boundary = var.boundary")],
      ["where there are several", call("for_each = var.all")],
      [
        "by a module that is given its name",
        `${call("")}module "more" {\n  source = "./more"\n  role = module.work.lambda_role_name\n}\n`,
      ],
    ];
    for (const [title, text] of rows) it(title, () => assert.equal(typeof roleOf(text)?.doubt, "string"));
  });

  describe("is another, or not known", () => {
    const own = `resource "aws_iam_role" "run" {\n  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })\n}\n`;
    const given = "lambda_role = aws_iam_role.run.arn";
    const rows: readonly (readonly [title: string, text: string, name: string | null])[] = [
      ["the module's", call(""), "module.work"],
      ["the module's, though another is given", call(given) + own, "module.work"],
      ["that which is given", call(`create_role = false\n  ${given}`) + own, "run"],
      ["one of elsewhere", call("create_role = false\n  lambda_role = var.role"), null],
      ["nobody knows which", call(`create_role = var.own\n  ${given}`) + own, null],
      ["none of a layer", call("create_layer = true"), null],
    ];
    for (const [title, text, name] of rows) it(title, () => assert.equal(roleOf(text)?.name ?? null, name));

    it("that which is given is used by nothing but functions, and the call adds nothing to it", () => {
      const role = roleOf(call(`create_role = false\n  ${given}`) + own);
      assert.deepEqual([role?.hasOtherUsers, role?.doubt], [false, null]);
    });
  });

  describe("is used by others", () => {
    const rows: readonly (readonly [title: string, text: string, hasOthers: boolean])[] = [
      [
        "where something is attached to it",
        `${call("")}resource "aws_iam_role_policy_attachment" "a" {\n  role = module.work.lambda_role_name\n  policy_arn = "arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess"\n}\n`,
        false,
      ],
      [
        "where its function is named",
        `${call("")}output "arn" {\n  value = module.work.lambda_function_arn\n}\n`,
        false,
      ],
      ["where it is given out", `${call("")}output "role" {\n  value = module.work.lambda_role_arn\n}\n`, true],
      ["where all of the module is", `${call("")}output "all" {\n  value = module.work\n}\n`, true],
      ["where it trusts others", call('trusted_entities = ["ec2.amazonaws.com"]'), true],
    ];
    for (const [title, text, hasOthers] of rows) it(title, () => assert.equal(roleOf(text)?.hasOtherUsers, hasOthers));
  });
});
