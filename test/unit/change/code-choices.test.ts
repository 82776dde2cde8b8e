/** What decides in programs of AWS CDK whether a policy is there, and who is put into groups: the verdict of a change of one line. */
import assert from "node:assert/strict";

import { diffFiles } from "../../../src/workspace/diff/files";
import { diffTexts } from "../../support/diff-texts";
import { temporaryFolder } from "../../support/folder";

const typescript = (lines: string) => `import * as cdk from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
class Stack extends cdk.Stack { constructor(scope: any, id: string, props: any) {
  const role = new iam.Role(this, "Role", {});
  const group = new iam.Group(this, "Group", { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName("AdministratorAccess")] });
  ${lines}
} }
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam
class App(Stack):
    def __init__(self, scope, id):
        role = iam.Role(self, "Role")
        group = iam.Group(self, "Group", managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name("AdministratorAccess")])
${lines.replace(/^/gm, "        ")}
`;
const adds = 'role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:*"], resources: ["*"] }));';
const denies = `${adds} ${adds.replace("{ actions", "{ effect: iam.Effect.DENY, actions")}`;
const addsInPython = 'role.add_to_policy(iam.PolicyStatement(actions=["s3:*"], resources=["*"]))';
const addsTo = (condition: string, resources: string) =>
  `if (${condition}) role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:*"], resources: ${resources} }));`;
const chooses = (condition: string, one = "s3:*", other = "s3:GetObject") =>
  `role.addToPolicy(new iam.PolicyStatement({ actions: ${condition} ? ["${one}"] : ["${other}"], resources: ["*"] }));`;
const inline = (more: string) =>
  `new iam.Policy(this, "Own", { statements: [new iam.PolicyStatement({ actions: ["s3:*"], resources: ["*"] })]${more} })`;
const user = 'const user = new iam.User(this, "User");';

type Row = readonly [title: string, before: string, after: string, verdict: "same" | "unknown" | "newly"];

const rows: readonly Row[] = [
  ["a literal condition", `if (false) { ${adds} }`, `if (true) { ${adds} }`, "unknown"],
  ["a constant", `const on = false; if (on) ${adds}`, `const on = true; if (on) ${adds}`, "unknown"],
  ["a constant beside it", `const n = 1; if (props.on) ${adds}`, `const n = 2; if (props.on) ${adds}`, "same"],
  ["a condition by its name", `if (props.on) ${adds}`, `const on = props.on; if (on) { ${adds} }`, "same"],
  ["two conditions in one", `if (props.a) { if (props.b) ${adds} }`, `if (props.b && props.a) ${adds}`, "same"],
  ["a condition around it", `if (props.a) { ${adds} }`, `if (props.b) { if (props.a) { ${adds} } }`, "same"],
  ["a condition less", `if (props.b) { if (props.a) { ${adds} } }`, `if (props.a) { ${adds} }`, "unknown"],
  [
    "a Deny under one condition more",
    `if (props.a) { ${denies} }`,
    `if (props.b) { if (props.a) { ${denies} } }`,
    "unknown",
  ],
  ["another branch", `if (props.a) {} else { ${adds} }`, `if (!props.a) { ${adds} }`, "same"],
  ["another condition of a list of one", addsTo("props.a", "[props.arn]"), addsTo("props.b", "props.arn"), "unknown"],
  ["the same condition of a list of one", addsTo("props.a", "[props.arn]"), addsTo("props.a", "props.arn"), "same"],
  ["another condition of a choice", chooses("props.a"), chooses("props.b"), "unknown"],
  ["a negated choice", chooses("props.a"), chooses("!props.a"), "unknown"],
  ["a negated choice, turned around", chooses("props.a"), chooses("!props.a", "s3:GetObject", "s3:*"), "same"],
  ["a user in a group", user, `${user} user.addToGroup(group);`, "newly"],
  ["the same as a property", `${user} user.addToGroup(group);`, user.replace(");", ", { groups: [group] });"), "same"],
  ["an inline policy of nobody", "", `const own = ${inline("")};`, "same"],
  ["an inline policy of nobody, with a role", "", `const own = ${inline(", roles: [role]")};`, "newly"],
  ["an inline policy that somebody is given", "", `const own = ${inline("")}; role.attachInlinePolicy(own);`, "newly"],
  ["an inline policy that others may be given", "", `this.own = ${inline("")};`, "newly"],
  ["a user in no group", user, `${user} user.node.addDependency(group);`, "same"],
];

const bounded = (name: string) =>
  `limit = (\n    iam.ManagedPolicy.from_aws_managed_policy_name(${name})\n)\niam.PermissionsBoundary.of(self).apply(limit)\nOther(self, "O")`;

const boundedStack = (name: string) =>
  `class Bounded(Stack):\n    def __init__(self):\n        iam.PermissionsBoundary.of(self).apply(iam.ManagedPolicy.from_aws_managed_policy_name("${name}"))`;

const pythonRows: readonly Row[] = [
  ["another boundary, in brackets", bounded("id"), bounded("scope.name"), "unknown"],
  ["another boundary of what others give to a stack", boundedStack("A"), boundedStack("B"), "unknown"],
  ["the same boundary, in brackets", bounded("id"), `${bounded("id")}\nn = 1`, "same"],
  ["a constant", `on = False\nif on:\n    ${addsInPython}`, `on = True\nif on:\n    ${addsInPython}`, "unknown"],
  ["a constant beside it", `n = 1\nif on:\n    ${addsInPython}`, `n = 2\nif on:\n    ${addsInPython}`, "same"],
  ["a user in a group", 'u = iam.User(self, "U")', 'u = iam.User(self, "U")\nu.add_to_group(group)', "newly"],
];

describe("what decides about policies in programs of CDK", () => {
  for (const [file, all, program] of [
    ["s.ts", rows, typescript],
    ["s.py", pythonRows, python],
  ] as const)
    for (const [title, before, after, verdict] of all)
      it(`${title}, ${file}: ${verdict}`, async () => {
        const lines = await diffTexts(file, program(before), program(after));
        const isUnknown = lines.some((line) => /^[?!]/.test(line));
        assert.equal(isUnknown ? "unknown" : lines.length === 0 ? "same" : "newly", verdict, lines.join("\n"));
      });
});

describe("what is said of what decides", () => {
  for (const [title, one, said] of [
    ["lists of one", "s3:*", ["count of s3:*", "count of s3:GetObject"]],
    ["lists of another", "s3:Put*", ["count of s3:GetObject", "count of s3:Put*"]],
  ] as const)
    it(`${title}: each once`, async () => {
      const [before, after] = ["props.a", "props.b"].map((condition) => typescript(chooses(condition, one)));
      const folder = temporaryFolder({ "old/s.ts": before!, "new/s.ts": after! });
      const { subjects } = await diffFiles({ folder: folder.path, old: "old/s.ts", current: "new/s.ts" });
      folder.remove();
      const all = subjects.flatMap(({ unknown }) => unknown.map((text) => text.replace(/^.*?(?=count of )/, "")));
      assert.deepEqual([...all].sort(), said);
    });
});
