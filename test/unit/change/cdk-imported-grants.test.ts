/** Grants of CDK on what is imported by its name or its ARN, and on tables with and without an index: the lines of a change, and those of its opposite. */
import { type Change, programsBothWays } from "../../support/both-ways";

const stack = (lines: string) => `import { Stack } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const role = new iam.Role(this, "R", {});
  ${lines}
} }
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam, aws_dynamodb as dynamodb
class S(Stack):
    def __init__(self, scope, id, props):
        role = iam.Role(self, "R")
        ${lines.replaceAll("\n", "\n        ")}
`;
const allow = (action: string, arn: string) =>
  `role.addToPolicy(new iam.PolicyStatement({ actions: ["${action}"], resources: [\`arn:aws:${arn}\`] }));`;
const ofTable = (name: string) => allow("dynamodb:GetItem", `dynamodb:\${this.region}:\${this.account}:table/${name}`);
const imported = "const t = dynamodb.Table.fromTableName(this, 'T', props.tableName); t.grantReadData(role);";
const fn = "const f = lambda.Function.fromFunctionName(this, 'F', props.name); f.grantInvoke(role);";
const ofFunction = (name: string) =>
  allow("lambda:InvokeFunction", `lambda:\${this.region}:\${this.account}:function:${name}`);
const another =
  "role identity: dynamodb:GetItem on arn:aws:dynamodb:${this.region}:${this.account}:table/${props.other}";
const inPython = "t = dynamodb.Table.from_table_name(self, 'T', props.table_name)\nt.grant_read_data(role)";
const inPythonToo =
  '\nrole.add_to_policy(iam.PolicyStatement(actions=["dynamodb:GetItem"], resources=[f"arn:aws:dynamodb:{self.region}:{self.account}:table/{props.table_name}"]))';

const made = "const t = new dynamodb.Table(this, 'T', { partitionKey: props.key });";
const index = " t.addGlobalSecondaryIndex({ indexName: 'i', partitionKey: props.key });";
const query = ' t.grant(role, "dynamodb:Query");';
const inTable = "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${t.tableName}";
const queries = (on: string) => `role identity: dynamodb:Query on ${on}`;
const ofBoth = `${inTable}, ${inTable}/index/*`;

const ownFiles = "const files = new s3.Bucket(this, 'Files');";
const filesAt = (arn: string) => `const files = s3.Bucket.fromBucketArn(this, 'Files', ${arn});`;
const putting = " files.grantDelete(role);";
const deletes = (on: string) =>
  `role identity: s3:DeleteObject, s3:DeleteObjectAnnotation, s3:DeleteObjectTagging, … on ${on}/*`;
const ofFiles = "arn:aws:s3:::${files.bucketName}";
const exchange = (gone: string, come: string): [readonly string[], readonly string[]] => [
  [come, `-${gone}`],
  [gone, `-${come}`],
];

const rows: readonly Change[] = [
  [
    "a bucket of its own that becomes one of elsewhere",
    ownFiles + putting,
    filesAt("'arn:aws:s3:::payroll'") + putting,
    ...exchange(deletes(ofFiles), deletes("arn:aws:s3:::payroll")),
  ],
  [
    "another bucket of elsewhere",
    filesAt("'arn:aws:s3:::files'") + putting,
    filesAt("'arn:aws:s3:::payroll'") + putting,
    ...exchange(deletes("arn:aws:s3:::files"), deletes("arn:aws:s3:::payroll")),
  ],
  [
    "one whose ARN is handed in",
    filesAt("props.files") + putting,
    filesAt("props.payroll") + putting,
    ["?role identity", deletes("${props.payroll}"), `-${deletes("${props.files}")}`],
    ["?role identity", deletes("${props.files}"), `-${deletes("${props.payroll}")}`],
  ],
  [
    "a statement beside a grant on the same ARN",
    filesAt("props.files") + putting,
    `${filesAt("props.files")}${putting} role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:DeleteObject"], resources: [\`\${props.files}/*\`] }));`,
    [],
    [],
  ],
  [
    "a bucket by its ARN in place of its name",
    "const files = s3.Bucket.fromBucketName(this, 'Files', 'payroll');" + putting,
    filesAt("'arn:aws:s3:::payroll'") + putting,
    [],
    [],
  ],
  [
    "a secret by a part of its ARN",
    "",
    "secretsmanager.Secret.fromSecretPartialArn(this, 'T', props.token).grantRead(role);",
    ["role identity: secretsmanager:DescribeSecret, secretsmanager:GetSecretValue on ${props.token}-??????"],
    ["-role identity: secretsmanager:DescribeSecret, secretsmanager:GetSecretValue on ${props.token}-??????"],
  ],
  ["a table whose ARN is written out beside the grant", imported, imported + ofTable("${props.tableName}"), [], []],
  ["the table of another name", imported, imported + ofTable("${props.other}"), [another], [`-${another}`]],
  ["a function", fn, fn + ofFunction("${props.name}"), [], []],
  ["a table, in Python", inPython, inPython + inPythonToo, [], [], python],
  ["a table without an index", made, made + query, [queries(inTable)], [`-${queries(inTable)}`]],
  ["a table with an index", made + index, made + index + query, [queries(ofBoth)], [`-${queries(ofBoth)}`]],
  [
    "an index that comes to a table",
    made + query,
    made + index + query,
    [queries(`${inTable}/index/*`)],
    [`-${queries(`${inTable}/index/*`)}`],
  ],
];

describe("grants of CDK on tables and on what is imported", () => {
  programsBothWays(rows, stack, python);
});
