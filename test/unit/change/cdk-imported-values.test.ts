/** Constants, statics, enumerations and fields that a program of AWS CDK takes from a file that alone changes: the policies that take them, and nothing else. */
import { bothWays } from "../../support/both-ways";

const stack = (lines: string, imports: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
${imports}
export class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const role = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
  ${lines}
} }
`;
const python = (lines: string, imports: string) => `from aws_cdk import Stack, aws_iam as iam
${imports}

class S(Stack):
    def __init__(self, scope, id):
        role = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        ${lines}
`;
const manages = (name: string) => `role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(${name}));`;
const reads = (arn: string) =>
  `role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [${arn}] }));`;
const acts = (actions: string) =>
  `role.addToPolicy(new iam.PolicyStatement({ actions: ${actions}, resources: ["arn:aws:s3:::a/*"] }));`;
const readsInPython = (arn: string) =>
  `role.add_to_policy(iam.PolicyStatement(actions=["s3:GetObject"], resources=[${arn}]))`;
const on = (bucket: string) => [`role identity: s3:GetObject on arn:aws:s3:::${bucket}/*`];
const both = (now: string, then: string) => [...on(now), ...on(then).map((line) => `-${line}`)];

interface Row {
  readonly program: string;
  readonly path?: string;
  readonly changed: string;
  /** What stands there in the first state and in the second. */
  readonly values: readonly [string, string];
  readonly file?: string;
  readonly there?: readonly string[];
  readonly back?: readonly string[];
  readonly beside?: Readonly<Record<string, string>>;
}

const buckets = {
  values: ["audit", "payroll"],
  there: both("payroll", "audit"),
  back: both("audit", "payroll"),
} as const;
const inTexts = (name: string) =>
  stack(reads(`\`arn:aws:s3:::\${${name}}/*\``), `import { ${name.split(".")[0]} } from "./names";`);
const open = ["?role identity"];
const decided = (program: string, value: string): Row => ({
  program,
  changed: value,
  values: ["false", "true"],
  there: open,
});

