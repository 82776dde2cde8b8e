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
  shell("a subshell", `(export ${ID} ${SECRET}; date)\n`, null),
  shell("Heroku", `heroku config:set ${ID} ${SECRET}\ndate\n`, "date\n"),
  shell("Heroku, with more", `heroku config:set ${ID} ${SECRET} A=b\ndate\n`, "heroku config:set A=b\ndate\n"),
  shell("Elastic Beanstalk", `eb setenv ${ID} ${SECRET}\n`, ""),
  shell("Fly", `fly secrets set ${ID} ${SECRET}\ndate\n`, "date\n"),
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
    name: "a.js",
    title: "credentials that nobody asks",
    text: `const AWS = require('aws-sdk');\nAWS.config.credentials = new AWS.Credentials('${id}', '${secret}');\nmodule.exports = new AWS.S3();\n`,
    safe: "const AWS = require('aws-sdk');\nmodule.exports = new AWS.S3();\n",
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

  it("a URL goes on without its key", async () => {
    const text = `CELERY_BROKER_URL = "sqs://${id}:${encodeURIComponent(secret)}@"\n`;
    const [fix] = await fixesOf({ name: "celery.py", text });
    assert.equal(fix?.kind, "suggestion");
    assert.equal(applied(text, fix), 'CELERY_BROKER_URL = "sqs://"\n');
  });

  it("profiles: none where another signs in by them", async () => {
    const text = `[a]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n\n[b]\nsource_profile = a\nrole_arn = arn:aws:iam::111122223333:role/b\n`;
    assert.deepEqual(await fixesOf({ name: ".aws/credentials", text }), []);
  });

  it("a Secret of Kubernetes: what reads it goes with it", async () => {
    const text = `kind: Secret\napiVersion: v1\nmetadata:\n  name: aws\nstringData:\n  id: ${id}\n  secretKey: ${secret}\n---\nkind: Pod\napiVersion: v1\nspec:\n  containers:\n    - name: api\n      env:\n        - name: AWS_ACCESS_KEY_ID\n          valueFrom:\n            secretKeyRef:\n              name: aws\n              key: id\n        - name: AWS_SECRET_ACCESS_KEY\n          valueFrom:\n            secretKeyRef:\n              name: aws\n              key: secretKey\n        - name: A\n          value: b\n`;
    const [fix] = await fixesOf({ name: "a.yaml", text });
    assert.equal(fix?.kind, "suggestion");
    assert.equal(
      applied(text, fix),
      "kind: Secret\napiVersion: v1\nmetadata:\n  name: aws\n---\nkind: Pod\napiVersion: v1\nspec:\n  containers:\n    - name: api\n      env:\n        - name: A\n          value: b\n",
    );
  });
});
