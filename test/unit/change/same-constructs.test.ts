/** Constructs of AWS CDK that a program calls, makes or gives something otherwise. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string) => `import { Stack, aws_location as location } from "aws-cdk-lib";
import * as ecr from "aws-cdk-lib/aws-ecr";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
class S extends Stack { map: any; repository: any; constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const role = new iam.Role(this, "R", {});
  const other = new iam.Role(this, "O", {});
  const bucket = new s3.Bucket(this, "B");
  ${line}
} }
`;
const python = (line: string) => `from aws_cdk import Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3
class S(Stack):
    def __init__(self, scope, id):
        role = iam.Role(self, "R")
        bucket = s3.Bucket(self, "B")
        ${line.replaceAll("\n", "\n        ")}
`;
const map = (id: string) => `const own = new location.CfnMap(this, "${id}", {}); this.map = own;`;
const tile = (on: string) =>
  `role.addToPolicy(new iam.PolicyStatement({ actions: ["geo:GetMapTile"], resources: [${on}] }));`;
const repository = (id: string, options: string) =>
  `this.repository = new ecr.Repository(this, ${id}, { ${options} }); this.repository.grantSomething(role);`;
const decrypt = (on: string) =>
  `role.add_to_policy(iam.PolicyStatement(actions=["kms:Decrypt"], resources=[${on}.key_arn]))`;
const policy = (more = "") => `const policy = new iam.ManagedPolicy(this, "P"${more});`;

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "a field in place of its variable",
    `${map("M")} ${tile("own.attrArn")}`,
    `${map("M")} ${tile("this.map.attrArn")}`,
    [],
  ],
  [
    "a field that is given something else as well",
    `${map("M")} ${tile("own.attrArn")}`,
    `${map("M")} this.map = props.map; ${tile("this.map.attrArn")}`,
    ["role identity: geo:GetMapTile on ${this.map.attrArn}", "-role identity: geo:GetMapTile on ${own.attrArn}"],
  ],
  [
    "an option of a construct",
    repository('"A"', "imageScanOnPush: true"),
    repository('"A"', "emptyOnDelete: true"),
    [],
  ],
  ["an id in a constant", repository('"A"', ""), `const name = "A"; ${repository("name", "")}`, []],
  ["another construct", repository('"A"', ""), repository('"C"', ""), ["?role identity"]],
  [
    "a grant to a policy that a role has",
    `${policy(", { roles: [role] }")} bucket.grantRead(policy);`,
    `${policy(", { roles: [role] }")} bucket.grantRead(role);`,
    [],
  ],
  [
    "a grant to a policy that two have",
    `${policy(", { roles: [role] }")} bucket.grantRead(policy);`,
    `${policy(", { roles: [role, other] }")} bucket.grantRead(policy);`,
    ["other identity: s3"],
  ],
  [
    "a grant to a policy that nobody here has",
    policy(),
    `${policy()} bucket.grantRead(policy);`,
    ["policy identity: s3"],
  ],
  [
    "a grant that is given texts alone",
    "",
    'props.group.grantSchemaToRole("Grant", "db", "public", "engineering");',
    [],
  ],
  [
    "a grant that is given parameters that are texts",
    "",
    "const give = (name: string, schema: string) => props.group.grantSchemaToRole(name, `${name}-db`, schema);",
    [],
  ],
  [
    "a grant that is given a name and somebody",
    "",
    'props.group.grantSchemaToRole("Grant", role);',
    ['?"Grant" identity'],
  ],
];
const ofPython: readonly Row[] = [
  [
    "an id in a variable",
    `self.key = kms.Key(self, "K")\n${decrypt("self.key")}`,
    `name = "K"\nself.key = kms.Key(self, name)\n${decrypt("self.key")}`,
    [],
  ],
  [
    "a field in place of its variable",
    `key = kms.Key(self, "K")\nself.key = key\n${decrypt("key")}`,
    `key = kms.Key(self, "K")\nself.key = key\n${decrypt("self.key")}`,
    [],
  ],
  [
    "a grant to a policy that a role has",
    'policy = iam.ManagedPolicy(self, "P", roles=[role])\nbucket.grant_read(policy)',
    'policy = iam.ManagedPolicy(self, "P", roles=[role])\nbucket.grant_read(role)',
    [],
  ],
];

const inMethod = (on: string) =>
  typescript(map("M")).replace(
    /\} \}\n$/,
    `}\n  give(to: iam.Role) { to.addToPolicy(new iam.PolicyStatement({ actions: ["geo:GetMapTile"], resources: [${on}] })); }\n}\n`,
  );

describe("constructs of CDK that are the same", () => {
  it("a field in another method, in place of the variable in the constructor", async () =>
    assert.deepEqual(
      await diffTexts("s.ts", typescript(`${map("M")} ${tile("own.attrArn")}`), inMethod("this.map.attrArn")),
      await diffTexts("s.ts", typescript(`${map("M")} ${tile("own.attrArn")}`), inMethod("own.attrArn")),
    ));
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const found = await diffTexts("s.ts", typescript(before), typescript(after));
      assert.deepEqual([...new Set(found.map((line) => line.replace(/ s3:.*/, " s3")))], lines);
    });
  for (const [title, before, after, lines] of ofPython)
    it(`${title}, in Python`, async () =>
      assert.deepEqual(await diffTexts("s.py", python(before), python(after)), lines));
});
