/** Templates, Terraform and code with policies in them: much of everything that a reader follows, looks up or nests. */
import { type Hostile, many, policyOf, word } from "./text";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
const inline = JSON.stringify(statement);

/** A file whose lines are made one by one. */
const lines =
  (name: string, each: number, make: (index: number) => string, head = "", tail = ""): Hostile =>
  (size) => ({ name, text: `${head}${many(size, each, make).join("\n")}\n${tail}` });

/** Something in brackets in brackets. */
const nested =
  (name: string, open: string, close: string, inner: string, around: readonly [string, string] = ["", ""]): Hostile =>
  (size) => {
    const depth = Math.ceil(size / (open.length + close.length));
    return { name, text: `${around[0]}${open.repeat(depth)}${inner}${close.repeat(depth)}${around[1]}` };
  };

const template = (resources: object) => JSON.stringify({ Resources: resources }, null, 1);
const managed = (document: unknown) => ({ Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document } });
const documentOf = (...statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });

/** A policy of a template whose one resource is this value. */
const withResource = (Resource: unknown): string =>
  template({ Policy: managed(documentOf({ Effect: "Allow", Action: "s3:GetObject", Resource })) });

const templates: Readonly<Record<string, Hostile>> = {
  "managed policies": (size) => ({
    name: "template.json",
    text: JSON.stringify({
      Resources: {
        R: {
          Type: "AWS::IAM::Role",
          Properties: {
            ManagedPolicyArns: many(size, 60, (at) => `arn:aws:iam::aws:policy/Amazon${word(at)}FullAcess`),
          },
        },
      },
    }),
  }),
  "a Sub with many variables": (size) => ({
    name: "template.json",
    text: withResource({
      "Fn::Sub": [
        many(size, 40, (at) => `\${${word(at)}}`).join(""),
        Object.fromEntries(many(size, 40, (at) => [word(at), "a"])),
      ],
    }),
  }),
  "a Sub of open variables": (size) => ({
    name: "template.json",
    text: withResource({ "Fn::Sub": "${".repeat(size / 2) }),
  }),
  "a Join of many": (size) => ({
    name: "template.json",
    text: withResource({ "Fn::Join": ["", many(size, 30, (at) => ({ Ref: word(at) }))] }),
  }),
  "a Join with a long delimiter": (size) => ({
    name: "template.json",
    text: withResource({ "Fn::Join": ["-".repeat(size / 2), many(size / 2, 5, () => "")] }),
  }),
  "an If in an If": (size) => {
    const depth = Math.min(250, size);
    return {
      name: "template.json",
      text: `{"Resources":{"P":{"Type":"AWS::IAM::ManagedPolicy","Properties":{"PolicyDocument":${'{"Fn::If":["a",{"Ref":"AWS::NoValue"},'.repeat(depth)}${policyOf(...many(size, 100, () => statement))}${"]}".repeat(depth)}}}}}`,
    };
  },
  "policies of a template": (size) => ({
    name: "template.json",
    text: template(Object.fromEntries(many(size, 230, (at) => [`P${at}`, managed(documentOf(statement))]))),
  }),
  "roles and their policies": (size) => ({
    name: "template.json",
    text: template(
      Object.fromEntries(
        many(size, 400, (at) => at).flatMap((at) => [
          [
            `Role${at}`,
            {
              Type: "AWS::IAM::Role",
              Properties: {
                AssumeRolePolicyDocument: documentOf({
                  Effect: "Allow",
                  Action: "sts:AssumeRole",
                  Principal: { Service: "ec2.amazonaws.com" },
                }),
                ManagedPolicyArns: [{ Ref: `P${at}` }],
              },
            },
          ],
          [`P${at}`, managed(documentOf(statement))],
        ]),
      ),
    ),
  }),
  "roles of one policy": (size) => ({
    name: "template.json",
    text: template({
      ...Object.fromEntries(
        many(size, 60, (at) => [
          `R${at}`,
          { Type: "AWS::IAM::Role", Properties: { ManagedPolicyArns: [{ Ref: "P" }] } },
        ]),
      ),
      P: managed(documentOf(statement)),
    }),
  }),
  "Fn::ForEach of everything": nested("template.json", '{"Fn::ForEach::a":["b",[],', "]}", "{}", [
    '{"Resources":',
    "}",
  ]),
  "embedded policies": (size) => ({
    name: "template.json",
    text: JSON.stringify(
      many(size, 150, () => policyOf(statement)),
      null,
      1,
    ),
  }),
  "a policy in a text": (size) => ({
    name: "template.json",
    text: JSON.stringify({ Policy: policyOf(...many(size, 100, (at) => ({ ...statement, Sid: word(at) }))) }),
  }),
  "policy in policy": nested(
    "policy.json",
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":`,
    "}]}",
    '"s3:*"',
  ),
  "lists in lists": nested("policy.json", "[", "]", inline, ['{"Version":"2012-10-17","Statement":', "}"]),
  "objects in objects": nested("policy.json", '{"a":', "}", inline, ['{"Version":"2012-10-17","Statement":', "}"]),
  "open brackets": (size) => ({ name: "policy.json", text: `{"Statement":${"[{".repeat(size / 2)}` }),
  "open quotes": (size) => ({ name: "policy.json", text: `{"Statement":[${'"Effect":"Allow\n'.repeat(size / 16)}` }),
  "commas without values": (size) => ({ name: "policy.json", text: `{"Statement":[${inline}${",".repeat(size)}]}` }),
  "comments in JSON": lines("policy.json", 20, () => "/* a */ // b", `{"Statement":[${inline},\n`, "]}"),
  "open comments": (size) => ({ name: "policy.json", text: `{"Statement":[${inline},${"/*".repeat(size / 2)}]}` }),
  "documents of JSON lines": lines("policies.jsonl", 130, () => `{"Version":"2012-10-17","Statement":[${inline}]}`),
  suppressions: lines(
    "policy.json",
    60,
    () => "// planeguard-ignore policy/invalid-action: it is right",
    `{"Statement":[${inline},\n`,
    "]}",
  ),
  "suppressions of everything": lines(
    "policy.json",
    160,
    (at) =>
      `// planeguard-ignore policy/invalid-action: it is right\n{"Effect":"Allow","Action":"s3:GetX${word(at)}","Resource":"*"},`,
    '{"Statement":[\n',
    `${inline}]}`,
  ),
};

