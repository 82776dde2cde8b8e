/** Who has which policies in programs of AWS CDK, and which boundaries limit whom: the verdict of a change of a line. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string, properties = "", above = "") => `import * as cdk from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
${above}
class Stack extends cdk.Stack { constructor(scope: any, id: string, props: any) {
  const role = new iam.Role(this, "Role", { assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com")${properties} });
  const user = new iam.User(this, "User");
  ${line}
} }
`;
const python = (line: string, properties = "", above = "") => `from aws_cdk import Stack, aws_iam as iam
${above}
class App(Stack):
    def __init__(self, scope, id):
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com")${properties})
        ${line}
`;
const managed = (name: string) => `iam.ManagedPolicy.fromAwsManagedPolicyName("${name}")`;
const inPython = (name: string) => `iam.ManagedPolicy.from_aws_managed_policy_name("${name}")`;
const [admin, reader, empty] = [managed("AdministratorAccess"), managed("ReadOnlyAccess"), ""];
const statement = (effect: "ALLOW" | "DENY", actions: string) =>
  `new iam.PolicyStatement({ effect: iam.Effect.${effect}, actions: ["${actions}"], resources: ["*"] })`;
const add = (effect: "ALLOW" | "DENY", actions: string, to = "role") =>
  `${to}.addToPolicy(${statement(effect, actions)});`;
const bounded = `, permissionsBoundary: ${reader}`;
const having = (...policies: string[]) => `, managedPolicies: [${policies.join(", ")}]`;
const inline = (actions: string) =>
  `, inlinePolicies: { guard: new iam.PolicyDocument({ statements: [${statement("DENY", actions)}] }) }`;
const guard = (actions: string, more: string) =>
  `const guard = new iam.ManagedPolicy(this, "Guard", { statements: [${statement("DENY", actions)}]${more} });`;
const gives = `function give(to: iam.Role, name: string) { to.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(name)); }`;
const givesAll = `function give(to: iam.Role, names: string[]) { for (const n of names) to.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(n)); }`;
const allows = `function allow(to: iam.Role, names: string[]) { names.forEach(n => to.addToPolicy(new iam.PolicyStatement({ actions: [n], resources: ["*"] }))); }`;
const aspect = `class Bounding { visit(n: any) { iam.PermissionsBoundary.of(n).apply(${reader}); } }`;

/** `newly`: something is newly allowed; `less`: only no longer. */
type Verdict = "newly" | "less" | "same" | "unknown";
type Row = readonly [title: string, before: string, after: string, verdict: Verdict, back: Verdict];