const rows: Readonly<Record<string, Row>> = {
  "a constant": { program: inTexts("BUCKET"), changed: "export const BUCKET = '@';", ...buckets },
  "a static field": {
    program: inTexts("Names.BUCKET"),
    changed: "export class Names { static readonly BUCKET = '@'; }",
    ...buckets,
  },
  "an enumeration": {
    program: inTexts("Names.BUCKET"),
    changed: "export enum Names { BUCKET = '@', OTHER = 'b' }",
    ...buckets,
  },
  "the field of an object": {
    program: inTexts("names.BUCKET"),
    changed: "export const names = { BUCKET: '@', other: 1 } as const;",
    ...buckets,
  },
  "the field of a frozen object": {
    program: inTexts("names.BUCKET"),
    changed: "export const names = Object.freeze({ BUCKET: '@' });",
    ...buckets,
  },
  "a field within another": {
    program: inTexts("names.of.BUCKET"),
    changed: "export const names = { of: { BUCKET: '@' } };",
    ...buckets,
  },
  "a constant that is made of another": {
    program: inTexts("BUCKET"),
    changed: "const name = '@';\nexport const BUCKET = name;",
    ...buckets,
  },
  "the default of a file": {
    program: stack(reads("`arn:aws:s3:::${names.BUCKET}/*`"), 'import names from "./names";'),
    changed: "export default { BUCKET: '@' };",
    ...buckets,
  },
  "the default of a file, by its name": {
    program: stack(reads("`arn:aws:s3:::${names.BUCKET}/*`"), 'import names from "./names";'),
    changed: "const own = { BUCKET: '@' };\nexport default own;",
    ...buckets,
  },
  "all of a file": {
    program: stack(reads("`arn:aws:s3:::${names.BUCKET}/*`"), 'import * as names from "./names";'),
    changed: "export const BUCKET = '@';",
    ...buckets,
  },
  "another name for it": {
    program: stack(reads("`arn:aws:s3:::${B}/*`"), 'import { BUCKET as B } from "./names";'),
    changed: "export const BUCKET = '@';",
    ...buckets,
  },
  "a name that a file hands on": {
    program: inTexts("BUCKET"),
    changed: "export const BUCKET = '@';",
    file: "own/buckets.ts",
    beside: { "names.ts": 'export * from "./own/buckets";\n' },
    ...buckets,
  },
  "a name that a file hands on as another": {
    program: inTexts("BUCKET"),
    changed: "export const AUDIT = '@';",
    file: "own/buckets.ts",
    beside: { "names.ts": 'export { AUDIT as BUCKET } from "./own/buckets";\n' },
    ...buckets,
  },
  "what another file makes of it": {
    program: inTexts("names.BUCKET"),
    changed: "export const AUDIT = '@';",
    file: "own/buckets.ts",
    beside: { "names.ts": 'import { AUDIT } from "./own/buckets";\nexport const names = { BUCKET: AUDIT };\n' },
    ...buckets,
  },
  "a managed policy": {
    program: stack(manages("LEVEL"), 'import { LEVEL } from "./names";'),
    changed: "export const LEVEL = '@';",
    values: ["AmazonSQSReadOnlyAccess", "AdministratorAccess"],
    there: ["role identity: * on *"],
    back: ["-role identity: * on *"],
  },
  "who is trusted": {
    program: stack(
      'new iam.Role(this, "Own", { assumedBy: new iam.AccountPrincipal(TRUSTED) });',
      'import { TRUSTED } from "./names";',
    ),
    changed: "export const TRUSTED = '@';",
    values: ["111122223333", "444455556666"],
    there: [
      "Own trust: sts:AssumeRole by arn:aws:iam::444455556666:root",
      "-Own trust: sts:AssumeRole by arn:aws:iam::111122223333:root",
    ],
    back: [
      "Own trust: sts:AssumeRole by arn:aws:iam::111122223333:root",
      "-Own trust: sts:AssumeRole by arn:aws:iam::444455556666:root",
    ],
  },
  "an action": {
    program: stack(acts("[`s3:${VERB}`]"), 'import { VERB } from "./names";'),
    changed: "export const VERB = '@';",
    values: ["GetObject", "PutObject"],
    there: ["role identity: s3:PutObject on arn:aws:s3:::a/*", "-role identity: s3:GetObject on arn:aws:s3:::a/*"],
    back: ["role identity: s3:GetObject on arn:aws:s3:::a/*", "-role identity: s3:PutObject on arn:aws:s3:::a/*"],
  },
  "what decides": decided(
    stack(`if (config.admin) { ${manages('"AdministratorAccess"')} }`, 'import { config } from "./names";'),
    "export const config = { admin: @ };",
  ),
  "what a function gives": {
    program: stack(reads("`arn:aws:s3:::${nameOf('a')}/*`"), 'import { nameOf } from "./names";'),
    changed: "export function nameOf(key: string) { return key + '@'; }",
    values: ["1", "*"],
    there: open,
    back: open,
  },
  "what a class is given where it is made, in a file that has not changed": {
    program: stack(reads("`arn:aws:s3:::${props.bucket}/*`"), ""),
    changed: "export const BUCKET = '@';",
    values: ["audit", "*"],
    beside: {
      "app.ts":
        'import { App } from "aws-cdk-lib";\nimport { BUCKET } from "./names";\nimport { S } from "./s";\nnew S(new App(), "S", { bucket: BUCKET });\n',
    },
    there: open,
    back: open,
  },
  "what a class that extends it says in its place": {
    program: stack(acts("this.actions()"), "").replace("class S", "abstract class S"),
    file: "prod.ts",
    changed: 'import { S } from "./s";\nexport class Prod extends S { protected actions() { return ["@"]; } }',
    values: ["s3:GetObject", "s3:*"],
    there: open,
    back: open,
  },
  "the same of a class of Python": {
    program: python("role.add_to_policy(iam.PolicyStatement(actions=self.actions(), resources=['*']))", ""),
    path: "s.py",
    file: "prod.py",
    changed: 'from s import S\n\nclass Prod(S):\n    def actions(self):\n        return ["@"]',
    values: ["s3:GetObject", "s3:*"],
    there: open,
    back: open,
  },
  "a constant that such a class takes": {
    program: stack(reads("`arn:aws:s3:::${this.bucket}/*`"), ""),
    changed: "export const BUCKET = '@';",
    beside: {
      "app.ts": 'import { App } from "aws-cdk-lib";\nimport { Prod } from "./prod";\nnew Prod(new App(), "P", {});\n',
      "prod.ts":
        'import { S } from "./s";\nimport { BUCKET } from "./names";\nexport class Prod extends S { bucket = BUCKET; make() { return this.of(1); } }\n',
    },
    values: ["audit", "*"],
    there: open,
    back: open,
  },
  "what a class that extends it gives its constructor": {
    program: stack(reads("`arn:aws:s3:::${props.bucket}/*`"), ""),
    file: "prod.ts",
    changed:
      'import { S } from "./s";\nexport class Prod extends S { constructor(scope: any) { super(scope, "P", { bucket: "@" }); } }',
    values: ["audit", "*"],
    there: open,
    back: open,
  },
  "another member of a class that extends it": {
    program: stack(acts("this.actions()"), "").replace("class S", "abstract class S"),
    file: "prod.ts",
    changed:
      'import { S } from "./s";\nexport class Prod extends S { actions() { return ["s3:GetObject"]; } others() { return "@"; } }',
    values: ["a", "b"],
  },
  "the part of an object that a class is given": {
    program: stack(reads("`arn:aws:s3:::${props.config.bucket}/*`"), ""),
    changed: "export const config = { bucket: '@', other: 1 };",
    values: ["audit", "*"],
    beside: {
      "app.ts":
        'import { App } from "aws-cdk-lib";\nimport { config } from "./names";\nimport { S } from "./s";\nnew S(new App(), "S", { config });\n',
    },
    there: open,
    back: open,
  },
  "another part of it": {
    program: stack(reads("`arn:aws:s3:::${props.config.bucket}/*`"), ""),
    changed: "export const config = { bucket: 'audit', other: '@' };",
    values: ["a", "*"],
    beside: {
      "app.ts":
        'import { App } from "aws-cdk-lib";\nimport { config } from "./names";\nimport { S } from "./s";\nnew S(new App(), "S", { config });\n',
    },
  },
  "what a function chooses": {
    program: stack(
      `const config = configOf(props.stage); ${reads("`arn:aws:s3:::${config.bucket}/*`")}`,
      'import { configOf } from "./names";',
    ),
    changed:
      "export function configOf(stage: string) { switch (stage) { case 'a': return { bucket: 'audit', other: 1 }; default: return { bucket: '@', other: 2 }; } }",
    values: ["b", "*"],
    there: open,
    back: open,
  },
  "another part of what a function chooses": {
    program: stack(
      `const { bucket } = configOf(props.stage); ${reads("`arn:aws:s3:::${bucket}/*`")}`,
      'import { configOf } from "./names";',
    ),
    changed:
      "export function configOf(stage: string) { return stage === 'a' ? { bucket: 'audit', other: 1 } : { bucket: 'b', other: '@' }; }",
    values: ["b", "*"],
  },
  "a key of the context": {
    program: stack(manages('this.node.tryGetContext("level")'), ""),
    file: "cdk.json",
    changed: '{ "context": { "level": "@" } }',
    values: ["ReadOnlyAccess", "AdministratorAccess"],
    there: open,
    back: open,
  },
  "a part of the context that a variable keeps": {
    program: stack(`const { of } = this.node.tryGetContext("prod"); ${reads("`arn:aws:s3:::${of.bucket}/*`")}`, ""),
    file: "cdk.json",
    changed: '{ "context": { "prod": { "of": { "bucket": "@" } } } }',
    values: ["audit", "*"],
    there: open,
    back: open,
  },
  "a key of the context that another file asks for": {
    program: stack(reads("`arn:aws:s3:::${bucketOf(this)}/*`"), 'import { bucketOf } from "./names";'),
    file: "cdk.json",
    beside: { "names.ts": 'export const bucketOf = (scope: any) => scope.node.tryGetContext("bucket");\n' },
    changed: '{ "context": { "bucket": "@" } }',
    values: ["audit", "*"],
    there: open,
    back: open,
  },
  "a key of the context that a class is given": {
    program: stack(reads("`arn:aws:s3:::${props.bucket}/*`"), ""),
    file: "cdk.json",
    beside: {
      "app.ts":
        'import { App } from "aws-cdk-lib";\nimport { S } from "./s";\nconst app = new App();\nnew S(app, "S", { bucket: app.node.tryGetContext("bucket") });\n',
    },
    changed: '{ "context": { "bucket": "@" } }',
    values: ["audit", "*"],
    there: open,
    back: open,
  },
  "a key of the context in Python": {
    program: python(readsInPython("f\"arn:aws:s3:::{self.node.try_get_context('bucket')}/*\""), ""),
    path: "s.py",
    file: "cdk.json",
    changed: '{ "context": { "bucket": "@" } }',
    values: ["audit", "*"],
    there: open,
    back: open,
  },
  "another key of the context": {
    program: stack(reads('`arn:aws:s3:::${this.node.tryGetContext("bucket")}/*`'), ""),
    file: "cdk.json",
    changed: '{ "context": { "bucket": "audit", "other": "@" } }',
    values: ["a", "b"],
  },
  "another part of a key of the context": {
    program: stack(`const prod = this.node.tryGetContext("prod"); ${reads("`arn:aws:s3:::${prod.bucket}/*`")}`, ""),
    file: "cdk.json",
    changed: '{ "context": { "prod": { "bucket": "audit", "other": "@" } } }',
    values: ["a", "b"],
  },
  "what a program is run with": {
    program: stack(manages('this.node.tryGetContext("level")'), ""),
    file: "cdk.json",
    changed: '{ "app": "@", "context": { "level": "ReadOnlyAccess" } }',
    values: ["node a.js", "node b.js"],
  },
  "a function that works with files": {
    program: stack(`if (zipped("a")) { ${manages('"AdministratorAccess"')} }`, 'import { zipped } from "./names";'),
    changed: "export function zipped(name: string) { fs.mkdirSync('@'); return name; }",
    values: ["a", "b"],
  },
  "a constant in Python": {
    program: python(readsInPython('f"arn:aws:s3:::{BUCKET}/*"'), "from names import BUCKET"),
    path: "s.py",
    file: "names.py",
    changed: 'BUCKET = "@"',
    ...buckets,
  },
  "a module in Python": {
    program: python(readsInPython('f"arn:aws:s3:::{names.BUCKET}/*"'), "import names"),
    path: "s.py",
    file: "names.py",
    changed: 'BUCKET = "@"',
    ...buckets,
  },
  "what a package of Python hands on": {
    program: python(readsInPython('f"arn:aws:s3:::{BUCKET}/*"'), "from names import BUCKET"),
    path: "s.py",
    file: "names/own.py",
    beside: { "names/__init__.py": "from .own import BUCKET\n" },
    changed: 'BUCKET = "@"',
    ...buckets,
  },
  "an enumeration in Python": {
    program: python(readsInPython('f"arn:aws:s3:::{Names.BUCKET.value}/*"'), "from names import Names"),
    path: "s.py",
    file: "names.py",
    changed: 'class Names(Enum):\n    BUCKET = "@"',
    ...buckets,
  },
  "a constant that no policy takes": {
    program: `${inTexts("BUCKET")}console.log(OTHER);\n`.replace("{ BUCKET }", "{ BUCKET, OTHER }"),
    changed: "export const BUCKET = 'audit'; export const OTHER = '@';",
    values: ["a", "*"],
  },
  "another field of the same object": {
    program: inTexts("names.BUCKET"),
    changed: "export const names = { BUCKET: 'audit', other: '@' };",
    values: ["a", "*"],
  },
  "another field of what decides": {
    program: stack(`if (config.admin) { ${manages('"AdministratorAccess"')} }`, 'import { config } from "./names";'),
    changed: "export const config = { admin: true, other: @ };",
    values: ["1", "2"],
  },
  "a remark": { program: inTexts("BUCKET"), changed: "// @\nexport const BUCKET = 'audit';", values: ["a", "b"] },
  "a remark in a function": {
    program: stack(reads("`arn:aws:s3:::${nameOf('a')}/*`"), 'import { nameOf } from "./names";'),
    changed: "export function nameOf(key: string) {\n  // @\n  return key;\n}",
    values: ["a", "b"],
  },
  "a constant of a package": {
    program: inTexts("BUCKET").replace("./names", "@acme/names"),
    changed: "export const BUCKET = '@';",
    values: ["audit", "payroll"],
  },
  "a name within a function of that file": {
    program: inTexts("BUCKET"),
    changed: "export const BUCKET = 'audit';\nfunction f() { const BUCKET = '@'; return BUCKET; }",
    values: ["a", "*"],
  },
};

describe("a file that a program of CDK imports, where that alone changes", () => {
  for (const [
    title,
    { program, path = "s.ts", file = "names.ts", changed, values, there = [], back = there, beside = {} },
  ] of Object.entries(rows))
    bothWays(
      title,
      values.map((value) => ({
        "cdk.json": "{}",
        [path]: program,
        [file]: `${changed.replace("@", value)}\n`,
        ...beside,
      })),
      there,
      back,
    );
});