const yamlPolicy = "Version: '2012-10-17'\nStatement:\n";
const yaml: Readonly<Record<string, Hostile>> = {
  statements: lines(
    "policy.yaml",
    70,
    (at) => `- Effect: Allow\n  Action: s3:Get${word(at)}\n  Resource: '*'`,
    yamlPolicy,
  ),
  documents: lines("policy.yaml", 100, () => `---\n${yamlPolicy}- { Effect: Allow, Action: 's3:*', Resource: '*' }`),
  anchors: lines("policy.yaml", 60, (at) => `- &a${at} { Effect: Allow, Action: s3:Get*, Resource: '*' }`, yamlPolicy),
  aliases: lines(
    "policy.yaml",
    6,
    () => "- *a",
    `${yamlPolicy}- &a { Effect: Allow, Action: s3:Get*, Resource: '*' }\n`,
  ),
  "aliases of lists": lines(
    "policy.yaml",
    30,
    (at) => `b${at}: &b${at} [*b${Math.max(0, at - 1)}, *b${Math.max(0, at - 1)}]`,
    "b0: &b0 [a, a]\n",
    `${yamlPolicy}- *b0\n`,
  ),
  "aliases of alternatives": lines(
    "template.yaml",
    40,
    (at) => `b${at + 1}: &b${at + 1} !If [a, *b${at}, *b${at}]`,
    `b0: &b0 ${inline}\n`,
    `${yamlPolicy}- *b20\n`,
  ),
  "aliases of unknown anchors": lines("policy.yaml", 6, () => "- *a", yamlPolicy),
  "merge keys": lines("policy.yaml", 12, (at) => `  a${at}: 1`, "x: &x\n", `${yamlPolicy}- <<: *x\n  <<: *x\n`),
  "many merges": lines(
    "policy.yaml",
    20,
    (at) => `  a${at}: 1\n  <<: *b`,
    `y: &b ${inline}\nx: &x\n`,
    `${yamlPolicy}- <<: *x\n`,
  ),
  "a chain of merges": lines(
    "policy.yaml",
    40,
    (at) => `x${at + 1}: &x${at + 1} { <<: *x${at}, k${at}: 1 }`,
    `x0: &x0 ${inline}\n`,
    `${yamlPolicy}- *x0\n`,
  ),
  "merges twice": lines(
    "policy.yaml",
    40,
    (at) => `x${at + 1}: &x${at + 1} { <<: [*x${at}, *x${at}] }`,
    `x0: &x0 ${inline}\n`,
    `${yamlPolicy}- *x20\n`,
  ),
  "one key": lines("policy.yaml", 12, () => "  Effect: Allow", `${yamlPolicy}- Action: s3:*\n`),
  "many keys": lines("policy.yaml", 12, (at) => `  K${word(at)}: a`, `${yamlPolicy}- Action: s3:*\n`),
  "open quotes": lines("policy.yaml", 12, () => "- Effect: 'a", yamlPolicy),
  "open lists": (size) => ({ name: "policy.yaml", text: `${yamlPolicy}- ${"[".repeat(size)}` }),
  "flows in flows": nested("policy.yaml", "{a: ", "}", "b", [`${yamlPolicy}- Effect: Allow\n  Action: `, "\n"]),
  "sequences in one line": (size) => ({ name: "policy.yaml", text: `${yamlPolicy}${"- ".repeat(size / 2)}a\n` }),
  "questions in one line": (size) => ({ name: "policy.yaml", text: `${yamlPolicy}${"? ".repeat(size / 2)}a\n` }),
  "an indented staircase": (size) => ({
    name: "policy.yaml",
    text: `${yamlPolicy}${Array.from({ length: Math.sqrt(size * 2) }, (_, at) => `${" ".repeat(at)}a:\n`).join("")}`,
  }),
  comments: lines("policy.yaml", 4, () => "  #a", `${yamlPolicy}- Effect: Allow\n`, "  Action: s3:*\n"),
  "blank lines": lines("policy.yaml", 3, () => "  ", `${yamlPolicy}- Effect: Allow\n`, "  Action: s3:*\n"),
  "a block text": lines(
    "policy.yaml",
    40,
    (at) => `    { "Effect": "Allow", "Sid": "${word(at)}" },`,
    'Resources:\n  Policy: |\n    { "Statement": [\n',
    "    {} ] }\n",
  ),
  "a folded text": lines(
    "policy.yaml",
    40,
    (at) => `    { "Effect": "Allow", "Sid": "${word(at)}" },`,
    'Resources:\n  Policy: >-\n    { "Statement": [\n',
    "    {} ] }\n",
  ),
  "a long plain text": lines("policy.yaml", 12, () => "    word word", `${yamlPolicy}- Effect: Allow\n  Action:\n`),
  tags: lines("policy.yaml", 12, () => "- !Sub a", yamlPolicy),
  "unknown tags": lines("policy.yaml", 12, (at) => `- !a${at} b`, yamlPolicy),
  "long Sub": (size) => ({
    name: "policy.yaml",
    text: `${yamlPolicy}- Effect: Allow\n  Action: s3:*\n  Resource: !Sub '${"${a}".repeat(size / 4)}'\n`,
  }),
  "serverless variables": lines(
    "serverless.yml",
    40,
    () => "      - { Effect: Allow, Action: '${self:a}', Resource: '${a,b}' }",
    "service: a\nprovider:\n  iam:\n   role:\n    statements:\n",
  ),
  "serverless variables in one": (size) => ({
    name: "serverless.yml",
    text: `service: a\nprovider:\n  iamRoleStatements:\n    - Effect: Allow\n      Action: s3:*\n      Resource: '${"${self:a".repeat(size / 8)}'\n`,
  }),
  "policies of a template": lines(
    "template.yaml",
    150,
    (at) =>
      `  P${at}:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement: [${inline}]`,
    "Resources:\n",
  ),
  tabs: lines("policy.yaml", 4, () => "\t- a", yamlPolicy),
  returns: (size) => ({ name: "policy.yaml", text: `${yamlPolicy}${"- a\r".repeat(size / 4)}` }),
};

