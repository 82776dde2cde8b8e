/** A few lines each, of which every one stands for twice as much as the one before: what a reader must not write out. */
import type { Hostile } from "./text";

/** One for each character that is asked for would be too deep for what is only to be doubled. */
const steps = (size: number): readonly number[] => Array.from({ length: Math.min(90, size) }, (_, at) => at);
const last = (size: number): number => Math.min(90, size);

const inTurn =
  (
    name: string,
    first: string,
    step: (now: number, before: number) => string,
    use: (last: number) => string,
  ): Hostile =>
  (size) => ({
    name,
    text: [first, ...steps(size).map((at) => step(at + 1, at)), use(last(size))].join("\n"),
  });

const object = '{ Effect: "Allow", Action: "s3:*", Resource: "*" }';
const keys = `{ accessKeyId: process.env.A, secretAccessKey: process.env.B }`;
const hcl = '{ Effect = "Allow", Action = "s3:*", Resource = "*" }';
const hclUse = (at: number) =>
  `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [local.l${at}] })\n}`;
const local = (now: number, value: string) => `locals {\n  l${now} = ${value}\n}`;

/** The same in JSON, where each stands in the one before. */
const within = (open: string, close: string, inner: string, most: number) => (size: number) => {
  const depth = Math.min(most, size);
  return {
    name: "template.json",
    text: `{"Resources":{"P":{"Type":"AWS::IAM::ManagedPolicy","Properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":${open.repeat(depth)}${inner}${close.repeat(depth)}}]}}}}}`,
  };
};

