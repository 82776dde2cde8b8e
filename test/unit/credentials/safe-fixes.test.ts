/** What a safe fix makes of scripts and configuration: they go on running without the key, or there is none. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import type { Finding } from "../../../src/analysis/finding";
import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("safe"), fakeSecret("safe")];
const [ID, SECRET] = [`AWS_ACCESS_KEY_ID=${id}`, `AWS_SECRET_ACCESS_KEY=${secret}`];

interface Case {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** The text after it; null where there is no safe fix. */
  readonly safe: string | null;
}

const shell = (title: string, text: string, safe: string | null): Case => ({ name: "a.sh", title, text, safe });

const cases: readonly Case[] = [
  shell(
    "a branch of a case",
    `case $1 in\n  prod) export ${ID}; export ${SECRET} ;;\nesac\n`,
    "case $1 in\n  prod) : ;;\nesac\n",
  ),
  shell(
    "the last line of a case keeps its end",
    `case $1 in\n  prod)\n    export ${ID}\n    export ${SECRET} ;;\n  *) date ;;\nesac\n`,
    "case $1 in\n  prod)\n     ;;\n  *) date ;;\nesac\n",
  ),
  shell(
    "a case that falls through",
    `case $1 in\n  a) export ${ID} ${SECRET} ;&\n  b) date ;;\nesac\n`,
    "case $1 in\n  a) : ;&\n  b) date ;;\nesac\n",
  ),
  shell(
    "the other side of a condition",
    `set -e\ntest -f x || export ${ID} ${SECRET}\ndate\n`,
    "set -e\ntest -f x || :\ndate\n",
  ),
  shell("what is joined on both sides", `export ${ID} ${SECRET} || exit 1\ndate\n`, null),
  shell(
    "a search before the end of a function",
    `a() {\n  grep -q x y\n  export ${ID} ${SECRET}\n}\n`,
    "a() {\n  grep -q x y\n  :\n}\n",
  ),
  shell("sudo", `sudo ${ID} ${SECRET} date\n`, "sudo date\n"),
  shell("sudo with an option", `sudo -E ${ID} ${SECRET} date\n`, "sudo -E date\n"),
  shell("an environment that is empty", `env -i ${ID} ${SECRET} PATH=$PATH aws s3 ls\n`, null),
  shell("an environment that is empty, by its long name", `env --ignore-environment ${ID} ${SECRET} aws s3 ls\n`, null),
  shell("arguments of a build", `docker build --build-arg ${ID} --build-arg ${SECRET} .\n`, null),
  shell("variables of a deployment", `kubectl set env deploy/app -e ${ID} -e ${SECRET}\n`, null),
  shell("an if on one line", `if true; then export ${ID} ${SECRET}; fi\n`, "if true; then :; fi\n"),
  shell("an if on lines", `if true; then\n  export ${ID}\n  export ${SECRET}\nfi\n`, "if true; then\n  :\nfi\n"),
  shell("a function", `login() {\n  export ${ID}\n  export ${SECRET}\n}\nlogin\n`, "login() {\n  :\n}\nlogin\n"),
  shell("a function on one line", `login() { export ${ID} ${SECRET}; date; }\n`, "login() { :; date; }\n"),
  shell("what stays behind it", `a() { date; export ${ID} ${SECRET}; }\n`, "a() { date; }\n"),
  shell("constants", `readonly ${ID} ${SECRET}\ndate\n`, "date\n"),
  shell("a declaration", `declare -x ${ID} ${SECRET}\ndate\n`, "date\n"),
  shell("a condition", `set -e\n[ -n "$CI" ] && export ${ID}\n[[ $CI ]] && export ${SECRET}\ndate\n`, "set -e\ndate\n"),
  shell("a condition of several", `test -n "$CI" && export ${ID} && export ${SECRET}\ndate\n`, "date\n"),
  shell("a command before", `set -e\ncd app && export ${ID} ${SECRET}\ndate\n`, null),
  shell("a command behind", `export ${ID} ${SECRET} && date\n`, "date\n"),
  shell(
    "a pattern in parentheses",
    `case $1 in\n  (prod) export ${ID} ${SECRET} ;;\nesac\n`,
    "case $1 in\n  (prod) : ;;\nesac\n",
  ),
  shell(
    "a function with its keyword",
    `function login() { export ${ID}; export ${SECRET}; }\n`,
    "function login() { :; }\n",
  ),
  shell("a function with a space", `login () { export ${ID} ${SECRET}; date; }\n`, "login () { :; date; }\n"),
  shell(
    "a block behind a condition",
    `[ $CI ] && { export ${ID}; export ${SECRET}; }\ndate\n`,
    "[ $CI ] && { :; }\ndate\n",
  ),
  shell(
    "a comment in a block",
    `login() {\n  # sign in\n  export ${ID}\n  export ${SECRET}\n  # done\n}\n`,
    "login() {\n  # sign in\n  :\n  # done\n}\n",
  ),
  shell("a condition on the line before", `[ $CI ] &&\n  export ${ID} ${SECRET}\ndate\n`, "date\n"),
  shell("a statement on two lines", `export ${ID} \\\n  ${SECRET}\ndate\n`, "date\n"),
  shell("the last lines of a statement", `export A=b \\\n  ${ID} \\\n  ${SECRET}\ndate\n`, "export A=b\ndate\n"),
  shell("exported behind it", `${ID}\n${SECRET}\nexport AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\ndate\n`, "date\n"),
  shell("exported with more", `${ID}\n${SECRET}\nexport A AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\n`, "export A\n"),
  shell(
    "what tells how a function went",
    `set -e\na() {\n  [ $CI ] && date\n  export ${ID} ${SECRET}\n}\na\n`,
    "set -e\na() {\n  [ $CI ] && date\n  :\n}\na\n",
  ),
  shell("what tells how a command went", `false\nexport ${ID} ${SECRET}\necho $?\n`, "false\n:\necho $?\n"),
  shell("a name that is asked for", `export ${ID} ${SECRET}\n[[ -v AWS_ACCESS_KEY_ID ]] || exit 1\n`, null),
  shell("a name in a list", `export ${ID} ${SECRET}\nfor a in AWS_ACCESS_KEY_ID; do [ "\${!a}" ]; done\n`, null),
  shell(
    "a name that is unset",
    `export ${ID} ${SECRET}\ndate\nunset AWS_ACCESS_KEY_ID\n`,
    "date\nunset AWS_ACCESS_KEY_ID\n",
  ),
  shell("an array", `a=(\n  -e ${ID}\n  -e ${SECRET}\n)\n`, null),
  shell("a text for another program", `cat > a.env <<EOF\n${ID}\n${SECRET}\nEOF\n`, null),
  shell("commands on another machine", `ssh a <<'EOF'\nexport ${ID}\nexport ${SECRET}\ndate\nEOF\n`, null),
  shell(
    "a profile by its name",
    `aws configure set aws_access_key_id ${id} --profile a\naws configure set aws_secret_access_key ${secret} --profile a\naws s3 ls --profile a\n`,
    null,
  ),
  shell("a subshell", `(export ${ID} ${SECRET}; date)\n`, null),
  shell("Heroku, where there is no role", `heroku config:set ${ID} ${SECRET}\ndate\n`, null),
  shell("Heroku, with more", `heroku config:set ${ID} ${SECRET} A=b\ndate\n`, "heroku config:set A=b\ndate\n"),
  shell("Elastic Beanstalk", `eb setenv ${ID} ${SECRET}\n`, ""),
  shell("Fly, where there is no role", `fly secrets set ${ID} ${SECRET}\ndate\n`, null),
  shell("a program that nobody knows", `deploy --with ${ID} ${SECRET}\n`, null),
  {
    name: "rclone.conf",
    title: "a storage of rclone",
    text: `[a]\ntype = s3\nprovider = AWS\nenv_auth = false\naccess_key_id = ${id}\nsecret_access_key = ${secret}\nregion = a\n`,
    safe: "[a]\ntype = s3\nprovider = AWS\nenv_auth = true\nregion = a\n",
  },
  {
    name: "rclone.conf",
    title: "a storage of rclone that does not say",
    text: `[a]\ntype = s3\naccess_key_id = ${id}\nsecret_access_key = ${secret}\n`,
    safe: "[a]\ntype = s3\nenv_auth = true\n",
  },
  {
    name: "rclone.conf",
    title: "a storage of rclone that looks for credentials already",
    text: `[a]\ntype = s3\nenv_auth = true\naccess_key_id = ${id}\nsecret_access_key = ${secret}\n`,
    safe: "[a]\ntype = s3\nenv_auth = true\n",
  },
  {
    name: ".aws/credentials",
    title: "a profile",
    text: `[a]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
    safe: null,
  },
  {
    name: "compose.yaml",
    title: "an anchor",
    text: `x-aws: &aws\n  AWS_ACCESS_KEY_ID: ${id}\n  AWS_SECRET_ACCESS_KEY: ${secret}\nservices:\n  api:\n    environment:\n      <<: *aws\n      A: b\n`,
    safe: null,
  },
  {
    name: "secret.yaml",
    title: "a Secret of Kubernetes",
    text: `apiVersion: v1\nkind: Secret\nmetadata: { name: aws }\nstringData:\n  AWS_ACCESS_KEY_ID: ${id}\n  AWS_SECRET_ACCESS_KEY: ${secret}\n`,
    safe: null,
  },
  {
    name: "rclone.env",
    title: "a storage of rclone in variables",
    text: `RCLONE_S3_PROVIDER=AWS\nRCLONE_S3_ACCESS_KEY_ID=${id}\nRCLONE_S3_SECRET_ACCESS_KEY=${secret}\n`,
    safe: "RCLONE_S3_PROVIDER=AWS\nRCLONE_S3_ENV_AUTH=true\n",
  },
  {
    name: "rclone.sh",
    title: "a storage of rclone in variables that say nobody",
    text: `export RCLONE_CONFIG_A_ENV_AUTH="false"\nexport RCLONE_CONFIG_A_ACCESS_KEY_ID=${id}\nexport RCLONE_CONFIG_A_SECRET_ACCESS_KEY=${secret}\n`,
    safe: 'export RCLONE_CONFIG_A_ENV_AUTH="true"\n',
  },
  {
    name: "rclone.sh",
    title: "a storage of rclone in variables that looks for credentials already",
    text: `export RCLONE_S3_ENV_AUTH=true\nexport RCLONE_S3_ACCESS_KEY_ID=${id}\nexport RCLONE_S3_SECRET_ACCESS_KEY=${secret}\n`,
    safe: "export RCLONE_S3_ENV_AUTH=true\n",
  },
  {
    name: "rclone.env",
    title: "a storage of rclone in variables, the id last and without an end of its line",
    text: `RCLONE_S3_SECRET_ACCESS_KEY=${secret}\nRCLONE_S3_ACCESS_KEY_ID="${id}"`,
    safe: 'RCLONE_S3_ENV_AUTH="true"',
  },
  {
    name: "rclone.sh",
    title: "a storage of rclone in variables on one line",
    text: `export RCLONE_S3_ACCESS_KEY_ID=${id} RCLONE_S3_SECRET_ACCESS_KEY=${secret}\n`,
    safe: null,
  },
  {
    name: "rclone.env",
    title: "a storage of rclone in variables, of which the first is a placeholder",
    text: `RCLONE_S3_ACCESS_KEY_ID=changeme\nRCLONE_S3_ACCESS_KEY_ID=${id}\nRCLONE_S3_SECRET_ACCESS_KEY=${secret}\n`,
    safe: null,
  },
  {
    name: "a.tfvars",
    title: "variables of Terraform",
    text: `access_key = "${id}"\nsecret_key = "${secret}"\n`,
    safe: null,
  },
  {
    name: "main.tf",
    title: "variables of a function that have names of their own",
    text: `resource "aws_lambda_function" "a" {\n  environment {\n    variables = {\n      KEY = "${id}"\n      SECRET_KEY = "${secret}"\n    }\n  }\n}\n`,
    safe: null,
  },
  {
    name: "application.properties",
    title: "settings that somebody reads by name",
    text: `a.aws.access-key=${id}\na.aws.secret-key=${secret}\n`,
    safe: null,
  },
  {
    name: "application.properties",
    title: "settings of Spring Cloud AWS",
    text: `a=b\nspring.cloud.aws.credentials.access-key=${id}\nspring.cloud.aws.credentials.secret-key=${secret}\n`,
    safe: "a=b\n",
  },
  {
    name: "charts/api/values.yaml",
    title: "values of a chart",
    text: `env:\n  AWS_ACCESS_KEY_ID: ${id}\n  AWS_SECRET_ACCESS_KEY: ${secret}\n`,
    safe: null,
  },
  {
    name: "a.bat",
    title: "the only lines of a block",
    text: `if "%1"=="a" (\r\n  set ${ID}\r\n  set ${SECRET}\r\n)\r\n`,
    safe: null,
  },
  {
    name: "config.yaml",
    title: "a ConfigMap of Kubernetes",
    text: `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws }\ndata:\n  AWS_ACCESS_KEY_ID: ${id}\n  AWS_SECRET_ACCESS_KEY: ${secret}\n`,
    safe: null,
  },
  {
    name: "secret.yaml",
    title: "a profile in a Secret of Kubernetes",
    text: `apiVersion: v1\nkind: Secret\nmetadata: { name: aws }\nstringData:\n  credentials: |\n    [default]\n    aws_access_key_id=${id}\n    aws_secret_access_key=${secret}\n`,
    safe: null,
  },
  {
    name: "a.js",
    title: "credentials of a configuration that are read later",
    text: `const AWS = require('aws-sdk');\nconst s3 = new AWS.S3({ accessKeyId: '${id}', secretAccessKey: '${secret}' });\nmodule.exports = () => s3.config.credentials.accessKeyId;\n`,
    safe: null,
  },
  {
    name: "a.py",
    title: "the storage of pandas",
    text: `import pandas as pd\n\ndata = pd.read_csv("s3://a/b.csv", storage_options={"key": "${id}", "secret": "${secret}"})\n`,
    safe: 'import pandas as pd\n\ndata = pd.read_csv("s3://a/b.csv", storage_options={})\n',
  },
  {
    name: "a.py",
    title: "the file system of s3fs",
    text: `import s3fs\n\nKEY = "${id}"\nSECRET = "${secret}"\nfiles = s3fs.S3FileSystem(key=KEY, secret=SECRET, anon=False)\n`,
    safe: "import s3fs\n\nfiles = s3fs.S3FileSystem(anon=False)\n",
  },
  {
    name: "a.js",
    title: "credentials that are asked later",
    text: `const AWS = require('aws-sdk');\nAWS.config.credentials = new AWS.Credentials('${id}', '${secret}');\nAWS.config.credentials.get((error) => console.log(error));\n`,
    safe: null,
  },
  {
    name: "b.js",
    title: "credentials that are taken apart later",
    text: `const AWS = require('aws-sdk');\nAWS.config.credentials = new AWS.Credentials('${id}', '${secret}');\nconst { accessKeyId } = AWS.config.credentials;\nconsole.log(accessKeyId);\n`,
    safe: null,
  },
  {
    name: "c.js",
    title: "credentials that are handed on later",
    text: `const AWS = require('aws-sdk');\nAWS.config.credentials = new AWS.Credentials('${id}', '${secret}');\nsign(AWS.config.credentials);\n`,
    safe: null,
  },
  {
    name: "a.py",
    title: "credentials of a session that are asked later",
    text: `import boto3\n\nsession = boto3.Session(aws_access_key_id="${id}", aws_secret_access_key="${secret}")\nprint(session.get_credentials().access_key)\n`,
    safe: null,
  },
  {
    name: "a.rb",
    title: "credentials of all clients that are asked later",
    text: `require "aws-sdk-s3"\nAws.config.update(credentials: Aws::Credentials.new("${id}", "${secret}"))\nputs Aws.config[:credentials].access_key_id\n`,
    safe: null,
  },
  {
    name: "a.js",
    title: "credentials that nobody asks",
    text: `const AWS = require('aws-sdk');\nAWS.config.credentials = new AWS.Credentials('${id}', '${secret}');\nmodule.exports = new AWS.S3();\n`,
    safe: "const AWS = require('aws-sdk');\nmodule.exports = new AWS.S3();\n",
  },
  ...[
    [
      "options that are handed over",
      "const options = { KEYS };\nexport const s3 = new AWS.S3(options);\n",
      "export const s3 = new AWS.S3();\n",
    ],
    [
      "options that others are spread into",
      'const options = { KEYS };\nexport const s3 = new AWS.S3({ ...options, region: "x" });\n',
      'export const s3 = new AWS.S3({ region: "x" });\n',
    ],
    [
      "options of two clients",
      "const options = { KEYS };\nexport const s3 = new AWS.S3({ ...options });\nexport const sqs = new AWS.SQS(options);\n",
      "export const s3 = new AWS.S3();\nexport const sqs = new AWS.SQS();\n",
    ],
    [
      "options that have more",
      'const options = { KEYS, region: "x" };\nexport const s3 = new AWS.S3({ ...options });\n',
      'const options = { region: "x" };\nexport const s3 = new AWS.S3({ ...options });\n',
    ],
    [
      "options that a client needs",
      "const options = { credentials: { KEYS } };\nexport const s3 = new S3Client(options);\n",
      "const options = {};\nexport const s3 = new S3Client(options);\n",
    ],
    [
      "options that others read",
      "const options = { KEYS };\nlog(options);\nexport const s3 = new AWS.S3(options);\n",
      null,
    ],
    [
      "a key that others read",
      "const options = { KEYS };\nlog(options.accessKeyId);\nexport const s3 = new AWS.S3(options);\n",
      null,
    ],
  ].map(([title, text, safe]): Case => {
    const imports = 'import { S3Client } from "@aws-sdk/client-s3";\nimport AWS from "aws-sdk";\n';
    const keys = `accessKeyId: "${id}", secretAccessKey: "${secret}"`;
    return {
      name: "a.js",
      title: title!,
      text: imports + text!.replace("KEYS", keys),
      safe: safe ? imports + safe : null,
    };
  }),
  {
    name: "a.py",
    title: "options by their names",
    text: `import boto3\noptions = {"aws_access_key_id": "${id}", "aws_secret_access_key": "${secret}"}\ns3 = boto3.client("s3", "x", **options)\nsqs = boto3.client("sqs", **options)\n`,
    safe: 'import boto3\ns3 = boto3.client("s3", "x")\nsqs = boto3.client("sqs")\n',
  },
];

const fixesOf = async ({ name, text }: Pick<Case, "name" | "text">): Promise<Finding["fixes"]> =>
  (await engine.analyze({ name, text }, { fixes: true })).findings.flatMap(({ fixes }) => fixes);

const applied = (text: string, { edits }: Finding["fixes"][number]): string =>
  applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: { start: range.start.offset, end: range.end.offset }, newText })),
  );

describe("safe fixes of keys", () => {
  for (const one of cases) {
    it(`${one.name}: ${one.title}`, async () => {
      const safe = (await fixesOf(one)).find(({ kind }) => kind === "safe");
      assert.equal(safe ? applied(one.text, safe) : null, one.safe);
      for (const { range, newText } of safe?.edits ?? [])
        assert.notEqual(one.text.slice(range.start.offset, range.end.offset), newText, "an edit that changes nothing");
      const starts = safe?.edits.map(({ range }) => range.start.offset) ?? [];
      assert.deepEqual(
        starts,
        starts.toSorted((a, b) => a - b),
        "in the order of the text",
      );
      if (one.name === "a.sh" && one.safe !== null)
        assert.equal(spawnSync("bash", ["-n"], { input: one.safe, encoding: "utf8" }).stderr, "");
    });
  }

  it("the settings of Django go on without a key", async () => {
    const text = `INSTALLED_APPS = ["storages"]\n\nAWS_ACCESS_KEY_ID = "${id}"\nAWS_SECRET_ACCESS_KEY = "${secret}"\nAWS_STORAGE_BUCKET_NAME = "a"\n`;
    const [fix] = await fixesOf({ name: "settings.py", text });
    assert.equal(fix?.kind, "suggestion");
    assert.equal(applied(text, fix), 'INSTALLED_APPS = ["storages"]\n\nAWS_STORAGE_BUCKET_NAME = "a"\n');
  });

  it("settings of Django that are read from the environment are no finding", async () => {
    const text =
      'import os\n\nSTORAGES = {}\nAWS_ACCESS_KEY_ID = os.environ["AWS_ACCESS_KEY_ID"]\nAWS_SECRET_ACCESS_KEY = os.environ["AWS_SECRET_ACCESS_KEY"]\n';
    assert.deepEqual((await engine.analyze({ name: "settings.py", text })).findings, []);
  });

  for (const name of [".gitlab-ci.yml", "bitbucket-pipelines.yml", ".circleci/config.yml", "azure-pipelines.yml"]) {
    it(`${name}: a job without its key does not sign in`, async () => {
      const text = `variables:\n  A: b\n  AWS_ACCESS_KEY_ID: ${id}\n  AWS_SECRET_ACCESS_KEY: ${secret}\n`;
      assert.deepEqual(
        (await fixesOf({ name, text })).map(({ kind }) => kind),
        ["suggestion"],
      );
    });
  }

  it("no fix only takes a key out of what users are handed", async () => {
    const imports =
      'import { S3Client } from "@aws-sdk/client-s3";\nimport AWS from "aws-sdk";\nimport S3 from "react-s3";\n';
    const keys = `accessKeyId: "${id}", secretAccessKey: "${secret}"`;
    const kinds = async (code: string): Promise<string[]> =>
      (await fixesOf({ name: "a.js", text: imports + code })).map(({ kind }) => kind);
    assert.deepEqual(await kinds(`AWS.config.update({ ${keys} });\n`), []);
    assert.deepEqual(await kinds(`export const s3 = new S3Client({ credentials: { ${keys} } });\n`), ["suggestion"]);
  });

  it("a URL goes on without its key", async () => {
    const text = `CELERY_BROKER_URL = "sqs://${id}:${encodeURIComponent(secret)}@"\n`;
    const [fix] = await fixesOf({ name: "celery.py", text });
    assert.equal(fix?.kind, "suggestion");
    assert.equal(applied(text, fix), 'CELERY_BROKER_URL = "sqs://"\n');
  });

  it("anchors: what only stands for the key goes with it", async () => {
    const text = `x-aws: &aws\n  AWS_ACCESS_KEY_ID: ${id}\n  AWS_SECRET_ACCESS_KEY: ${secret}\nservices:\n  a:\n    image: a\n    environment:\n      <<: *aws\n      A: b\n  b:\n    image: b\n    environment: *aws\n`;
    const [fix] = await fixesOf({ name: "compose.yaml", text });
    assert.equal(fix?.kind, "suggestion");
    assert.equal(
      applied(text, fix),
      "services:\n  a:\n    image: a\n    environment:\n      A: b\n  b:\n    image: b\n",
    );
  });

  it("anchors: what else they hold stays", async () => {
    const text = `x-aws: &aws\n  A: b\n  AWS_ACCESS_KEY_ID: ${id}\n  AWS_SECRET_ACCESS_KEY: ${secret}\nservices:\n  a:\n    environment: *aws\n`;
    const [fix] = await fixesOf({ name: "compose.yaml", text });
    assert.equal(fix && applied(text, fix), "x-aws: &aws\n  A: b\nservices:\n  a:\n    environment: *aws\n");
  });

  it("anchors: no service is left without anything", async () => {
    const text = `services:\n  a: &a\n    environment:\n      AWS_ACCESS_KEY_ID: ${id}\n      AWS_SECRET_ACCESS_KEY: ${secret}\n  b:\n    <<: *a\n`;
    assert.deepEqual(await fixesOf({ name: "compose.yaml", text }), []);
  });

  it("parameters that nothing else reads go with the key", async () => {
    const text =
      "Parameters:\n  KeyId:\n    Type: String\n  Secret:\n    Type: String\n  Other:\n    Type: String\nResources:\n  Task:\n    Type: AWS::Batch::JobDefinition\n    Properties:\n      ContainerProperties:\n        JobRoleArn: !Ref Other\n        Environment:\n          - Name: AWS_ACCESS_KEY_ID\n            Value: !Ref KeyId\n          - Name: AWS_SECRET_ACCESS_KEY\n            Value: !Sub '${Secret}'\nOutputs:\n  Key:\n    Value: !Ref KeyId\n";
    const [fix] = await fixesOf({ name: "template.yaml", text });
    assert.equal(
      fix && applied(text, fix),
      "Parameters:\n  KeyId:\n    Type: String\n  Other:\n    Type: String\nResources:\n  Task:\n    Type: AWS::Batch::JobDefinition\n    Properties:\n      ContainerProperties:\n        JobRoleArn: !Ref Other\nOutputs:\n  Key:\n    Value: !Ref KeyId\n",
    );
  });

  it("a file that a script writes goes whole", async () => {
    const text = `date\ncat > ~/.aws/credentials <<EOF\n[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\nEOF\ndate\n`;
    const [fix] = await fixesOf({ name: "a.sh", text });
    assert.equal(fix?.kind, "suggestion");
    assert.equal(applied(text, fix), "date\ndate\n");
  });

  it("profiles: none where another signs in by them", async () => {
    const text = `[a]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n\n[b]\nsource_profile = a\nrole_arn = arn:aws:iam::111122223333:role/b\n`;
    assert.deepEqual(await fixesOf({ name: ".aws/credentials", text }), []);
  });

  it("a Secret of Kubernetes: who takes all of it no longer does, and who takes another one does", async () => {
    const pod = (refs: string): string =>
      `---\nkind: Pod\napiVersion: v1\nspec:\n  serviceAccountName: app\n  containers:\n    - name: api\n${refs}`;
    const from = (name: string): string => `        - secretRef:\n            name: ${name}\n`;
    const store = (more: string): string =>
      `kind: Secret\napiVersion: v1\nmetadata:\n  name: aws\nstringData:\n  id: ${id}\n  secretKey: ${secret}\n${more}`;
    const text = store("") + pod(`      envFrom:\n${from("aws")}${from("other")}`);
    const [fix] = await fixesOf({ name: "a.yaml", text });
    assert.equal(
      applied(text, fix!),
      `kind: Secret\napiVersion: v1\nmetadata:\n  name: aws\n${pod(`      envFrom:\n${from("other")}`)}`,
    );
    const kept = store("  url: a\n") + pod(`      envFrom:\n${from("aws")}`);
    const [left] = await fixesOf({ name: "a.yaml", text: kept });
    assert.ok(applied(kept, left!).endsWith(pod(`      envFrom:\n${from("aws")}`)));
  });

  it("a Secret of Kubernetes: what reads it goes with it", async () => {
    const text = `kind: Secret\napiVersion: v1\nmetadata:\n  name: aws\nstringData:\n  id: ${id}\n  secretKey: ${secret}\n---\nkind: Pod\napiVersion: v1\nspec:\n  containers:\n    - name: api\n      env:\n        - name: AWS_ACCESS_KEY_ID\n          valueFrom:\n            secretKeyRef:\n              name: aws\n              key: id\n        - name: AWS_SECRET_ACCESS_KEY\n          valueFrom:\n            secretKeyRef:\n              name: aws\n              key: secretKey\n        - name: A\n          value: b\n`;
    const [fix] = await fixesOf({ name: "a.yaml", text });
    assert.equal(fix?.kind, "suggestion");
    assert.ok(
      applied(text, fix).startsWith(
        "kind: Secret\napiVersion: v1\nmetadata:\n  name: aws\n---\nkind: Pod\napiVersion: v1\nspec:\n  serviceAccountName: app\n  containers:\n    - name: api\n      env:\n        - name: A\n          value: b\n---\n",
      ),
    );
  });
});