const tfDocument = (at: number, inner: string) => `data "aws_iam_policy_document" "d${at}" {\n${inner}\n}`;
const tfStatement = '  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n  }';
const terraform: Readonly<Record<string, Hostile>> = {
  documents: lines("main.tf", 130, (at) => tfDocument(at, tfStatement)),
  statements: lines("main.tf", 90, () => tfStatement, 'data "aws_iam_policy_document" "d" {\n', "}\n"),
  conditions: lines(
    "main.tf",
    90,
    (at) =>
      `    condition {\n      test = "StringEquals"\n      variable = "aws:RequestTag/${word(at)}"\n      values = ["a"]\n    }`,
    'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:*"]\n    resources = ["*"]\n',
    "  }\n}\n",
  ),
  principals: lines(
    "main.tf",
    90,
    (at) => `    principals {\n      type = "${word(at)}"\n      identifiers = ["a"]\n    }`,
    'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:*"]\n    resources = ["*"]\n',
    "  }\n}\n",
  ),
  "a chain of documents": lines("main.tf", 200, (at) =>
    tfDocument(at, `  source_policy_documents = [data.aws_iam_policy_document.d${at + 1}.json]\n${tfStatement}`),
  ),
  "documents of one": lines("main.tf", 200, (at) =>
    tfDocument(at, `  source_policy_documents = [data.aws_iam_policy_document.d0.json]\n${tfStatement}`),
  ),
  "one of many documents": (size) => ({
    name: "main.tf",
    text: `${many(size / 2, 130, (at) => tfDocument(at + 1, tfStatement)).join("\n")}\n${tfDocument(0, `  source_policy_documents = [${many(size / 2, 45, (at) => `data.aws_iam_policy_document.d${at + 1}.json`).join(", ")}]`)}`,
  }),
  "overriding Sids": (size) => ({
    name: "main.tf",
    text: [0, 1]
      .map((at) =>
        tfDocument(
          at,
          `${at ? "  override_policy_documents = [data.aws_iam_policy_document.d0.json]\n" : ""}${many(size / 2, 100, (one) => tfStatement.replace("{", `{\n    sid = "${word(one)}"`)).join("\n")}`,
        ),
      )
      .join("\n"),
  }),
  "resources with a policy": lines(
    "main.tf",
    150,
    (at) =>
      `resource "aws_iam_policy" "p${at}" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })\n}`,
  ),
  "attachments of one policy": lines(
    "main.tf",
    130,
    (at) =>
      `resource "aws_iam_role_policy_attachment" "a${at}" {\n  role = aws_iam_role.r${at}.name\n  policy_arn = aws_iam_policy.p.arn\n}`,
    'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })\n}\n',
  ),
  "managed policies, misspelt": lines(
    "main.tf",
    130,
    (at) =>
      `resource "aws_iam_role_policy_attachment" "a${at}" {\n  role = "r"\n  policy_arn = "arn:aws:iam::aws:policy/Amazon${word(at)}FullAcess"\n}`,
  ),
  "a managed policy of which there is a choice for each": (size) => ({
    name: "main.tf",
    text: `resource "aws_iam_role_policy_attachment" "a" {\n  for_each = toset([${many(size, 60, (at) => `"arn:aws:iam::aws:policy/AmazonS3FullAccess${word(at)}"`).join(", ")}])\n  policy_arn = each.value\n}\n`,
  }),
  "managed policies of data sources": lines(
    "main.tf",
    180,
    (at) =>
      `data "aws_iam_policy" "p${at}" {\n  name = "AdministratorAccess"\n}\nresource "aws_iam_role_policy_attachment" "a${at}" {\n  role = "r"\n  policy_arn = data.aws_iam_policy.p${at}.arn\n}`,
  ),
  "a chain of locals": lines(
    "main.tf",
    25,
    (at) => `  l${at} = local.l${at + 1}`,
    "locals {\n",
    '}\nresource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = local.l0, Resource = "*" }] })\n}\n',
  ),
  "locals of one": lines(
    "main.tf",
    25,
    (at) => `  l${at} = local.x`,
    'locals {\n  x = { Effect = "Allow", Action = "s3:*", Resource = "*" }\n',
    "}\n",
  ),
  "locals with policies": lines(
    "main.tf",
    90,
    (at) => `  l${at} = { Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }`,
    "locals {\n",
    "}\n",
  ),
  "keys of locals": lines(
    "main.tf",
    25,
    (at) => `  k${at} = var.k${at}`,
    "locals {\n",
    '}\nprovider "aws" {\n  access_key = var.a\n  secret_key = var.b\n}\n',
  ),
  "providers with keys": lines(
    "main.tf",
    90,
    (at) =>
      `provider "aws" {\n  alias = "a${at}"\n  access_key = var.a${at}\n  secret_key = var.b${at}\n}\nvariable "a${at}" {}\nvariable "b${at}" {}`,
  ),
  "expressions in expressions": nested("main.tf", "[", "]", inline.replaceAll('":', '"='), [
    'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = ',
    " })\n}\n",
  ]),
  "parentheses in parentheses": nested("main.tf", "(", ")", "1", [
    'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ',
    ', Resource = "*" }] })\n}\n',
  ]),
  "templates in templates": nested("main.tf", '"${', '}"', "1", [
    'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ',
    ', Resource = "*" }] })\n}\n',
  ]),
  "blocks in blocks": nested("main.tf", "a {\n", "}\n", ""),
  "a heredoc": lines(
    "main.tf",
    90,
    () => `{ "Effect": "Allow", "Action": "s3:*", "Resource": "\${a.b.arn}" },`,
    'resource "aws_iam_policy" "p" {\n  policy = <<EOF\n{ "Statement": [\n',
    "{} ] }\nEOF\n}\n",
  ),
  "a long sum": (size) => ({
    name: "main.tf",
    text: `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${"a + ".repeat(size / 4)}a, Resource = "*" }] })\n}\n`,
  }),
  "a long chain": (size) => ({
    name: "main.tf",
    text: `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = a${".b".repeat(size / 2)}, Resource = "*" }] })\n}\n`,
  }),
  "open strings": lines(
    "main.tf",
    12,
    () => '  a = "${',
    'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [] })\n',
  ),
};

const jsPolicy = `new PolicyStatement({ actions: ["s3:GetObject"], resources: ["*"] })`;
const js: Readonly<Record<string, Hostile>> = {
  "attachments by one input": (size) => ({
    name: "attach.ts",
    text: `const input = { ${many(size / 2, 60, (at) => `k${at}: 1, PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess"`).join(", ")} };\n${many(size / 2, 32, () => "client.attachRolePolicy(input);").join("\n")}`,
  }),
  "managed policies": lines(
    "stack.ts",
    90,
    (at) => `role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName("AmazonS3${word(at)}Acess"));`,
  ),
  statements: lines(
    "stack.ts",
    60,
    () => `role.addToPolicy(${jsPolicy});`,
    'import { PolicyStatement } from "aws-cdk-lib/aws-iam";\n',
  ),
  "policies in a list": lines(
    "policy.ts",
    90,
    () => `  { Effect: "Allow", Action: "s3:*", Resource: "*" },`,
    "export const p = { Statement: [\n",
    "] };\n",
  ),
  "a chain of constants": lines(
    "policy.ts",
    25,
    (at) => `const c${at} = c${at + 1};`,
    "",
    `const p = { Statement: [{ Effect: "Allow", Action: c0, Resource: "*" }] };\n`,
  ),
  "spreads of one": lines(
    "policy.ts",
    25,
    (at) => `const c${at} = { ...x };`,
    `const x = { Effect: "Allow", Action: "s3:*", Resource: "*" };\n`,
  ),
  "spreads of many": (size) => ({
    name: "policy.ts",
    text: `${many(size / 2, 30, (at) => `const c${at} = { a${at}: 1 };`).join("\n")}\nconst p = { Effect: "Allow", Action: "s3:*", Resource: "*", ${many(size / 2, 8, (at) => `...c${at}`).join(", ")} };\n`,
  }),
  "references of one": lines(
    "policy.ts",
    30,
    () => `f({ Statement: s });`,
    `const s = [{ Effect: "Allow", Action: "s3:*", Resource: "*" }];\n`,
  ),
  "pushes to one": lines(
    "policy.ts",
    60,
    () => `s.push({ Effect: "Allow", Action: "s3:*", Resource: "*" });`,
    `const s = [];\nconst p = { Statement: s };\n`,
  ),
  "functions in functions": nested("policy.ts", "function a() {", "}", `const p = { Statement: [${inline}] }; f(g);`),
  "arrows in arrows": nested("policy.ts", "(() => ", ")", `f(g, { Statement: [${inline}] })`),
  "calls in calls": nested("policy.ts", "f(\n", ")\n", `{ Statement: [${inline}] }`),
  "choices in choices": (size) => ({
    name: "policy.ts",
    text: `const p = { Statement: [${inline}] };\nf(p, ${"a ? b :\n".repeat(size / 8)} c);`,
  }),
  "objects in objects": nested("policy.ts", "{ a: ", "}", "b", [
    "const p = { Statement: [{ Effect: 'Allow', Action: ",
    ", Resource: '*' }] };",
  ]),
  "lists in lists": nested("policy.ts", "[", "]", "b", [
    "const p = { Statement: [{ Effect: 'Allow', Action: ",
    ", Resource: '*' }] };",
  ]),
  "parentheses in parentheses": nested("policy.ts", "(", ")", "b", [
    "const p = { Statement: [{ Effect: 'Allow', Action: ",
    ", Resource: '*' }] };",
  ]),
  "templates in templates": nested("policy.ts", "`${", "}`", "b", [
    "const p = { Statement: [{ Effect: 'Allow', Action: ",
    ", Resource: '*' }] };",
  ]),
  "calls of calls": (size) => ({
    name: "policy.ts",
    text: `const p = { Statement: [${inline}] };\nf${"()".repeat(size / 2)};`,
  }),
  "a long chain": (size) => ({
    name: "policy.ts",
    text: `const p = { Statement: [${inline}] };\nf${".g()".repeat(size / 4)};`,
  }),
  "a long sum": (size) => ({
    name: "policy.ts",
    text: `const p = { Statement: [{ Effect: 'Allow', Action: ${"'a' + ".repeat(size / 6)}'b', Resource: '*' }] };`,
  }),
  "long alternatives": (size) => ({
    name: "policy.ts",
    text: `const p = { Statement: [{ Effect: 'Allow', Action: ${"a ? 'b' : ".repeat(size / 10)}'c', Resource: '*' }] };`,
  }),
  "strings with policies": lines("policy.ts", 130, () => `f('{"Version":"2012-10-17","Statement":[${inline}]}');`),
  "declarations of one name": lines("policy.ts", 15, () => `var a = b;`, `const p = { Statement: [${inline}] };\n`),
  "properties of one object": lines(
    "policy.ts",
    30,
    (at) => `x.k${at} = x.j${at};`,
    `const x = { Statement: [${inline}] };\n`,
  ),
};

const python: Readonly<Record<string, Hostile>> = {
  statements: lines(
    "policy.py",
    70,
    () => `    {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},`,
    'p = {"Statement": [\n',
    "]}\n",
  ),
  "a chain of constants": lines(
    "policy.py",
    20,
    (at) => `c${at} = c${at + 1}`,
    "",
    `p = {"Statement": [{"Effect": "Allow", "Action": c0, "Resource": "*"}]}\n`,
  ),
  "lists in lists": nested("policy.py", "[", "]", "b", [
    `p = {"Statement": [{"Effect": "Allow", "Action": `,
    `, "Resource": "*"}]}`,
  ]),
  "calls of calls": (size) => ({
    name: "policy.py",
    text: `p = {"Statement": [${inline}]}\nf${"()".repeat(size / 2)}`,
  }),
  "texts one after another": (size) => ({
    name: "policy.py",
    text: `p = {"Statement": [{"Effect": "Allow", "Action": (${'"a" '.repeat(size / 4)}), "Resource": "*"}]}`,
  }),
  "formats of formats": (size) => ({
    name: "policy.py",
    text: `p = {"Statement": [{"Effect": "Allow", "Action": "a"${'.format("b")'.repeat(size / 12)}, "Resource": "*"}]}`,
  }),
  "percent after percent": (size) => ({
    name: "policy.py",
    text: `p = {"Statement": [{"Effect": "Allow", "Action": "%s"${' % "b"'.repeat(size / 6)}, "Resource": "*"}]}`,
  }),
  "formatted texts in formatted texts": nested("policy.py", "f'{", "}'", "b", [
    `p = {"Statement": [{"Effect": "Allow", "Action": `,
    `, "Resource": "*"}]}`,
  ]),
  "an indented staircase": (size) => ({
    name: "policy.py",
    text: `p = {"Statement": [${inline}]}\n${Array.from({ length: Math.sqrt(size * 2) }, (_, at) => `${" ".repeat(at)}if a:\n`).join("")}`,
  }),
};

/** By what they are made of: `yaml: aliases`. */
const rawPolicy = `{"Version": "2012-10-17", "Statement": [${inline}]}`;

const quoted: Readonly<Record<string, Hostile>> = {
  policies: lines("policies.go", rawPolicy.length + 20, (at) => `const p${at} = \`${rawPolicy}\``),
  "policies in verbatim strings": lines(
    "Policies.cs",
    rawPolicy.length * 1.3,
    (at) => `const string P${at} = @"${rawPolicy.replaceAll('"', '""')}";`,
  ),
  "policies that do not end": lines("policies.sh", 120, () => '{ "Version": "2012-10-17", "Statement": [{ "Effect": "'),
  "policies that begin alone": lines("policies.rb", 40, () => '{"Statement": {"Effect":'),
  "comments that do not end": lines("Policies.java", 40, () => '  /* {"Statement": {"Effect":'),
  blanks: (size) => ({
    name: "policy.php",
    text: `{"Statement":1,"Effect":1}${"{".repeat(size / 2)}${" ".repeat(size / 2)}`,
  }),
  "what is filled in": (size) => ({
    name: "policy.kt",
    text: rawPolicy.replace("reports", "$a{b}%s\${c}#{d}$(e)".repeat(size / 20)),
  }),
};

export const largeForms: Readonly<Record<string, Hostile>> = Object.fromEntries(
  Object.entries({ template: templates, yaml, terraform, javascript: js, python, quoted }).flatMap(([form, all]) =>
    Object.entries(all).map(([what, make]) => [`${form}: ${what}`, make] as const),
  ),
);