const rows: readonly Row[] = [
  ["a boundary", typescript("", having(admin) + bounded), typescript("", having(admin)), "newly", "less"],
  [
    "a boundary of statements",
    typescript(add("ALLOW", "iam:*"), bounded),
    typescript(add("ALLOW", "iam:*")),
    "newly",
    "less",
  ],
  [
    "a boundary that lets all through",
    typescript(add("ALLOW", "iam:List*"), bounded),
    typescript(add("ALLOW", "iam:List*")),
    "same",
    "same",
  ],
  [
    "a boundary in a variable",
    typescript(
      `const b = ${reader}; const own = new iam.Role(this, "Own", { permissionsBoundary: b, managedPolicies: [${admin}] });`,
    ),
    typescript(`const own = new iam.Role(this, "Own", { managedPolicies: [${admin}] });`),
    "newly",
    "less",
  ],
  [
    "a boundary of the program",
    typescript(
      `const b = new iam.ManagedPolicy(this, "B", { statements: [${statement("ALLOW", "s3:*")}] }); const own = new iam.Role(this, "Own", { permissionsBoundary: b, managedPolicies: [${admin}] });`,
    ),
    typescript(
      `const b = new iam.ManagedPolicy(this, "B", { statements: [${statement("ALLOW", "s3:*")}] }); const own = new iam.Role(this, "Own", { managedPolicies: [${admin}] });`,
    ),
    "newly",
    "less",
  ],
  [
    "a boundary from elsewhere",
    typescript(add("ALLOW", "iam:*"), ", permissionsBoundary: props.b"),
    typescript(add("ALLOW", "iam:*")),
    "unknown",
    "same",
  ],
  [
    "an aspect that limits the role",
    typescript(`iam.PermissionsBoundary.of(role).apply(${reader});`, having(admin)),
    typescript("", having(admin)),
    "newly",
    "less",
  ],
  [
    "an aspect that limits the stack",
    typescript(`iam.PermissionsBoundary.of(this).apply(${reader});`, having(admin)),
    typescript("", having(admin)),
    "newly",
    "less",
  ],
  [
    "an aspect that limits constructs of others",
    typescript(`new Other(this, "O"); iam.PermissionsBoundary.of(this).apply(${reader});`, having(admin)),
    typescript('new Other(this, "O");', having(admin)),
    "unknown",
    "unknown",
  ],
  [
    "an aspect that limits an app",
    typescript(`iam.PermissionsBoundary.of(props.app).apply(${reader});`),
    typescript(""),
    "unknown",
    "unknown",
  ],
  [
    "an aspect of one's own",
    typescript("cdk.Aspects.of(this).add(new Bounding());", having(admin), aspect),
    typescript("", having(admin), aspect),
    "unknown",
    "unknown",
  ],
  [
    "a change beside an aspect",
    typescript("cdk.Aspects.of(this).add(new Bounding()); let a = 1;", having(admin), aspect),
    typescript("cdk.Aspects.of(this).add(new Bounding()); let a = 2;", having(admin), aspect),
    "same",
    "same",
  ],
  [
    "a boundary, written otherwise",
    typescript("", having(admin) + bounded),
    typescript(`iam.PermissionsBoundary.of(role).apply(${reader});`, having(admin)),
    "same",
    "same",
  ],
  [
    "a Deny beside a policy of AWS",
    typescript(add("DENY", "iam:*"), having(admin)),
    typescript(add("DENY", "iam:Delete*"), having(admin)),
    "newly",
    "less",
  ],
  [
    "a Deny beside one that is added",
    typescript(`role.addManagedPolicy(${admin}); ${add("DENY", "iam:*")}`),
    typescript(`role.addManagedPolicy(${admin});`),
    "newly",
    "less",
  ],
  [
    "a Deny beside that of another",
    typescript(`user.addManagedPolicy(${admin}); ${add("DENY", "iam:*")}`),
    typescript(`user.addManagedPolicy(${admin});`),
    "same",
    "same",
  ],
  [
    "a Deny within the role",
    typescript(add("ALLOW", "iam:*"), inline("iam:*")),
    typescript(add("ALLOW", "iam:*"), inline("iam:Delete*")),
    "newly",
    "less",
  ],
  [
    "a Deny in a policy for the role",
    typescript(guard("iam:*", ", roles: [role]") + add("ALLOW", "iam:*")),
    typescript(guard("iam:Delete*", ", roles: [role]") + add("ALLOW", "iam:*")),
    "newly",
    "less",
  ],
  [
    "a Deny in a policy that is added",
    typescript(`${guard("iam:*", "")} role.addManagedPolicy(guard); ${add("ALLOW", "iam:*")}`),
    typescript(`${guard("iam:Delete*", "")} role.addManagedPolicy(guard); ${add("ALLOW", "iam:*")}`),
    "newly",
    "less",
  ],
  [
    "a Deny in a policy that attaches itself",
    typescript(`${guard("iam:*", "")} guard.attachToRole(role); ${add("ALLOW", "iam:*")}`),
    typescript(`${guard("iam:Delete*", "")} guard.attachToRole(role); ${add("ALLOW", "iam:*")}`),
    "newly",
    "less",
  ],
  [
    "a Deny that nobody is given any more",
    typescript(`${guard("iam:*", "")} role.addManagedPolicy(guard); ${add("ALLOW", "iam:*")}`),
    typescript(`${guard("iam:*", "")} ${add("ALLOW", "iam:*")}`),
    "newly",
    "less",
  ],
  [
    "a policy that moves into the role",
    typescript(add("ALLOW", "s3:GetObject")),
    typescript(
      "",
      `, inlinePolicies: { a: new iam.PolicyDocument({ statements: [${statement("ALLOW", "s3:GetObject")}] }) }`,
    ),
    "same",
    "same",
  ],
  [
    "a policy of AWS, added otherwise",
    typescript("", having(reader)),
    typescript(`role.addManagedPolicy(${reader});`),
    "same",
    "same",
  ],
  [
    "a policy of AWS of another",
    typescript(`role.addManagedPolicy(${admin});`),
    typescript(`user.addManagedPolicy(${admin});`),
    "newly",
    "newly",
  ],
  [
    "a policy of AWS in a branch",
    typescript(""),
    typescript(`if (props.x) role.addManagedPolicy(${admin});`),
    "newly",
    "less",
  ],
  [
    "a policy of the account",
    typescript(""),
    typescript('role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyName(this, "P", "own"));'),
    "unknown",
    "same",
  ],
  [
    "what a helper is given",
    typescript('give(role, "ReadOnlyAccess");', "", gives),
    typescript('give(role, "AdministratorAccess");', "", gives),
    "newly",
    "less",
  ],
  [
    "whom a helper is given",
    typescript('give(role, "ReadOnlyAccess");', "", gives),
    typescript('give(role, "ReadOnlyAccess"); give(user, "ReadOnlyAccess");', "", gives),
    "newly",
    "less",
  ],
  [
    "a list that a helper is given",
    typescript('give(role, ["ReadOnlyAccess"]);', "", givesAll),
    typescript('give(role, ["ReadOnlyAccess", "AdministratorAccess"]);', "", givesAll),
    "newly",
    "less",
  ],
  [
    "actions that a helper is given",
    typescript('allow(role, ["s3:GetObject"]);', "", allows),
    typescript('allow(role, ["s3:GetObject", "iam:*"]);', "", allows),
    "newly",
    "less",
  ],
  [
    "what is computed for a helper",
    typescript("give(role, props.a);", "", gives),
    typescript("give(role, props.b);", "", gives),
    "unknown",
    "unknown",
  ],
  [
    "a helper without a change",
    typescript('give(role, "ReadOnlyAccess"); let a = 1;', "", gives),
    typescript('give(role, "ReadOnlyAccess"); let a = 2;', "", gives),
    "same",
    "same",
  ],
  [
    "a loop",
    typescript(
      'for (const n of ["ReadOnlyAccess"]) role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(n));',
    ),
    typescript(
      'for (const n of ["ReadOnlyAccess", "AdministratorAccess"]) role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(n));',
    ),
    "newly",
    "less",
  ],
  [
    "a list that is made of names",
    typescript("", ', managedPolicies: ["ReadOnlyAccess"].map(n => iam.ManagedPolicy.fromAwsManagedPolicyName(n))'),
    typescript("", having(reader, admin)),
    "newly",
    "less",
  ],
];
const pythonRows: readonly Row[] = [
  [
    "a boundary",
    python(
      "",
      `, managed_policies=[${inPython("AdministratorAccess")}], permissions_boundary=${inPython("ReadOnlyAccess")}`,
    ),
    python("", `, managed_policies=[${inPython("AdministratorAccess")}]`),
    "newly",
    "less",
  ],
  [
    "an aspect that limits the role",
    python(
      `role.add_managed_policy(${inPython("AdministratorAccess")}); iam.PermissionsBoundary.of(role).apply(${inPython("ReadOnlyAccess")})`,
    ),
    python(`role.add_managed_policy(${inPython("AdministratorAccess")})`),
    "newly",
    "less",
  ],
  [
    "a Deny beside a policy of AWS",
    python(
      'role.add_to_policy(iam.PolicyStatement(effect=iam.Effect.DENY, actions=["iam:*"], resources=["*"]))',
      `, managed_policies=[${inPython("AdministratorAccess")}]`,
    ),
    python("pass", `, managed_policies=[${inPython("AdministratorAccess")}]`),
    "newly",
    "less",
  ],
  [
    "a list that a helper is given",
    python(
      'give(role, ["ReadOnlyAccess"])',
      "",
      `def give(to, names):\n    for n in names:\n        to.add_managed_policy(${inPython("").replace('""', "n")})`,
    ),
    python(
      'give(role, ["ReadOnlyAccess", "AdministratorAccess"])',
      "",
      `def give(to, names):\n    for n in names:\n        to.add_managed_policy(${inPython("").replace('""', "n")})`,
    ),
    "newly",
    "less",
  ],
];

async function verdictOf(file: string, before: string, after: string): Promise<Verdict> {
  const lines = await diffTexts(file, before, after);
  if (lines.some((line) => /^[?!]/.test(line))) return "unknown";
  return lines.length === 0 ? "same" : lines.every((line) => line.startsWith("-")) ? "less" : "newly";
}

describe("who has which policies in programs of CDK", () => {
  for (const [file, all] of [
    ["s.ts", rows],
    ["s.py", pythonRows],
  ] as const)
    for (const [title, before, after, verdict, back] of all)
      it(`${title}, ${file}: ${verdict}, and back: ${back}`, async () => {
        assert.equal(await verdictOf(file, before, after), verdict);
        assert.equal(await verdictOf(file, after, before), back);
      });
  it("names the role", async () =>
    assert.deepEqual(
      await diffTexts("s.ts", typescript(empty), typescript("", having(managed("AWSCloudTrail_ReadOnlyAccess")))).then(
        (lines) => [...new Set(lines.map((line) => line.split(":")[0]))],
      ),
      ["role identity"],
    ));
});
