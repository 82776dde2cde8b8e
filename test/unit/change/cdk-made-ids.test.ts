/** Roles and resources of AWS CDK whose ids the program puts together: each is told apart from its neighbours by what the code calls it. */
import { bothWays } from "../../support/both-ways";

const stack = (lines: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
export class S extends Stack { constructor(scope: any, id: string, prefix: string) { super(scope, id);
${lines}
} }
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam, aws_kms as kms
class S(Stack):
    def __init__(self, scope, id, prefix):
        super().__init__(scope, id)
${lines.replace(/^/gm, "        ")}
`;
const by = (service: string) => `new iam.ServicePrincipal("${service}.amazonaws.com")`;
const role = (name: string, service: string) =>
  `${name}new iam.Role(this, \`\${prefix}-r${/\w(?= =)/.exec(name) ?? service}\`, { assumedBy: ${by(service)} });\n`;
const document = (action: string, service: string) =>
  `new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ["kms:${action}"], resources: ["*"], principals: [${by(service)}] })] })`;
const key = (name: string, policy: string) =>
  `const ${name} = new kms.Key(this, \`\${prefix}-${name}\`, { policy: ${policy} });\n`;
const [reads, writes] = [document("Decrypt", "lambda"), document("Encrypt", "sns")];
const roleOfPython = (name: string, service: string) =>
  `${name} = iam.Role(self, f"{prefix}-r", assumed_by=iam.ServicePrincipal("${service}.amazonaws.com"))\n`;
const keyOfPython = (name: string, action: string) =>
  `${name} = kms.Key(self, f"{prefix}-k", policy=iam.PolicyDocument(statements=[iam.PolicyStatement(actions=["kms:${action}"], resources=["*"], principals=[iam.ServicePrincipal("sns.amazonaws.com")])]))\n`;

const trust = (name: string, service: string) => `${name} trust: sts:AssumeRole by Service ${service}.amazonaws.com`;
const decrypts = (name: string) => `${name} resource: kms:Decrypt on * by Service lambda.amazonaws.com`;
const encrypts = (name: string) => `${name} resource: kms:Encrypt on * by Service sns.amazonaws.com`;
const ofSns = (name: string, action: string) => `${name} resource: kms:${action} on * by Service sns.amazonaws.com`;
const exchanged = (...lines: readonly (readonly [gone: string, come: string])[]) =>
  lines.flatMap(([gone, come]) => [`-${gone}`, come]);
const opposite = (lines: readonly string[]) => lines.map((line) => (line.startsWith("-") ? line.slice(1) : `-${line}`));

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];
const rows: readonly Row[] = [
  [
    "who may take two roles, exchanged",
    role("const a = ", "lambda") + role("const b = ", "ec2"),
    role("const a = ", "ec2") + role("const b = ", "lambda"),
    exchanged([trust("a", "lambda"), trust("a", "ec2")], [trust("b", "ec2"), trust("b", "lambda")]),
  ],
  [
    "of fields",
    role("this.a = ", "lambda") + role("this.b = ", "ec2"),
    role("this.a = ", "ec2") + role("this.b = ", "lambda"),
    exchanged([trust("this.a", "lambda"), trust("this.a", "ec2")], [trust("this.b", "ec2"), trust("this.b", "lambda")]),
  ],
  [
    "roles that have no name but their ids",
    role("", "lambda"),
    role("", "lambda") + role("", "sns"),
    [trust("`${prefix}-rsns`", "sns")],
  ],
  [
    "the policies of two keys, exchanged",
    key("a", reads) + key("b", writes),
    key("a", writes) + key("b", reads),
    exchanged([decrypts("a"), encrypts("a")], [encrypts("b"), decrypts("b")]),
  ],
  [
    "policies in variables",
    `const p = ${reads}; const q = ${writes};\n${key("a", "p")}${key("b", "q")}`,
    `const p = ${reads}; const q = ${writes};\n${key("a", "q")}${key("b", "p")}`,
    exchanged([decrypts("a"), encrypts("a")], [encrypts("b"), decrypts("b")]),
  ],
  ["keys in another order", key("a", reads) + key("b", writes), key("b", writes) + key("a", reads), []],
  ["a key by another name", key("a", reads), key("c", reads), []],
  ["a role by another name", role("const a = ", "ec2"), role("const c = ", "ec2"), []],
  [
    "roles in another order",
    role("const a = ", "ec2") + role("const b = ", "sns"),
    role("const b = ", "sns") + role("const a = ", "ec2"),
    [],
  ],
];
const pythonRows: readonly Row[] = [
  [
    "who may take two roles, exchanged",
    roleOfPython("a", "lambda") + roleOfPython("b", "ec2"),
    roleOfPython("a", "ec2") + roleOfPython("b", "lambda"),
    exchanged([trust("a", "lambda"), trust("a", "ec2")], [trust("b", "ec2"), trust("b", "lambda")]),
  ],
  [
    "the policies of two keys, exchanged",
    keyOfPython("a", "Decrypt") + keyOfPython("self.b", "Encrypt"),
    keyOfPython("a", "Encrypt") + keyOfPython("self.b", "Decrypt"),
    exchanged([ofSns("a", "Decrypt"), ofSns("a", "Encrypt")], [ofSns("self.b", "Encrypt"), ofSns("self.b", "Decrypt")]),
  ],
  ["a key by another name", keyOfPython("a", "Decrypt"), keyOfPython("c", "Decrypt"), []],
];

describe("roles and resources whose ids are put together", () => {
  for (const [title, before, after, lines] of rows)
    bothWays(
      title,
      [before, after].map((one) => ({ "s.ts": stack(one) })),
      lines,
      opposite(lines),
    );
  for (const [title, before, after, lines] of pythonRows)
    bothWays(
      `${title}, Python`,
      [before, after].map((one) => ({ "s.py": python(one) })),
      lines,
      opposite(lines),
    );
});
