/** Local modules of Terraform: what is wrong by a caller's values is said at the caller, once, with the place in the module. */
import assert from "node:assert/strict";

import type { LocalModule } from "../../../src/analysis/source/document";
import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";

const engine = createEngine();

const role = `
variable "actions" { default = ["sqs:SendMessage"] }
variable "account" {}
variable "trusted" { default = ["111122223333"] }
variable "statements" { default = [] }
variable "more" { default = false }

locals {
  resources = ["arn:aws:sqs:eu-central-1:\${var.account}:jobs"]
}

resource "aws_iam_role" "this" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = var.trusted } }]
  })
}

data "aws_iam_policy_document" "this" {
  statement {
    actions   = var.actions
    resources = local.resources
  }
  statement {
    actions   = ["sqs:GetQueueUrll"]
    resources = local.resources
  }
  dynamic "statement" {
    for_each = var.more ? ["*"] : []
    content {
      actions   = ["sqs:*"]
      resources = [statement.value]
    }
  }
  dynamic "statement" {
    for_each = var.statements
    content {
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}
`;
const outer = `
variable "what" {}
module "role" {
  source  = "../role"
  actions = var.what
  account = "111122223333"
}
`;
const modules: readonly LocalModule[] = [
  { folder: "modules/role", files: [{ name: "modules/role/main.tf", text: role }] },
  { folder: "modules/outer", files: [{ name: "modules/outer/main.tf", text: outer }] },
];

interface Case {
  readonly name: string;
  readonly text: string;
  /** `line rule`, errors and warnings alone. */
  readonly found: readonly string[];
  /** The line of the module that is named. */
  readonly inModule?: number;
}

const call = (given: string, folder = "role"): string => `module "one" {
  source = "./modules/${folder}"
  ${given}
}
`;

const cases: readonly Case[] = [
  {
    name: "what a switch of the module brings to light is the module's own",
    text: call("more = true"),
    found: [],
  },
  { name: "what the module says itself is its own", text: call('account = "111122223333"'), found: [] },
  {
    name: "a list",
    text: call('actions = ["sqs:SendMesage"]'),
    found: ["3 policy/invalid-action"],
    inModule: 21,
  },
  {
    name: "a text that others are made of, by way of a local",
    text: call('account = "1111"'),
    found: ["3 policy/invalid-arn-account"],
    inModule: 9,
  },
  {
    name: "whom a role trusts",
    text: call('trusted = ["*"]'),
    found: ["3 trust/any-principal"],
    inModule: 15,
  },
  {
    name: "statements",
    text: call('statements = [{ actions = ["sqs:ListQueus"], resources = ["*"] }]'),
    found: ["3 policy/invalid-action"],
  },
  {
    name: "a local of the caller",
    text: 'locals {\n  send = ["sqs:SendMesage"]\n}\n' + call("actions = local.send"),
    found: ["2 policy/invalid-action"],
    inModule: 21,
  },
  {
    name: "a module that calls another",
    text: call('what = ["sqs:SendMesage"]', "outer"),
    found: ["3 policy/invalid-action"],
    inModule: 21,
  },
  {
    name: "each call by itself",
    text: call('actions = ["sqs:SendMesage"]') + call('actions = ["sqs:SendMessage"]') + call('actions = ["sqs:Send"]'),
    found: ["3 policy/invalid-action", "11 policy/invalid-action"],
  },
  {
    name: "what is not known is not guessed",
    text: call(
      "actions = var.actions\n  account = data.aws_caller_identity.here.account_id\n  trusted = module.other.arns",
    ),
    found: [],
  },
  {
    name: "a module from elsewhere",
    text: 'module "one" {\n  source  = "org/role/aws"\n  actions = ["sqs:Send"]\n}\n',
    found: [],
  },
];

describe("local modules", () => {
  for (const { name, text, found, inModule } of cases)
    it(name, async () => {
      const { findings, problems } = await engine.analyze({ name: "main.tf", text, modules });
      const grave = findings.filter(({ severity }) => severity === "error" || severity === "warning");
      assert.deepEqual(problems, []);
      assert.deepEqual(
        grave.map(({ range, ruleId }) => `${range.start.line} ${ruleId}`),
        found,
      );
      if (inModule !== undefined)
        assert.deepEqual(
          grave.map(({ related }) => related.map(({ file, range }) => `${file} ${range.start.line}`)[0]),
          [`modules/role/main.tf ${inModule}`],
        );
    });

  it("is put right in the caller, as one that changes what is allowed", async () => {
    const text = call('actions = ["sqs:SendMesage"]');
    const { findings } = await engine.analyze({ name: "main.tf", text, modules }, { fixes: true });
    const [fix] = findings[0]!.fixes;
    const edits = fix!.edits.map(({ range, newText }) => ({
      span: { start: range.start.offset, end: range.end.offset },
      newText,
    }));
    assert.equal(applyEdits(text, edits), call('actions = ["sqs:SendMessage"]'));
  });

  it("comes to an end where modules call each other", async () => {
    const round = (other: string): string =>
      `variable "a" {}\nmodule "x" {\n  source = "../${other}"\n  a = var.a\n}\n`;
    const both = ["p", "q"].map((folder, index) => ({
      folder,
      files: [{ name: `${folder}/main.tf`, text: round(index === 0 ? "q" : "p").repeat(20) }],
    }));
    const { problems } = await engine.analyze({
      name: "main.tf",
      text: 'module "x" {\n  source = "./p"\n  a = ["sqs:Send"]\n}\n'.repeat(60),
      modules: both,
    });
    assert.deepEqual(problems, []);
  });
});
