/** What refers to a change without being changed itself, for whoever compares two states. */
import assert from "node:assert/strict";

import { importsIn } from "../../../src/workspace/diff/imports";
import { relatedTo, templateAt } from "../../../src/workspace/diff/related";
import type { Tree } from "../../../src/workspace/diff/tree";

type Files = Readonly<Record<string, string>>;

function treeOf(files: Files): Tree {
  return {
    paths: Object.keys(files),
    has: (path) => path in files,
    isSame: async () => false,
    read: async (path) => ({ text: files[path]!, bytes: 1, damage: null }),
    end() {},
  };
}

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});
const output = 'output "arn" {\n  value = "a"\n}\n';
const variable = 'variable "arn" {}\n';
const call = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;
const nesting = (child: string) =>
  `Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${child}\n`;
const takesIn = (name: string) => `locals {\n  all = jsondecode(file("\${path.module}/${name}"))\n}\n`;
const madeOf = (name: string) =>
  `data "aws_iam_policy_document" "d" {\n  source_policy_documents = [file("${name}")]\n}\n`;

interface Row {
  /** The files that change, before and after; null: it is not there. */
  readonly changed: Readonly<Record<string, readonly [before: string | null, after: string | null]>>;
  readonly beside?: Files;
  readonly dependants?: readonly string[];
  readonly data?: readonly string[];
}

const rows: Readonly<Record<string, Row>> = {
  "a module with an output": {
    changed: { "m/main.tf": [output, `${output}# more`] },
    beside: { "main.tf": call("./m"), "other.tf": variable },
    dependants: ["main.tf"],
  },
  "a module that gets its output": {
    changed: { "m/main.tf": [variable, output] },
    beside: { "main.tf": call("./m") },
    dependants: ["main.tf"],
  },
  "a module that loses its output": {
    changed: { "m/main.tf": [output, variable] },
    beside: { "main.tf": call("./m") },
    dependants: ["main.tf"],
  },
  "a module that is gone": {
    changed: { "m/main.tf": [output, null] },
    beside: { "main.tf": call("./m") },
    dependants: ["main.tf"],
  },
  "a module without outputs": {
    changed: { "m/main.tf": [variable, `${variable}# more`] },
    beside: { "main.tf": call("./m") },
  },
  "a text that speaks of outputs beside a module": {
    changed: { "m/notes.md": ["output", "outputs"] },
    beside: { "main.tf": call("./m") },
  },
  "what calls a module that calls a module": {
    changed: { "m/n/main.tf": [output, `${output}# more`] },
    beside: { "m/main.tf": call("./n"), "main.tf": call("./m"), "far/main.tf": call("./m") },
    dependants: ["m/main.tf", "main.tf"],
  },
  "a module of another name": {
    changed: { "m/main.tf": [output, `${output}# more`] },
    beside: { "main.tf": call("./mm") },
  },
  "data that Terraform takes in": {
    changed: { "actions.json": ['["s3:GetObject"]', '["s3:*"]'] },
    beside: { "main.tf": takesIn("actions.json"), "other.tf": takesIn("others.json") },
    dependants: ["main.tf"],
    data: ["actions.json"],
  },
  "data whose name is put together": {
    changed: { "dev.json": ['["s3:GetObject"]', '["s3:*"]'] },
    beside: { "main.tf": takesIn("${var.stage}.json") },
    dependants: ["main.tf"],
    data: ["dev.json"],
  },
  "a policy that Terraform takes in as it is": {
    changed: { "policy.json": [policy, policy.replace("s3:GetObject", "s3:*")] },
    beside: { "main.tf": takesIn("policy.json") },
  },
  "a policy that Terraform makes a document of": {
    changed: { "policy.json": [policy, policy.replace("s3:GetObject", "s3:*")] },
    beside: { "main.tf": madeOf("policy.json"), "other.tf": madeOf("other.json") },
    dependants: ["main.tf"],
  },
  "data that becomes a policy": {
    changed: { "policy.json": ["{}", policy] },
    beside: { "main.tf": takesIn("policy.json") },
  },
  "a policy that becomes data": {
    changed: { "policy.json": [policy, "{}"] },
    beside: { "main.tf": takesIn("policy.json") },
  },
  "what tells tools something": {
    changed: {
      "package.json": ["{}", '{ "a": 1 }'],
      "tsconfig.build.json": ["{}", '{ "a": 1 }'],
      ".github/a.json": ["{}", '{ "a": 1 }'],
    },
    beside: { "main.tf": takesIn("package.json") + takesIn("a.json") },
  },
  "a picture": { changed: { "a.svg": ["<svg/>", "<svg></svg>"] }, beside: { "main.tf": takesIn("a.svg") } },
  "data that the Serverless Framework takes in": {
    changed: { "statements.yml": ["- a", "- b"] },
    beside: {
      "serverless.yml": "provider:\n  iam: ${file(statements.yml)}\n",
      "api/serverless.json": '{ "service": "a", "provider": { "iam": "${file(../statements.yml)}" } }',
      "api/other.json": '{ "a": "${file(../statements.yml)}" }',
      "stage.yml": "provider:\n  iam: ${file(./${self:provider.stage}.yml)}\n",
      "words.yml": "provider:\n  iam: statements.yml\n",
      "others.yml": "provider:\n  iam: ${file(others.yml)}\n",
    },
    dependants: ["api/serverless.json", "serverless.yml", "stage.yml"],
    data: ["statements.yml"],
  },
  "data that code reads": {
    changed: { "actions.json": ["[]", '["s3:*"]'] },
    beside: {
      "lib/stack.ts": 'new Stack(JSON.parse(readFileSync("actions.json", "utf8")));',
      "lib/other.ts": "new Stack();",
      "node_modules/a/index.js": 'require("./actions.json");',
    },
    dependants: ["lib/stack.ts"],
    data: ["actions.json"],
  },
  "a template, and what it nests": {
    changed: { "root.yaml": [nesting("a.yaml"), `${nesting("a.yaml")}# more`] },
    beside: { "a.yaml": nesting("b.yaml"), "b.yaml": nesting("root.yaml"), "c.yaml": nesting("a.yaml") },
    dependants: ["a.yaml", "b.yaml"],
    data: ["root.yaml"],
  },
  "what it nested once": {
    changed: { "root.yaml": [nesting("a.yaml"), "Resources: {}\n"] },
    beside: { "a.yaml": "Resources: {}\n" },
    dependants: ["a.yaml"],
    data: ["root.yaml"],
  },
  "the same in a text that is no template": {
    changed: { "root.md": [nesting("a.yaml"), nesting("a.yaml")] },
    beside: { "a.yaml": "Resources: {}\n" },
  },
  "what code imports": {
    changed: { "bin/app.ts": ['import { A } from "../lib/a";\nnew A();', 'import { A } from "../lib/a";\nnew A(1);'] },
    beside: { "lib/a.ts": "export class A {}", "lib/b.ts": "export class B {}" },
    dependants: ["lib/a.ts"],
  },
};

