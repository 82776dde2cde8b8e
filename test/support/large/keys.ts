/** Files of every form with many keys, with many clients that get them, and with much that only looks like a key. */
import { type CredentialPlace, credentialPlaces, type Pairs } from "../credential-places";
import { fakeKeyId, fakeSecret } from "../fake-keys";
import { fill, type Hostile, many } from "./text";

type Pair = readonly [id: string, secret: string];
const pairOf = (name: string | number): Pair => [fakeKeyId(String(name)), fakeSecret(String(name))];

/** A file with so many keys, each under names of its own. */
export const keysOf = (count: number): Pairs =>
  Array.from({ length: count }, (_, at) => at).flatMap((at) => [
    [`A${at}_AWS_ACCESS_KEY_ID`, fakeKeyId(String(at))] as const,
    [`A${at}_AWS_SECRET_ACCESS_KEY`, fakeSecret(String(at))] as const,
  ]);

const filled = (place: CredentialPlace, pairs: (count: number) => Pairs): Hostile => {
  const each = place.write(pairs(2)).text.length - place.write(pairs(1)).text.length;
  return (size) => place.write(pairs(Math.max(1, Math.ceil(size / each))));
};

const oneKey = pairOf("one");
/** The same key under the same names, again and again. */
const theSame = (count: number): Pairs =>
  Array.from({ length: count }).flatMap((): Pairs => [
    ["AWS_ACCESS_KEY_ID", oneKey[0]],
    ["AWS_SECRET_ACCESS_KEY", oneKey[1]],
  ]);
const inPlaces: Readonly<Record<string, Hostile>> = Object.fromEntries(
  credentialPlaces.flatMap((place) =>
    Object.entries({ keys: keysOf, "one key": theSame }).map(
      ([what, pairs]) => [`${place.title}: ${what}`, filled(place, pairs)] as const,
    ),
  ),
);

/** Code that is written again for each client, with what is before and after them. */
interface Clients {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** A client that is given two expressions. */
  client(id: string, secret: string, index: number): string;
  readonly fromEnvironment: (name: string) => string;
  /** A variable with such a value, and how it is read. */
  variable(name: string, value: string): string;
  readonly prefix: string;
}

const languages: Readonly<Record<string, Clients>> = {
  TypeScript: {
    name: "client.ts",
    before: 'import { S3Client } from "@aws-sdk/client-s3";\n',
    after: "",
    client: (id, secret, at) =>
      `new S3Client({ region: "r${at}", credentials: { accessKeyId: ${id}, secretAccessKey: ${secret} } });`,
    fromEnvironment: (name) => `process.env.${name}`,
    variable: (name, value) => `const ${name} = ${value};`,
    prefix: "",
  },
  "JavaScript, version 2": {
    name: "client.js",
    before: 'const AWS = require("aws-sdk");\n',
    after: "",
    client: (id, secret) => `AWS.config.update({ accessKeyId: ${id}, secretAccessKey: ${secret} });`,
    fromEnvironment: (name) => `process.env.${name}`,
    variable: (name, value) => `const ${name} = ${value};`,
    prefix: "",
  },
  Python: {
    name: "client.py",
    before: "import os\nimport boto3\n",
    after: "",
    client: (id, secret) => `boto3.client("s3", aws_access_key_id=${id}, aws_secret_access_key=${secret})`,
    fromEnvironment: (name) => `os.environ["${name}"]`,
    variable: (name, value) => `${name} = ${value}`,
    prefix: "",
  },
  Java: {
    name: "Client.java",
    before:
      "import software.amazon.awssdk.auth.credentials.*;\nimport software.amazon.awssdk.services.s3.S3Client;\nclass Client { void f() {\n",
    after: "} }\n",
    client: (id, secret) =>
      `S3Client.builder().credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(${id}, ${secret}))).build();`,
    fromEnvironment: (name) => `System.getenv("${name}")`,
    variable: (name, value) => `String ${name} = ${value};`,
    prefix: "",
  },
  Go: {
    name: "client.go",
    before:
      'package a\n\nimport (\n\t"os"\n\n\t"github.com/aws/aws-sdk-go-v2/config"\n\t"github.com/aws/aws-sdk-go-v2/credentials"\n)\n\nfunc f() {\n',
    after: "}\n",
    client: (id, secret) =>
      `\tconfig.LoadDefaultConfig(ctx, config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(${id}, ${secret}, "")))`,
    fromEnvironment: (name) => `os.Getenv("${name}")`,
    variable: (name, value) => `\t${name} := ${value}`,
    prefix: "",
  },
  PHP: {
    name: "client.php",
    before: "<?php\nuse Aws\\S3\\S3Client;\n",
    after: "",
    client: (id, secret) => `new S3Client(['credentials' => ['key' => ${id}, 'secret' => ${secret}]]);`,
    fromEnvironment: (name) => `getenv('${name}')`,
    variable: (name, value) => `$${name} = ${value};`,
    prefix: "$",
  },
  Ruby: {
    name: "client.rb",
    before: "require 'aws-sdk-s3'\n",
    after: "",
    client: (id, secret) => `Aws::S3::Client.new(access_key_id: ${id}, secret_access_key: ${secret})`,
    fromEnvironment: (name) => `ENV['${name}']`,
    variable: (name, value) => `${name} = ${value}`,
    prefix: "",
  },
  "C#": {
    name: "Client.cs",
    before: "using System;\nusing Amazon.Runtime;\nusing Amazon.S3;\nclass Client { void F() {\n",
    after: "} }\n",
    client: (id, secret) => `new AmazonS3Client(new BasicAWSCredentials(${id}, ${secret}));`,
    fromEnvironment: (name) => `Environment.GetEnvironmentVariable("${name}")`,
    variable: (name, value) => `var ${name} = ${value};`,
    prefix: "",
  },
  Rust: {
    name: "client.rs",
    before: "use aws_credential_types::Credentials;\nfn f() {\n",
    after: "}\n",
    client: (id, secret) =>
      `let c = aws_sdk_s3::Config::builder().credentials_provider(Credentials::new(${id}, ${secret}, None, None, "a")).build();`,
    fromEnvironment: (name) => `std::env::var("${name}").unwrap()`,
    variable: (name, value) => `let ${name} = ${value};`,
    prefix: "",
  },
};