export const multiplying: Readonly<Record<string, Hostile>> = {
  "objects spread twice": inTurn(
    "policy.ts",
    `const c0 = ${object};`,
    (now, before) => `const c${now} = { ...c${before}, ...c${before} };`,
    (at) => `const p = { Statement: [c${at}] };`,
  ),
  "texts put in twice": inTurn(
    "policy.ts",
    `const c0 = "s3:*";`,
    (now, before) => `const c${now} = \`\${c${before}}\${c${before}}\`;`,
    (at) => `const p = { Statement: [{ Effect: "Allow", Action: c${at}, Resource: "*" }] };`,
  ),
  "sums of sums": inTurn(
    "policy.ts",
    `const c0 = "s3:*";`,
    (now, before) => `const c${now} = c${before} + c${before};`,
    (at) => `const p = { Statement: [{ Effect: "Allow", Action: c${at}, Resource: "*" }] };`,
  ),
  "lists in lists twice": inTurn(
    "policy.ts",
    `const c0 = [${object}];`,
    (now, before) => `const c${now} = [c${before}, c${before}];`,
    (at) => `const p = { Statement: c${at} };`,
  ),
  "alternatives of one": inTurn(
    "policy.ts",
    `const c0 = ${object};`,
    (now, before) => `const c${now} = a ? c${before} : c${before};`,
    (at) => `const p = { Statement: [c${at}] };`,
  ),
  "members of members": inTurn(
    "policy.ts",
    `const c0 = { a: ${object} };`,
    (now, before) => `const c${now} = { a: c${before}.a, b: c${before}.a };`,
    (at) => `const p = { Statement: [c${at}.a, c${at}.b] };`,
  ),
  "texts of Python": inTurn(
    "policy.py",
    `c0 = "s3:*"`,
    (now, before) => `c${now} = f"{c${before}}{c${before}}"`,
    (at) => `p = {"Statement": [{"Effect": "Allow", "Action": c${at}, "Resource": "*"}]}`,
  ),
  "dictionaries of Python": inTurn(
    "policy.py",
    `c0 = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`,
    (now, before) => `c${now} = {**c${before}, **c${before}}`,
    (at) => `p = {"Statement": [c${at}]}`,
  ),
  "locals merged": inTurn(
    "main.tf",
    local(0, hcl),
    (now, before) => local(now, `merge(local.l${before}, local.l${before})`),
    hclUse,
  ),
  "locals concatenated": inTurn(
    "main.tf",
    local(0, `[${hcl}]`),
    (now, before) => local(now, `concat(local.l${before}, local.l${before})`),
    (at) => `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = local.l${at} })\n}`,
  ),
  "locals put in twice": inTurn(
    "main.tf",
    local(0, '"s3:*"'),
    (now, before) => local(now, `"\${local.l${before}}\${local.l${before}}"`),
    (at) =>
      `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = local.l${at}, Resource = "*" }] })\n}`,
  ),
  "locals with holes put in twice": inTurn(
    "main.tf",
    local(0, '"${a.b.arn}"'),
    (now, before) => local(now, `"\${local.l${before}}\${local.l${before}}"`),
    (at) =>
      `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = local.l${at} }] })\n}`,
  ),
  "locals in lists twice": inTurn(
    "main.tf",
    local(0, hcl),
    (now, before) => local(now, `[local.l${before}, local.l${before}]`),
    (at) => `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = local.l${at} })\n}`,
  ),
  "alternatives of one local": inTurn(
    "main.tf",
    local(0, hcl),
    (now, before) => local(now, `var.a ? local.l${before} : local.l${before}`),
    hclUse,
  ),
  "documents of documents": inTurn(
    "main.tf",
    'data "aws_iam_policy_document" "d0" {\n  statement {\n    actions = ["s3:*"]\n    resources = ["*"]\n  }\n}',
    (now, before) => {
      const source = `data.aws_iam_policy_document.d${before}.json`;
      return `data "aws_iam_policy_document" "d${now}" {\n  source_policy_documents = [${source}, ${source}]\n}\nresource "aws_iam_policy" "p${now}" {\n  policy = ${source}\n}`;
    },
    () => "",
  ),
  "anchors of lists": inTurn(
    "policy.yaml",
    'b0: &b0 ["s3:*"]',
    (now, before) => `b${now}: &b${now} [*b${before}, *b${before}]`,
    (at) => `Statement:\n  - Effect: Allow\n    Action: *b${at}\n    Resource: '*'`,
  ),
  "anchors merged": inTurn(
    "policy.yaml",
    "b0: &b0 { Effect: Allow, Action: 's3:*', Resource: '*' }",
    (now, before) => `b${now}: &b${now} { <<: [*b${before}, *b${before}] }`,
    (at) => `Statement:\n  - *b${at}`,
  ),
  "anchors of alternatives": inTurn(
    "template.yaml",
    "b0: &b0 { Effect: Allow, Action: 's3:*', Resource: '*' }",
    (now, before) => `b${now}: &b${now} !If [a, *b${before}, *b${before}]`,
    (at) =>
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - *b${at}`,
  ),
  "anchors joined": inTurn(
    "template.yaml",
    "b0: &b0 arn",
    (now, before) => `b${now}: &b${now} !Join ['', [*b${before}, *b${before}]]`,
    (at) =>
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - { Effect: Allow, Action: 's3:*', Resource: *b${at} }`,
  ),
  "Sub in Sub": within('{"Fn::Sub":["${a}${a}",{"a":', "}]}", '"x"', 70),
  "delimiters of Join": within('{"Fn::Join":[', ',["","",""]]}', '"x"', 90),
  "alternatives in alternatives": within('{"Fn::If":["c","a",', "]}", '"x"', 90),
  "options spread twice": inTurn(
    "client.ts",
    `import { S3Client } from "@aws-sdk/client-s3";\nconst c0 = { credentials: ${keys} };`,
    (now, before) => `const c${now} = { ...c${before}, ...c${before} };`,
    (at) => `new S3Client(c${at});`,
  ),
  "options spread in place": (size) => ({
    name: "client.ts",
    text: `import { S3Client } from "@aws-sdk/client-s3";\nconst b = { credentials: ${keys} };\n${steps(size)
      .map(
        (at) =>
          `const c${at} = { ...${at ? `c${at - 1}` : "b"}, x: 1, ...${at ? `c${at - 1}` : "b"} };\nnew S3Client({ ...c${at}, ...c${at} });`,
      )
      .join("\n")}`,
  }),
  "options that spread themselves": () => ({
    name: "client.ts",
    text: `import { S3Client } from "@aws-sdk/client-s3";\nconst c = { region: "a", credentials: ${keys}, ...d, ...d, ...d };\nconst d = { ...c, ...c, ...c };\nnew S3Client(c);\nnew S3Client(d);\n`,
  }),
  "keys spread twice": inTurn(
    "client.ts",
    `import { S3Client } from "@aws-sdk/client-s3";\nconst c0 = ${keys};`,
    (now, before) => `const c${now} = { ...c${before}, ...c${before} };`,
    (at) => `new S3Client({ credentials: c${at} });`,
  ),
  "keys that spread themselves": () => ({
    name: "client.ts",
    text: `import { S3Client } from "@aws-sdk/client-s3";\nconst c = { accessKeyId: process.env.A, secretAccessKey: process.env.B, ...c, ...c, ...c, ...c, ...c, ...c, ...c, ...c };\nnew S3Client({ credentials: c });\n`,
  }),
  "alternatives of keys": inTurn(
    "client.ts",
    `import { S3Client } from "@aws-sdk/client-s3";\nconst c0 = process.env.A;`,
    (now, before) => `const c${now} = c${before} || c${before} || c${before} || c${before} || c${before};`,
    (at) => `new S3Client({ credentials: { accessKeyId: c${at}, secretAccessKey: c${at} } });`,
  ),
  "arguments of Python": inTurn(
    "client.py",
    `import os\nimport boto3\nc0 = dict(aws_access_key_id=os.environ["A"], aws_secret_access_key=os.environ["B"])`,
    (now, before) => `c${now} = dict(**c${before}, **c${before})`,
    (at) => `boto3.client("s3", **c${at})`,
  ),
  "arguments that hold themselves": () => ({
    name: "client.py",
    text: `import os\nimport boto3\nc = dict(aws_access_key_id=os.environ["A"], aws_secret_access_key=os.environ["B"], **c, **c, **c)\nboto3.client("s3", **c)\n`,
  }),
  "arrays of PHP": inTurn(
    "client.php",
    `<?php\n$c0 = ['credentials' => ['key' => getenv('A'), 'secret' => getenv('B')]];`,
    (now, before) => `$c${now} = [...$c${before}, ...$c${before}];`,
    (at) => `$s = new Aws\\S3\\S3Client($c${at});`,
  ),
  "variables that climb": inTurn(
    "Client.java",
    `import software.amazon.awssdk.auth.credentials.*;\nclass A { void f() {\nvar c0 = StaticCredentialsProvider.create(AwsBasicCredentials.create(System.getenv("A"), System.getenv("B")));`,
    (now, before) => `var c${now} = c${before}; var d${now} = c${before};`,
    (at) => `S3Client.builder().credentialsProvider(c${at}).build(); } }`,
  ),
};