describe("what is related to a change", () => {
  for (const [title, { changed, beside = {}, dependants = [], data = [] }] of Object.entries(rows))
    it(title, async () => {
      const side = (at: 0 | 1): Files => ({
        ...beside,
        ...Object.fromEntries(
          Object.entries(changed).flatMap(([path, texts]) => (texts[at] === null ? [] : [[path, texts[at]]])),
        ),
      });
      const related = await relatedTo([treeOf(side(0)), treeOf(side(1))], Object.keys(changed));
      assert.deepEqual([...related.dependants].sort(), dependants);
      assert.deepEqual([...related.data], data);
    });

  it("is nothing once nobody wants it", async () => {
    const tree = treeOf({ "m/main.tf": output, "main.tf": call("./m") });
    const related = await relatedTo([tree, tree], ["m/main.tf"], AbortSignal.abort());
    assert.deepEqual(related.dependants, []);
  });
});

describe("files that code imports", () => {
  const tree = treeOf({
    "lib/a.ts": "",
    "lib/index.ts": "",
    "lib/b.js": "",
    "lib/data.json": "",
    "app/stacks/web.py": "",
    "app/stacks/__init__.py": "",
    "app/base.py": "",
    "stacks/top.py": "",
  });
  for (const [path, text, files] of [
    ["bin/app.ts", 'import { A } from "../lib/a";\nnew A();', ["lib/a.ts"]],
    ["bin/app.ts", 'import { A } from "../lib/a.js";\nnew A();', ["lib/a.ts"]],
    ["bin/app.ts", 'import { B } from "../lib/b.js";\nnew B();', ["lib/b.js"]],
    ["bin/app.ts", 'import { A } from "../lib";\nnew A();', ["lib/index.ts"]],
    ["bin/app.ts", 'import data from "../lib/data.json";\nnew A(data);', []],
    ["bin/app.ts", 'import { A } from "lib/a";\nnew A();', []],
    ["bin/app.ts", 'import { a } from "../lib/a";\nexport const b = a;', []],
    ["bin/app.yaml", 'import { A } from "../lib/a";\nnew A();', []],
    ["app/main.py", "from .stacks.web import Web\nWeb()", ["app/stacks/web.py"]],
    ["app/main.py", "from .stacks import web\nweb.Web()", ["app/stacks/__init__.py", "app/stacks/web.py"]],
    ["app/stacks/web.py", "from ..base import Base\nBase()", ["app/base.py"]],
    ["app/main.py", "from stacks.top import Top\nTop()", ["stacks/top.py"]],
    ["app/main.py", "from boto3 import client\nclient()", []],
  ] as const)
    it(`of ${path}: ${text.replace("\n", " ")}`, () => assert.deepEqual([...importsIn(path, text, tree)], files));
});

describe("the template that another nests", () => {
  const tree = treeOf({ "a/root.yaml": "", "a/x.yaml": "", "b/x.yaml": "", "b/y.yaml": "", "s3:/y.yaml": "" });
  for (const [child, file] of [
    ["x.yaml", "a/x.yaml"],
    ["./x.yaml", "a/x.yaml"],
    ["../b/y.yaml", "b/y.yaml"],
    ["https://bucket.s3.amazonaws.com/root.yaml", "a/root.yaml"],
    ["https://bucket.s3.amazonaws.com/x.yaml", null],
    ["z.yaml", null],
  ] as const)
    it(`${child}: ${file}`, () => assert.equal(templateAt(child, "a/root.yaml", tree), file));
});
