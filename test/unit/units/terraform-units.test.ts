/** The functions of Terraform modules, with what their names stand for and what their roles grant. */
import assert from "node:assert/strict";

import { locatePolicies } from "../../../src/analysis/locate/locate";
import type { Parsers } from "../../../src/analysis/source/grammar";
import { Source } from "../../../src/analysis/source/source";
import { writtenParts } from "../../../src/analysis/units/declared-names";
import { unitsOfTerraform } from "../../../src/analysis/units/terraform-units";
import type { DeclaredUnit, UnitRole } from "../../../src/analysis/units/unit";
import { loadParsers } from "../../../src/data/grammars";
import { builtManagedPolicies } from "../../support/managed-policies";

let parsers: Parsers;

function unitsOf(text: string): readonly DeclaredUnit[] {
  const source = new Source({ name: "main.tf", text }, parsers);
  const { policies: located } = locatePolicies(source);
  return unitsOfTerraform(source.syntax("hcl")!, { managed: builtManagedPolicies(), located });
}

function unitOf(text: string): DeclaredUnit {
  const [unit, ...others] = unitsOf(text);
  assert.ok(unit && others.length === 0);
  return unit;
}

const worker = (body: string): string => `resource "aws_lambda_function" "worker" {\n${body}\n}\n`;
const archive = (argument: string): string =>
  `data "archive_file" "code" {\n  type = "zip"\n  ${argument}\n  output_path = "code.zip"\n}\n`;
const archived = "  filename = data.archive_file.code.output_path\n";
const trust = (service = "lambda"): string =>
  `  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}.amazonaws.com" } }] })\n`;