function clientsOf(language: Clients): Readonly<Record<string, Hostile>> {
  const { name, before, after, client, fromEnvironment, variable, prefix } = language;
  const quoted = ([id, secret]: Pair) => [`"${id}"`, `"${secret}"`] as const;
  const write = (each: (at: number) => string, first = ""): Hostile => {
    const length = each(100).length + 1;
    return (size) => ({ name, text: `${before}${first}${many(size, length, each).join("\n")}\n${after}` });
  };
  const outside = [fromEnvironment("AWS_ACCESS_KEY_ID"), fromEnvironment("AWS_SECRET_ACCESS_KEY")] as const;
  return {
    "with keys of the environment": write((at) => client(...outside, at)),
    "with a key each": write((at) => client(...quoted(pairOf(at)), at)),
    "with one key": write((at) => client(...quoted(oneKey), at)),
    "with variables": write(
      (at) =>
        `${variable(`i${at}`, outside[0])}\n${variable(`s${at}`, outside[1])}\n${client(`${prefix}i${at}`, `${prefix}s${at}`, at)}`,
    ),
    "with one variable": write(
      (at) => client(`${prefix}i`, `${prefix}s`, at),
      `${variable("i", outside[0])}\n${variable("s", outside[1])}\n`,
    ),
    "with literals in one variable": write(
      (at) => client(`${prefix}i`, `${prefix}s`, at),
      `${variable("i", `"${oneKey[0]}"`)}\n${variable("s", `"${oneKey[1]}"`)}\n`,
    ),
    "with a chain of variables": write(
      (at) => variable(`v${at}`, `${prefix}v${at + 1}`),
      `${client(`${prefix}v0`, `${prefix}v1`, 0)}\n`,
    ),
    "in one statement": (size) => ({
      name,
      text: `${before}${client(...quoted(oneKey), 0)}${many(size, 4, () => " ;").join("")}${many(size / 2, 10, () => "f(f);").join(" ")}\n${after}`,
    }),
    "with long calls": (size) => ({
      name,
      text: `${before}${client(`f(${fill(`"a",\n`)(size)}"b")`, outside[1], 0)}\n${after}`,
    }),
    "with strings put together": (size) => ({
      name,
      text: `${before}${client(`${fill(`"a" +\n`)(size)}"b"`, outside[1], 0)}\n${after}`,
    }),
    // With lines of the length that people write: what looks made by a machine is not parsed.
    "in a long chain": (size) => ({
      name,
      text: `${before}${client(...outside, 0).replace(/;?$/, "")}${fill(".\na()")(size)}\n${after}`,
    }),
    "with brackets in brackets": (size) => ({
      name,
      text: `${before}${client(`${fill("(\n")(size / 2)}"a"${fill(")\n")(size / 2)}`, outside[1], 0)}\n${after}`,
    }),
    "in blocks in blocks": (size) => ({
      name,
      text: `${before}${fill("{\n")(size / 2)}${client(...outside, 0)}${fill("}\n")(size / 2)}\n${after}`,
    }),
  };
}

