/** Keys in Makefiles, Jenkinsfiles, images, magics of notebooks and defaults of placeholders: what goes with them, and where nothing is right. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { appliedFix } from "../../support/applied-fix";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("commands"), fakeSecret("commands")];
const given = (text: string): string => text.replace(/@ID/g, id).replace(/@SECRET/g, secret);

const notebook = (...cells: readonly (string | readonly string[])[]): string =>
  JSON.stringify(
    { cells: cells.map((source) => ({ cell_type: "code", source, outputs: [] })), metadata: {}, nbformat: 4 },
    null,
    1,
  );

/** A name, what is tried, the text, and what the first fix makes of it: null where there is none. A safe one is marked. */
const cases: readonly (readonly [file: string, title: string, before: string, after: string | null, kind?: "safe"])[] =
  [
    // Commands that have nothing else to do
    [
      "a.sh",
      "kubectl set env",
      "set -e\nkubectl set env deploy/a AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET\ndate\n",
      "set -e\ndate\n",
    ],
    [
      "a.sh",
      "oc set env with options",
      "oc set env dc/a -e AWS_ACCESS_KEY_ID=@ID -e AWS_SECRET_ACCESS_KEY=@SECRET\ndate\n",
      "date\n",
    ],
    [
      "a.sh",
      "kubectl set env with another",
      "kubectl set env deploy/a AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET STAGE=prod\n",
      "kubectl set env deploy/a STAGE=prod\n",
      "safe",
    ],
    [
      "a.sh",
      "kubectl set env from a Secret",
      "kubectl set env deploy/a --from=secret/b AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET\n",
      null,
    ],
    // Makefiles
    [
      "Makefile",
      "a recipe",
      "a:\n\t@AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET aws s3 ls\n",
      "a:\n\t@aws s3 ls\n",
    ],
    [
      "tools.mk",
      "a recipe of several lines",
      "a:\n\texport AWS_ACCESS_KEY_ID=@ID && \\\n\texport AWS_SECRET_ACCESS_KEY=@SECRET && \\\n\taws s3 ls\n\nb:\n",
      "a:\n\taws s3 ls\n\nb:\n",
    ],
    [
      "Makefile",
      "variables that only recipes fill their own from",
      "KEY := @ID\nSECRET ?= @SECRET\na:\n\tdocker run -e AWS_ACCESS_KEY_ID=$(KEY) -e AWS_SECRET_ACCESS_KEY=${SECRET} -e A=b a\n",
      "a:\n\tdocker run -e A=b a\n",
    ],
    [
      "Makefile",
      "variables that others are filled from",
      "KEY = @ID\nSECRET = @SECRET\nexport AWS_ACCESS_KEY_ID = $(KEY)\nexport AWS_SECRET_ACCESS_KEY = $(SECRET)\na:\n\taws s3 ls\n",
      "a:\n\taws s3 ls\n",
    ],
    [
      "Makefile",
      "an export of several names keeps the others, and is never bare",
      "AWS_ACCESS_KEY_ID = @ID\nAWS_SECRET_ACCESS_KEY = @SECRET\nexport AWS_ACCESS_KEY_ID STAGE\nexport AWS_SECRET_ACCESS_KEY\na:\n\tmake b\n",
      "export STAGE\na:\n\tmake b\n",
    ],
    [
      "GNUmakefile",
      "variables of a target",
      "a: export AWS_ACCESS_KEY_ID = @ID\na: export AWS_SECRET_ACCESS_KEY = @SECRET\na:\n\taws s3 ls\n",
      "a:\n\taws s3 ls\n",
    ],
    ["Makefile", "a variable that a recipe prints", "KEY = @ID\nSECRET = @SECRET\na:\n\techo $(KEY) $(SECRET)\n", null],
    [
      "Makefile",
      "a variable that the shell of a recipe reads",
      "export AWS_ACCESS_KEY_ID = @ID\nexport AWS_SECRET_ACCESS_KEY = @SECRET\na:\n\t./put --key $$AWS_ACCESS_KEY_ID\n",
      null,
    ],
    ["Makefile", "a function", "KEYS = $(shell echo @ID @SECRET)\n", null],
    // Jenkinsfiles
    [
      "Jenkinsfile",
      "words of a command",
      "node {\n  sh 'AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET aws s3 ls'\n}\n",
      "node {\n  sh 'aws s3 ls'\n}\n",
    ],
    [
      "Jenkinsfile",
      "lines of a script",
      'node {\n  sh """\n    export AWS_ACCESS_KEY_ID=@ID\n    export AWS_SECRET_ACCESS_KEY=@SECRET\n    aws s3 ls ${bucket}\n  """\n}\n',
      'node {\n  sh """\n    aws s3 ls ${bucket}\n  """\n}\n',
    ],
    [
      "vars/deploy.groovy",
      "a step with names for its arguments",
      'def call() {\n  def a = sh(returnStdout: true, script: "AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET aws s3 ls")\n}\n',
      'def call() {\n  def a = sh(returnStdout: true, script: "aws s3 ls")\n}\n',
    ],
    [
      "Jenkinsfile",
      "steps that do nothing else go",
      "node {\n  sh 'aws configure set aws_access_key_id @ID'\n  sh 'aws configure set aws_secret_access_key @SECRET'\n  sh 'aws s3 ls'\n}\n",
      "node {\n  sh 'aws s3 ls'\n}\n",
    ],
    [
      "Jenkinsfile",
      "a stage that would be left without a step",
      "pipeline {\n  stages { stage('a') { steps { sh 'aws configure set aws_access_key_id @ID && aws configure set aws_secret_access_key @SECRET' } } }\n}\n",
      null,
    ],
    [
      "Jenkinsfile",
      "an environment that would be left without a variable goes",
      "pipeline {\n  agent any\n  environment {\n    AWS_ACCESS_KEY_ID = '@ID'\n    AWS_SECRET_ACCESS_KEY = '@SECRET'\n  }\n  stages { stage('a') { steps { sh 'make' } } }\n}\n",
      "pipeline {\n  agent any\n  stages { stage('a') { steps { sh 'make' } } }\n}\n",
    ],
    [
      "Jenkinsfile",
      "an environment keeps what else is in it",
      "pipeline {\n  environment {\n    AWS_ACCESS_KEY_ID = '@ID'\n    STAGE = 'a'\n    AWS_SECRET_ACCESS_KEY = '@SECRET'\n  }\n}\n",
      "pipeline {\n  environment {\n    STAGE = 'a'\n  }\n}\n",
    ],
    // Images
    [
      "Dockerfile",
      "arguments that variables are filled from",
      'FROM a\nARG AWS_ACCESS_KEY_ID=@ID\nARG AWS_SECRET_ACCESS_KEY=@SECRET\nENV AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID\nENV AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY} A=b\nCMD ["a"]\n',
      'FROM a\nENV A=b\nCMD ["a"]\n',
    ],
    [
      "Dockerfile",
      "arguments by names of their own",
      "FROM a\nARG KEY=@ID\nARG SECRET=@SECRET\nENV AWS_ACCESS_KEY_ID=$KEY AWS_SECRET_ACCESS_KEY=$SECRET\nRUN make\n",
      "FROM a\nRUN make\n",
    ],
    [
      "Dockerfile",
      "arguments alone: the build signs in with them, so it is not safe",
      "FROM a\nARG AWS_ACCESS_KEY_ID=@ID\nARG AWS_SECRET_ACCESS_KEY=@SECRET\nRUN aws s3 cp s3://a/b b\n",
      "FROM a\nRUN aws s3 cp s3://a/b b\n",
    ],
    [
      "Dockerfile",
      "arguments that a command reads",
      "FROM a\nARG KEY=@ID\nARG SECRET=@SECRET\nRUN ./get $KEY $SECRET\n",
      null,
    ],
    [
      "Dockerfile",
      "variables alone",
      "FROM a\nENV AWS_ACCESS_KEY_ID=@ID\nENV AWS_SECRET_ACCESS_KEY=@SECRET\nRUN make\n",
      "FROM a\nRUN make\n",
      "safe",
    ],
    // Notebooks
    [
      "a.ipynb",
      "%env",
      notebook([
        "%env AWS_ACCESS_KEY_ID=@ID\n",
        "%env AWS_SECRET_ACCESS_KEY=@SECRET\n",
        "import boto3\n",
        "boto3.client('s3')",
      ]),
      notebook(["import boto3\n", "boto3.client('s3')"]),
      "safe",
    ],
    [
      "a.ipynb",
      "%set_env in two cells, each of one text",
      notebook(
        "import os\n%set_env AWS_ACCESS_KEY_ID @ID\nprint(1)",
        "%set_env AWS_SECRET_ACCESS_KEY=@SECRET\nprint(2)",
      ),
      notebook("import os\nprint(1)", "print(2)"),
      "safe",
    ],
    [
      "a.ipynb",
      "%env of what the code asks for",
      notebook(
        ["%env AWS_ACCESS_KEY_ID=@ID\n", "%env AWS_SECRET_ACCESS_KEY=@SECRET"],
        ["import os\n", "os.environ['AWS_ACCESS_KEY_ID']"],
      ),
      null,
    ],
    [
      "a.ipynb",
      "a command of the shell",
      notebook(["!AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET aws s3 ls\n", "a = 1"]),
      notebook(["!aws s3 ls\n", "a = 1"]),
    ],
    [
      "a.ipynb",
      "a cell of the shell",
      notebook(["%%bash\n", "export AWS_ACCESS_KEY_ID=@ID\n", "export AWS_SECRET_ACCESS_KEY=@SECRET\n", "aws s3 ls"]),
      notebook(["%%bash\n", "aws s3 ls"]),
    ],
    // Defaults
    [
      "A.java",
      "Spring, @Value",
      'class A {\n  @Value("${aws.id:@ID}")\n  String id;\n  @Value("${aws.secret:@SECRET}")\n  String secret;\n}\n',
      'class A {\n  @Value("${aws.id}")\n  String id;\n  @Value("${aws.secret}")\n  String secret;\n}\n',
    ],
    [
      "A.kt",
      "Spring, @Value in Kotlin",
      'class A(\n  @Value("\\${aws.id:@ID}") val id: String,\n  @Value("\\${aws.secret:@SECRET}") val secret: String,\n)\n',
      'class A(\n  @Value("\\${aws.id}") val id: String,\n  @Value("\\${aws.secret}") val secret: String,\n)\n',
    ],
    [
      "application.yml",
      "Spring, the configuration",
      "aws:\n  accessKey: ${AWS_KEY:@ID}\n  secretKey: ${AWS_SECRET:@SECRET}\n",
      "aws:\n  accessKey: ${AWS_KEY}\n  secretKey: ${AWS_SECRET}\n",
    ],
    [
      "compose.yaml",
      "Compose hands on what is set",
      "services:\n  a:\n    environment:\n      AWS_ACCESS_KEY_ID: ${AWS_ACCESS_KEY_ID:-@ID}\n      AWS_SECRET_ACCESS_KEY: ${AWS_SECRET_ACCESS_KEY:-@SECRET}\n",
      "services:\n  a:\n    environment:\n      AWS_ACCESS_KEY_ID:\n      AWS_SECRET_ACCESS_KEY:\n",
    ],
    [
      "docker-compose.yml",
      "Compose, a list",
      "services:\n  a:\n    environment:\n      - AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID-@ID}\n      - AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY-@SECRET}\n",
      "services:\n  a:\n    environment:\n      - AWS_ACCESS_KEY_ID\n      - AWS_SECRET_ACCESS_KEY\n",
    ],
    [
      "a.sh",
      "a shell that keeps what is set",
      "export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-@ID}\nexport AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-@SECRET}\naws s3 ls\n",
      "aws s3 ls\n",
    ],
    [
      "a.sh",
      "a function of the shell that would be left empty",
      "a() {\n  export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-@ID}\n  export AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-@SECRET}\n}\n",
      "a() {\n  :\n}\n",
    ],
    ["a.sh", "the default of another variable", 'k="${KEY:-@ID}"\ns="${SECRET:-@SECRET}"\n./put "$k" "$s"\n', null],
  ];

describe("keys in commands and their variables", () => {
  for (const [name, title, before, after, kind = "suggestion"] of cases)
    it(`${name}: ${title}`, async () => {
      const text = given(before);
      const { findings } = await engine.analyze({ name, text }, { fixes: true });
      const finding = findings.find(({ ruleId }) => ruleId === "credentials/access-key");
      assert.ok(finding, "found");
      const [fix] = finding.fixes;
      assert.equal(fix ? appliedFix(text, fix) : null, after);
      if (fix) assert.equal(fix.kind, kind);
    });
});