describe("the functions of Terraform", () => {
  before(async () => {
    parsers = await loadParsers(["hcl"]);
  });

  describe("have their code", () => {
    type Row = readonly [title: string, text: string, code: DeclaredUnit["code"]];
    const code = (folder: string, entry: string, more: object = {}): DeclaredUnit["code"] => ({
      folder,
      entries: [entry],
      handler: "run",
      layers: [],
      hasMore: false,
      ...more,
    });
    const python = `${archived}  handler = "app.main.run"\n  runtime = "python3.13"`;
    const node = `${archived}  handler = "dist/app.run"\n  runtime = "nodejs22.x"`;
    const rows: readonly Row[] = [
      [
        "in a folder of the module",
        worker(python) + archive('source_dir = "${path.module}/src"'),
        code("src", "app/main"),
      ],
      ["in a folder of the root", worker(node) + archive('source_dir = "${path.root}/src"'), code("src", "dist/app")],
      ["in a folder beside it", worker(node) + archive('source_dir = "../src"'), code("../src", "dist/app")],
      [
        "with layers",
        worker(`${node}\n  layers = [var.layer]`) + archive('source_dir = "src"'),
        code("src", "dist/app", { hasMore: true }),
      ],
      ["in a file", worker(node) + archive('source_file = "${path.module}/src/a.js"'), code("src", "a.js")],
      ["in a file of the folder", worker(node) + archive('source_file = "a.js"'), code(".", "a.js")],
      ["unless a variable has the folder", worker(node) + archive("source_dir = var.folder"), null],
      ["unless a variable has a part of it", worker(node) + archive('source_dir = "${var.folder}/src"'), null],
      ["unless it is put together of contents", worker(node) + archive('source_content = "a"'), null],
      [
        "unless it is no archive",
        worker(node.replace("data.archive_file.code.output_path", '"code.zip"')) + archive('source_dir = "src"'),
        null,
      ],
      [
        "unless another attribute is named",
        worker(node.replace("output_path", "output_md5")) + archive('source_dir = "src"'),
        null,
      ],
      ["unless the archive is elsewhere", worker(node), null],
      [
        "unless the handler is not known",
        worker(node.replace('"dist/app.run"', "var.handler")) + archive('source_dir = "src"'),
        null,
      ],
    ];
    for (const [title, text, expected] of rows) it(title, () => assert.deepEqual(unitOf(text).code, expected));

    it("and are the resources of their type alone", () => {
      const others = 'resource "aws_sqs_queue" "worker" {}\ndata "aws_lambda_function" "worker" {}\n';
      assert.deepEqual(unitsOf(others), []);
      assert.deepEqual(
        unitsOf(worker("") + worker("").replace('"worker"', '"other"') + others).map(({ name }) => name),
        ["worker", "other"],
      );
    });
  });

  describe("have names in their environment", () => {
    const resources = `
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_sqs_queue" "made" { name_prefix = "made" }
resource "aws_sqs_queue" "each" {
  for_each = var.all
  name = "each"
}
resource "aws_sqs_queue" "counted" {
  count = 2
  name = "counted"
}
resource "aws_sns_topic" "news" { name = "news-\${var.stage}" }
resource "aws_s3_bucket" "files" { bucket = "\${aws_sqs_queue.jobs.name}-files" }
resource "aws_dynamodb_table" "orders-2" { name = "orders" }
resource "aws_secretsmanager_secret" "login" { name = "login" }
resource "aws_iam_role" "other" { name = "other" }
resource "aws_instance" "web" { name = "web" }
`;
    const own = "${AWS::Region}:${AWS::AccountId}";
    const rows: Readonly<Record<string, string | null>> = {
      '"plain"': "plain",
      "aws_sqs_queue.jobs.name": "jobs",
      "aws_sqs_queue.jobs.arn": `arn:aws:sqs:${own}:jobs`,
      "aws_sqs_queue.jobs.url": "https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/jobs",
      "aws_sqs_queue.jobs.id": "https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/jobs",
      "aws_sqs_queue.made.arn": `arn:aws:sqs:${own}:\${aws_sqs_queue.made.name}`,
      "aws_sqs_queue.each.arn": "${aws_sqs_queue.each.arn}",
      "aws_sqs_queue.counted.arn": "${aws_sqs_queue.counted.arn}",
      "aws_sqs_queue.none.arn": "${aws_sqs_queue.none.arn}",
      "aws_instance.web.arn": "${aws_instance.web.arn}",
      "aws_sns_topic.news.id": `arn:aws:sns:${own}:news-\${var.stage}`,
      "aws_sns_topic.news.name": "news-${var.stage}",
      "aws_s3_bucket.files.id": "jobs-files",
      "aws_s3_bucket.files.arn": "arn:aws:s3:::jobs-files",
      "aws_dynamodb_table.orders-2.arn": `arn:aws:dynamodb:${own}:table/orders`,
      "aws_secretsmanager_secret.login.id": `arn:aws:secretsmanager:${own}:secret:login-??????`,
      "aws_iam_role.other.arn": "arn:aws:iam::${AWS::AccountId}:role/other",
      '"arn:${data.aws_partition.p.partition}:sqs:${data.aws_region.r.name}:${data.aws_caller_identity.me.account_id}:a"': `arn:aws:sqs:${own}:a`,
      '"${data.aws_region.r.id}/${data.aws_region.r.region}/${data.aws_region.r.description}"':
        "${AWS::Region}/${AWS::Region}/${data.aws_region.r.description}",
      '"${module.a.name}-${var.stage}"': "${module.a.name}-${var.stage}",
      "[1]": null,
    };
    for (const [expression, expected] of Object.entries(rows))
      it(`of ${expression}`, () => {
        const unit = unitOf(`${resources}${worker(`  environment {\n    variables = { A = ${expression} }\n  }`)}`);
        const parts = unit.environment.get("A")!;
        assert.equal(parts && writtenParts(parts), expected);
      });
    it("and none without one", () => {
      assert.deepEqual([...unitOf(worker("")).environment], []);
      assert.deepEqual([...unitOf(worker("  environment {\n    variables = var.all\n  }")).environment], []);
    });
  });

  const names = 'resource "aws_sqs_queue" "jobs" { name = "jobs" }\nresource "aws_sqs_queue" "made" {}\n';
  const withRole = (role: string, more = "", trusts = trust()): string =>
    `${worker("  role = aws_iam_role.run.arn")}resource "aws_iam_role" "run" {\n${trusts}${role}}\n${names}${more}`;
  const roleOf = (text: string): UnitRole => {
    const [unit] = unitsOf(text);
    assert.ok(unit?.role);
    return unit.role;
  };

  it("tell made-up names from written ones", () => {
    const role = roleOf(withRole(""));
    const asked = [
      "aws_sqs_queue.made.name",
      "aws_sqs_queue.made.arn",
      "aws_sqs_queue.jobs.name",
      "aws_sqs_queue.none.name",
      "var.a",
    ];
    assert.deepEqual(
      asked.filter((name) => role.names.isGenerated(name)),
      ["aws_sqs_queue.made.name"],
    );
  });

  describe("have a role", () => {
    const send = 'jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })';
    const inline = (role: string, policy = send): string =>
      `resource "aws_iam_role_policy" "a" {\n  role = ${role}\n  policy = ${policy}\n}\n`;
    const attach = (arn: string): string =>
      `resource "aws_iam_role_policy_attachment" "b" {\n  role = aws_iam_role.run.name\n  policy_arn = ${arn}\n}\n`;
    const own = `resource "aws_iam_policy" "own" {\n  policy = ${send}\n}\n`;
    const read = (of: string): string => `data "aws_iam_policy" "read" {\n  ${of}\n}\n`;
    type Row = readonly [title: string, text: string, actions: readonly string[], isKnown: boolean];
    const sqs = "sqs:SendMessage";
    const readOnly = "sqs:GetQueueAttributes";
    const rows: readonly Row[] = [
      ["without policies", withRole(""), [], true],
      ["with one of its own", withRole("", inline("aws_iam_role.run.id")), [sqs], true],
      ["by its name", withRole("", inline("aws_iam_role.run.name")), [sqs], true],
      ["beside one of another role", withRole("", inline("aws_iam_role.other.id")), [], true],
      ["with one that cannot be read", withRole("", inline("aws_iam_role.run.id", "var.policy")), [], false],
      ["with a policy of the module", withRole("", own + attach("aws_iam_policy.own.arn")), [sqs], true],
      ["with a policy of another module", withRole("", attach("module.a.arn")), [], false],
      ["with a policy of a variable", withRole("", attach("var.arn")), [], false],
      ["with one of AWS", withRole("", attach('"arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"')), [readOnly], true],
      [
        "with one of AWS in any partition",
        withRole("", attach('"arn:${data.aws_partition.p.partition}:iam::aws:policy/AmazonSQSReadOnlyAccess"')),
        [readOnly],
        true,
      ],
      [
        "with one of an account",
        withRole("", attach('"arn:aws:iam::111122223333:policy/AmazonSQSReadOnlyAccess"')),
        [],
        false,
      ],
      ["with one of AWS that is not known", withRole("", attach('"arn:aws:iam::aws:policy/NoSuchAccess"')), [], false],
      [
        "with one that is looked up by its name",
        withRole("", read('name = "AmazonSQSReadOnlyAccess"') + attach("data.aws_iam_policy.read.arn")),
        [readOnly],
        true,
      ],
      [
        "with one that is looked up by its ARN",
        withRole(
          "",
          read('arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"') + attach("data.aws_iam_policy.read.arn"),
        ),
        [readOnly],
        true,
      ],
      ["with an attachment of nothing", withRole("", attach("x").replace(/ {2}policy_arn.*\n/, "")), [], false],
      [
        "with a list",
        withRole('  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"]\n'),
        [readOnly],
        true,
      ],
      ["with a list that is not known", withRole("  managed_policy_arns = var.all\n"), [], false],
      ["with a boundary", withRole("  permissions_boundary = var.edge\n"), [], false],
      ["of which there are several", withRole("  count = 2\n"), [], false],
      ["of which there is one for each", withRole("  for_each = var.all\n"), [], false],
      [
        "with policies in itself",
        withRole(`  inline_policy {\n    name = "a"\n    policy = ${send}\n  }\n`),
        [],
        false,
      ],
      [
        "that a module is given",
        withRole("", 'module "more" {\n  source = "./more"\n  role = aws_iam_role.run.name\n}\n'),
        [],
        false,
      ],
    ];
    for (const [title, text, actions, isKnown] of rows)
      it(title, () => {
        const { policies, doubt } = roleOf(text);
        assert.equal(doubt === null, isKnown, doubt ?? "no doubt");
        const written = policies.flatMap(({ policy }) =>
          policy.statements.flatMap(({ action }) => action?.items.map(({ value }) => value) ?? []),
        );
        for (const action of actions) assert.ok(written.includes(action), written.join());
        if (actions.length === 0) assert.deepEqual(written, []);
      });

    it("unless it stands elsewhere", () => {
      for (const role of [
        "var.role",
        '"arn:aws:iam::111122223333:role/a"',
        "aws_iam_role.none.arn",
        "aws_iam_role.run.name",
      ])
        assert.equal(unitOf(withRole("").replace("aws_iam_role.run.arn", role)).role, null);
    });

    const machine = 'resource "aws_sfn_state_machine" "m" {\n  role_arn = aws_iam_role.run.arn\n}\n';
    const document = (service: string): string =>
      `data "aws_iam_policy_document" "t" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type = "Service"\n      identifiers = ["${service}.amazonaws.com"]\n    }\n  }\n}\n`;
    const byDocument = "  assume_role_policy = data.aws_iam_policy_document.t.json\n";
    const users: readonly (readonly [title: string, text: string, hasOthers: boolean])[] = [
      ["functions alone", withRole("", inline("aws_iam_role.run.id")), false],
      ["two functions", withRole("", worker("  role = aws_iam_role.run.arn").replace('"worker"', '"other"')), false],
      ["a state machine", withRole("", machine), true],
      ["a state machine that has another one", withRole("", machine.replace(".run.", ".runner.")), false],
      ["another service", withRole("", "", trust("ec2")), true],
      ["functions at the edge", withRole("", "", trust("edgelambda")), true],
      ["another service beside functions", withRole("", "", trust('lambda.amazonaws.com", "ec2')), true],
      ["whom a document names: functions", withRole("", document("lambda"), byDocument), false],
      ["whom a document names: another service", withRole("", document("ec2"), byDocument), true],
      ["nobody knows whom", withRole("", "", ""), true],
    ];
    for (const [title, text, hasOthers] of users)
      it(`that is used by ${title}`, () => assert.equal(roleOf(text).hasOtherUsers, hasOthers));

    it("and know the policies of the module's resources", () => {
      const text = withRole(
        "",
        `resource "aws_sqs_queue_policy" "q" {\n  queue_url = aws_sqs_queue.jobs.url\n  policy = ${send}\n}\n${own}`,
      );
      assert.deepEqual(
        roleOf(text).ofResources.map(({ type }) => type),
        ["resource"],
      );
    });
  });
});
