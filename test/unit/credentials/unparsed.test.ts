/** Keys in code that no grammar reads: whole elements, statements and links go, the rest stays as it was, and what is not known stays whole. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { appliedFix } from "../../support/applied-fix";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("unparsed"), fakeSecret("unparsed")];

interface Case {
  readonly name: string;
  readonly title: string;
  readonly before: string;
  /** Null where there is no fix. */
  readonly after: string | null;
}

const cases: readonly Case[] = [
  {
    name: "a.kt",
    title: "an argument between others, on lines of their own",
    before: `val c = AmazonS3Client(\n    one, // first\n    BasicAWSCredentials("${id}", "${secret}"),\n    two,\n)\n`,
    after: "val c = AmazonS3Client(\n    one, // first\n    two,\n)\n",
  },
  {
    name: "a.kt",
    title: "a name that is read twice",
    before: `val k = "${id}"\nval secretKey = "${secret}"\nval a = AmazonS3Client(BasicAWSCredentials(k, secretKey))\nval b = AmazonSQSClient(BasicAWSCredentials(k, secretKey))\n`,
    after: "val a = AmazonS3Client()\nval b = AmazonSQSClient()\n",
  },
  {
    name: "a.kt",
    title: "a name that something else reads too: read from the environment",
    before: `val k = "${id}"\nval secretKey = "${secret}"\nval a = AmazonS3Client(BasicAWSCredentials(k, secretKey))\nprintln(k)\n`,
    after: `val k = System.getenv("AWS_ACCESS_KEY_ID")\nval secretKey = System.getenv("AWS_SECRET_ACCESS_KEY")\nval a = AmazonS3Client(BasicAWSCredentials(k, secretKey))\nprintln(k)\n`,
  },
  {
    name: "a.kt",
    title: "a constant that a text weaves in",
    before: `const val K = "${id}"\nconst val SECRET_KEY = "${secret}"\nval a = AmazonS3Client(BasicAWSCredentials(K, SECRET_KEY))\nval b = "key $K"\n`,
    after: null,
  },
  {
    name: "a.swift",
    title: "a client that nobody knows",
    before: `let c = Storage(accessKey: "${id}", secretKey: "${secret}", bucket: "a")\n`,
    after: null,
  },
  {
    name: "a.scala",
    title: "other settings of a chain, and the comments in it",
    before: `val s = SparkSession.builder()\n  // reads from S3\n  .config("spark.hadoop.fs.s3a.access.key", "${id}")\n  .config("spark.hadoop.fs.s3a.secret.key", "${secret}")\n  .config("a", "b")\n  .getOrCreate()\n`,
    after: 'val s = SparkSession.builder()\n  // reads from S3\n  .config("a", "b")\n  .getOrCreate()\n',
  },
  {
    name: "a.scala",
    title: "an endpoint that is not AWS's: not reported",
    before: `conf.set("fs.s3a.endpoint", "http://minio:9000")\nconf.set("fs.s3a.access.key", "${id}")\nconf.set("fs.s3a.secret.key", "${secret}")\n`,
    after: null,
  },
  {
    name: "a.py",
    title: "a setting of what a call gives",
    before: `a = 1\nsc._jsc.hadoopConfiguration().set("fs.s3a.access.key", "${id}")\nsc._jsc.hadoopConfiguration().set("fs.s3a.secret.key", "${secret}")\n`,
    after: "a = 1\n",
  },
  {
    name: "a.R",
    title: "a key of something else with the same names of arguments",
    before: `encrypt("a", key = "${id}", secret = "${secret}")\n`,
    after: `encrypt("a", key = Sys.getenv("AWS_ACCESS_KEY_ID"), secret = Sys.getenv("AWS_SECRET_ACCESS_KEY"))\n`,
  },
  {
    name: "config/filesystems.php",
    title: "a disk of Laravel",
    before: `<?php\nreturn ['disks' => ['s3' => ['driver' => 's3', 'key' => '${id}', 'secret' => '${secret}', 'region' => 'a']]];\n`,
    after: "<?php\nreturn ['disks' => ['s3' => ['driver' => 's3', 'region' => 'a']]];\n",
  },
  {
    name: "filesystems.php",
    title: "the same elsewhere: read from the environment",
    before: `<?php\nreturn ['disks' => ['s3' => ['key' => '${id}', 'secret' => '${secret}']]];\n`,
    after:
      "<?php\nreturn ['disks' => ['s3' => ['key' => getenv('AWS_ACCESS_KEY_ID'), 'secret' => getenv('AWS_SECRET_ACCESS_KEY')]]];\n",
  },
  {
    name: "settings.py",
    title: "the docstring before the first import",
    before: `"""import nothing\nimport less\n"""\n\nimport sys\n\nAWS_ACCESS_KEY_ID = "${id}"\nAWS_SECRET_ACCESS_KEY = "${secret}"\n`,
    after: null,
  },
  {
    name: "settings.py",
    title: "an import that is there",
    before: `import os\nimport sys\n\nAWS_ACCESS_KEY_ID = "${id}"\nAWS_SECRET_ACCESS_KEY = "${secret}"\n`,
    after:
      'import os\nimport sys\n\nAWS_ACCESS_KEY_ID = os.environ.get("AWS_ACCESS_KEY_ID")\nAWS_SECRET_ACCESS_KEY = os.environ.get("AWS_SECRET_ACCESS_KEY")\n',
  },
  {
    name: "storages.py",
    title: "STORAGES of Django, with a storage beside",
    before: `STORAGES = {\n    "default": {"BACKEND": "a", "OPTIONS": {"access_key": "${id}", "secret_key": "${secret}"}},\n    "staticfiles": {"BACKEND": "b"},\n}\n`,
    after: 'STORAGES = {\n    "default": {"BACKEND": "a", "OPTIONS": {}},\n    "staticfiles": {"BACKEND": "b"},\n}\n',
  },
  {
    name: "a.groovy",
    title: "line ends of Windows",
    before: `def k = new BasicAWSCredentials('${id}', '${secret}')\r\ndef c = new AmazonS3Client(k)\r\n`,
    after: "def c = new AmazonS3Client()\r\n",
  },
  {
    name: "a.cpp",
    title: "a client that is made of the key and its own endpoint",
    before: `Aws::S3::S3Client c(Aws::Auth::AWSCredentials("${id}", "${secret}"), configuration);\n`,
    after: null,
  },
  {
    name: "a.exs",
    title: "the last of the settings",
    before: `config :ex_aws,\n  region: "a",\n  access_key_id: "${id}",\n  secret_access_key: "${secret}"\n\nconfig :app, a: 1\n`,
    after: 'config :ex_aws,\n  region: "a"\n\nconfig :app, a: 1\n',
  },
  {
    name: "build.gradle",
    title: "other settings beside the key",
    before: `maven {\n  credentials(AwsCredentials) {\n    accessKey '${id}'\n    secretKey '${secret}'\n    println 'a'\n  }\n}\n`,
    after: null,
  },
];

describe("keys in code without a grammar", () => {
  for (const { name, title, before, after } of cases)
    it(`${name}: ${title}`, async () => {
      const { findings } = await engine.analyze({ name, text: before }, { fixes: true });
      const fix = findings[0]?.fixes[0];
      assert.equal(fix ? appliedFix(before, fix) : null, after);
      if (fix) assert.equal(fix.kind, "suggestion");
    });
});