const inCode: Readonly<Record<string, Hostile>> = Object.fromEntries(
  Object.entries(languages).flatMap(([title, language]) =>
    Object.entries(clientsOf(language)).map(([what, make]) => [`${title}: clients ${what}`, make] as const),
  ),
);

const [anId, aSecret] = oneKey;
const text =
  (name: string, make: (size: number) => string): Hostile =>
  (size) => ({ name, text: make(size) });
const lines = (name: string, each: (at: number) => string, before = "", after = ""): Hostile =>
  text(name, (size) => `${before}${many(size, each(100).length + 1, each).join("\n")}\n${after}`);
const assign = (at: number): string => {
  const [id, secret] = pairOf(at);
  return `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}`;
};

const odd: Readonly<Record<string, Hostile>> = {
  "an id with many secrets": (size) => ({
    name: ".env",
    text: many(
      size,
      113,
      (at) => `AWS_ACCESS_KEY_ID=${oneKey[0]}\nAWS_SECRET_ACCESS_KEY=${fakeSecret(String(at))}\n`,
    ).join(""),
  }),
  "key ids in a row": text("notes.txt", (size) => many(size, 21, (at) => pairOf(at)[0]).join(" ")),
  "key ids without space": text("notes.txt", fill("AKIA")),
  "key ids in lines": lines("notes.txt", (at) => pairOf(at)[0]),
  "secrets in a row": text(
    "notes.txt",
    (size) => `aws_secret_access_key ${anId} ${many(size, 41, (at) => pairOf(at)[1]).join(" ")}`,
  ),
  "secrets after one name": text(
    "notes.txt",
    (size) => `secret = ${many(size, 41, (at) => pairOf(at)[1]).join(" ")} ${anId}`,
  ),
  "names in a row": text("notes.txt", fill("aws_secret_access_key ")),
  "names with signs": text("notes.txt", fill("secret key = ")),
  "names with blanks": text("notes.txt", (size) => `${anId} secret_access_key${" ".repeat(size)}${aSecret}`),
  "names with quotes": text("notes.txt", fill('secret_key="')),
  "a name of many words": text("notes.txt", (size) => `${anId} ${fill("Aa")(size)}SecretKey = ${aSecret}`),
  "a name with underlines": text("notes.txt", (size) => `${anId} ${fill("a_")(size)}secret_key = ${aSecret}`),
  "base64 in one line": text("notes.txt", (size) => `${anId} ${fill("Ab0+/")(size)}`),
  "base64 in lines": lines("notes.txt", () => "Ab0+/".repeat(15), `${anId}\n`),
  slashes: text("notes.txt", (size) => `${anId} ${fill("/")(size)}`),
  "hexadecimal digits": text("notes.txt", (size) => `secret_key ${anId} ${fill("0123456789abcdef")(size)}`),
  endpoints: lines("notes.txt", (at) => `endpoint_url = http://h${at}.example.com`, `${assign(0)}\n`),
  "endpoints and keys": lines("notes.txt", (at) => `endpoint_url = http://h${at}.example.com\n${assign(at)}`),
  "an endpoint of dots": text("notes.txt", (size) => `${assign(0)}\nendpoint = http://${fill("a.")(size)}`),
  tokens: text("notes.txt", fill("IQoJb3JpZ2luX2Vj")),
  "tokens in lines": lines("notes.txt", () => `AWS_SESSION_TOKEN=IQoJb3JpZ2luX2Vj${"aB3".repeat(60)}`),
  "presigned URLs": lines(
    "notes.txt",
    (at) =>
      `https://a.s3.amazonaws.com/b?X-Amz-Credential=${pairOf(at)[0]}%2F20260105%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Signature=${"0a".repeat(32)}`,
  ),
  "a presigned URL": text(
    "notes.txt",
    (size) => `https://a.s3.amazonaws.com/b?X-Amz-Signature=1&${fill("X-Amz-Credential=")(size)}`,
  ),
  "smtp passwords": lines("notes.txt", (at) => `smtp ${pairOf(at)[0]} password = BH${pairOf(at)[1]}aa`),
  "smtp and base64": text(
    "notes.txt",
    (size) => `email-smtp. ${fill("BHkT7/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ")(size)}`,
  ),
  "Bedrock keys": text("notes.txt", fill(`ABSK${"aB3".repeat(43)} `)),
  "a Bedrock key": text("notes.txt", (size) => `bedrock-api-key-${fill("aB3")(size)}`),
  "CodeCommit users": text("notes.txt", fill("https://a-at-123456789012:")),
  "CodeCommit user": text("notes.txt", (size) => `${fill("a-")(size)}-at-112233445566:${aSecret}`),
  "sections of a file of credentials": lines(".aws/credentials", (at) => `[p${at}]\n${assign(at)}\n`),
  "empty sections": lines(".aws/credentials", (at) => `[p${at}]`, `[default]\n${assign(0)}\n`),
  "profiles that name another": lines(
    ".aws/config",
    (at) => `[profile p${at}]\nsource_profile = p${at + 1}\n`,
    `[profile p0]\n${assign(0)}\n`,
  ),
  "open sections": text("a.ini", (size) => `${assign(0)}\n${fill("[")(size)}`),
  "blanks before a section": text("a.ini", (size) => `${assign(0)}\n${fill(" \n")(size)}[a]\n`),
  "a line that goes on": text(
    "a.sh",
    (size) => `export AWS_ACCESS_KEY_ID=${anId} AWS_SECRET_ACCESS_KEY=${aSecret} \\\n${fill("A=b \\\n")(size)}c\n`,
  ),
  "exports in one line": text(
    "a.sh",
    (size) =>
      `export ${many(size, 90, (at) => `A${at}_AWS_ACCESS_KEY_ID=${pairOf(at)[0]} A${at}_AWS_SECRET_ACCESS_KEY=${pairOf(at)[1]}`).join(" ")}\n`,
  ),
  "commands with keys": lines(
    "a.sh",
    (at) => `AWS_ACCESS_KEY_ID=${pairOf(at)[0]} AWS_SECRET_ACCESS_KEY=${pairOf(at)[1]} aws s3 ls`,
  ),
  "keys that are read": lines(
    "a.sh",
    (at) => `export K${at}_AWS_SECRET_ACCESS_KEY=${pairOf(at)[1]}\necho $K${at}_AWS_SECRET_ACCESS_KEY`,
  ),
  "open quotes of a shell": text(
    "a.sh",
    (size) => `export AWS_ACCESS_KEY_ID=${anId}\nexport AWS_SECRET_ACCESS_KEY=${aSecret}\n${fill("a='")(size)}`,
  ),
  "heredocs of a shell": lines(
    "a.sh",
    (at) => `cat <<E${at}\na\nE${at}`,
    `export AWS_ACCESS_KEY_ID=${anId}\nexport AWS_SECRET_ACCESS_KEY=${aSecret}\n`,
  ),
  "functions of a shell": lines("a.sh", (at) => `f${at}() {\n  export AWS_SECRET_ACCESS_KEY=${pairOf(at)[1]}\n}`),
  "stages of an image": lines(
    "Dockerfile",
    (at) =>
      `FROM a AS b${at}\nARG AWS_SECRET_ACCESS_KEY\nENV AWS_ACCESS_KEY_ID=${pairOf(at)[0]} AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY\nRUN aws s3 ls`,
  ),
  "arguments of an image": lines("Dockerfile", (at) => `ARG A${at}_AWS_SECRET_ACCESS_KEY=${pairOf(at)[1]}`, "FROM a\n"),
  "a line of an image": text(
    "Dockerfile",
    (size) =>
      `FROM a\nENV AWS_ACCESS_KEY_ID=${anId} AWS_SECRET_ACCESS_KEY=${aSecret} \\\n${fill(" A=b \\\n")(size)} C=d\n`,
  ),
  "steps of a workflow": lines(
    ".github/workflows/a.yml",
    () =>
      "      - uses: aws-actions/configure-aws-credentials@v4\n        with:\n          aws-access-key-id: ${{ secrets.A }}\n          aws-secret-access-key: ${{ secrets.B }}\n          aws-region: eu-west-1",
    "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n",
  ),
  "jobs of a workflow": lines(
    ".github/workflows/a.yml",
    (at) =>
      `  j${at}:\n    runs-on: x\n    env:\n      AWS_ACCESS_KEY_ID: \${{ secrets.A }}\n      AWS_SECRET_ACCESS_KEY: \${{ secrets.B }}\n    steps:\n      - run: aws s3 ls`,
    "on: push\njobs:\n",
  ),
  "services of Compose": lines(
    "compose.yaml",
    (at) =>
      `  s${at}:\n    image: a\n    environment:\n      AWS_ACCESS_KEY_ID: ${pairOf(at)[0]}\n      AWS_SECRET_ACCESS_KEY: ${pairOf(at)[1]}`,
    "services:\n",
  ),
  "secrets of Kubernetes": lines(
    "secret.yaml",
    (at) =>
      `---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  AWS_ACCESS_KEY_ID: ${btoa(pairOf(at)[0])}\n  AWS_SECRET_ACCESS_KEY: ${btoa(pairOf(at)[1])}`,
  ),
  "functions with keys and a role": lines(
    "template.yaml",
    (at) =>
      `  F${at}:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !GetAtt R.Arn\n      Environment:\n        Variables:\n          AWS_ACCESS_KEY_ID: ${pairOf(at)[0]}\n          AWS_SECRET_ACCESS_KEY: ${pairOf(at)[1]}`,
    "Resources:\n",
  ),
  "cells of a notebook": text("a.ipynb", (size) =>
    JSON.stringify({
      cells: many(size, 180, (at) => ({
        cell_type: "code",
        source: [`k = "${pairOf(at)[0]}"\n`, `secret_key = "${pairOf(at)[1]}"\n`],
      })),
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    }),
  ),
  "code fences": lines(
    "README.md",
    (at) =>
      `\`\`\`sh\nexport AWS_ACCESS_KEY_ID=${pairOf(at)[0]}\nexport AWS_SECRET_ACCESS_KEY=${pairOf(at)[1]}\n\`\`\``,
  ),
  "open code fences": lines("README.md", () => "```", `${assign(0)}\n`),
  "a minified script": text(
    "a.min.js",
    (size) => `var a="${anId}",b="${aSecret}";${fill("function a(b){return b.c(d)};")(size)}`,
  ),
  "entries of XML": text(
    "web.config",
    (size) =>
      `<appSettings>${many(size, 140, (at) => `<add key="AWSAccessKey${at}" value="${pairOf(at)[0]}"/><add key="AWSSecretKey${at}" value="${pairOf(at)[1]}"/>`).join("")}</appSettings>`,
  ),
  "open comments of XML": text(
    "web.config",
    (size) =>
      `<add key="AWSAccessKey" value="${anId}"/><add key="AWSSecretKey" value="${aSecret}"/>${fill("<!--")(size)}`,
  ),
  "references of properties": lines(
    "a.properties",
    (at) => `a${at}=\${a${at + 1}}`,
    `aws.accessKeyId=${anId}\naws.secretKey=${aSecret}\n`,
  ),
  "Terraform: keys in locals": lines(
    "main.tf",
    (at) =>
      `provider "aws" {\n  alias = "a${at}"\n  access_key = local.i${at}\n  secret_key = local.s${at}\n}\nlocals {\n  i${at} = "${pairOf(at)[0]}"\n  s${at} = "${pairOf(at)[1]}"\n}`,
  ),
  "Terraform: one key in many providers": lines(
    "main.tf",
    (at) => `provider "aws" {\n  alias = "a${at}"\n  access_key = local.i\n  secret_key = local.s\n}`,
    `locals {\n  i = "${anId}"\n  s = "${aSecret}"\n}\n`,
  ),
  "Terraform: keys in objects": text(
    "main.tf",
    (size) =>
      `locals {\n  a = {\n${many(size, 110, (at) => `    k${at} = { access_key = "${pairOf(at)[0]}", secret_key = "${pairOf(at)[1]}" }`).join("\n")}\n  }\n}\n`,
  ),
  "Terraform: keys in heredocs": lines(
    "main.tf",
    (at) =>
      `resource "a" "b${at}" {\n  user_data = <<EOF\nexport AWS_ACCESS_KEY_ID=${pairOf(at)[0]}\nexport AWS_SECRET_ACCESS_KEY=${pairOf(at)[1]}\nEOF\n}`,
  ),
  "suppressions beside keys": lines(
    ".env",
    (at) =>
      `# planeguard-ignore credentials/access-key: it is a test\nA${at}_AWS_ACCESS_KEY_ID=${pairOf(at)[0]}\nA${at}_AWS_SECRET_ACCESS_KEY=${pairOf(at)[1]}`,
  ),
};

export const largeKeys: Readonly<Record<string, Hostile>> = { ...inPlaces, ...inCode, ...odd };
