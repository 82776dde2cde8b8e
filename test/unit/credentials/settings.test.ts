/** Keys in the configuration of programs: lines, words and elements that may go; what else stands there stays, or nothing is offered. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { appliedFix } from "../../support/applied-fix";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("settings"), fakeSecret("settings")];
const pair = (separator: string) => `AWS_ACCESS_KEY_ID${separator}${id}\nAWS_SECRET_ACCESS_KEY${separator}${secret}\n`;
const property = (name: string, value: string) =>
  `  <property>\n    <name>${name}</name>\n    <value>${value}</value>\n  </property>\n`;

/** The text after the fix; null where none is offered. */
const cases: readonly (readonly [name: string, title: string, before: string, after: string | null])[] = [
  [
    "a.service",
    "a unit",
    `[Service]\nEnvironment=A=b\nEnvironment=AWS_ACCESS_KEY_ID=${id}\nEnvironment=AWS_SECRET_ACCESS_KEY=${secret}\n`,
    "[Service]\nEnvironment=A=b\n",
  ],
  [
    "a.service",
    "names of an application's own",
    `[Service]\nEnvironment=S3_ACCESS_KEY_ID=${id}\nEnvironment=S3_SECRET_ACCESS_KEY=${secret}\n`,
    null,
  ],
  [
    "Makefile",
    "variables that a recipe reads",
    `AWS_ACCESS_KEY_ID = ${id}\nAWS_SECRET_ACCESS_KEY = ${secret}\n\na:\n\techo $(AWS_ACCESS_KEY_ID)\n`,
    null,
  ],
  [
    "Makefile",
    "variables that are exported",
    `export ${pair(" := ").trim().replace("\n", "\nexport ")}\n\na:\n\taws s3 ls\n`,
    "a:\n\taws s3 ls\n",
  ],
  ["crontab", "what runs", `${pair("=")}0 1 * * * a\n`, "0 1 * * * a\n"],
  [
    "supervisord.conf",
    "all that an environment has",
    `[program:a]\nenvironment=AWS_ACCESS_KEY_ID="${id}",AWS_SECRET_ACCESS_KEY="${secret}"\ncommand=a\n`,
    "[program:a]\ncommand=a\n",
  ],
  ["a.conf", "lines of a program that nobody knows", `aws_key_id ${id}\naws_sec_key ${secret}\n`, null],
  [
    "core-site.xml",
    "a provider that takes the keys",
    `<configuration>\n${property("fs.s3a.access.key", id)}${property("fs.s3a.secret.key", secret)}${property("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider")}</configuration>\n`,
    null,
  ],
  [
    "core-site.xml",
    "the first S3 of Hadoop, which knows no roles",
    `<configuration>\n${property("fs.s3n.awsAccessKeyId", id)}${property("fs.s3n.awsSecretAccessKey", secret)}</configuration>\n`,
    null,
  ],
  [
    "core-site.xml",
    "settings beside",
    `<configuration>\n${property("a", "b")}${property("fs.s3a.access.key", id)}${property("fs.s3a.secret.key", secret)}</configuration>\n`,
    `<configuration>\n${property("a", "b")}</configuration>\n`,
  ],
  [
    "web.config",
    "a third attribute",
    `<appSettings>\n  <add key="AWSAccessKey" value="${id}" lock="a" />\n  <add key="AWSSecretKey" value="${secret}" />\n</appSettings>\n`,
    null,
  ],
  [
    "application.conf",
    "what says that the key is to be used",
    `aws.credentials {\n  provider = static\n  access-key-id = "${id}"\n  secret-access-key = "${secret}"\n}\n`,
    "aws.credentials {\n  provider = default\n}\n",
  ],
  [
    "config.toml",
    "the cache of GitLab's runner, in its own section alone",
    `[runners.cache.s3]\n  AccessKey = "${id}"\n  SecretKey = "${secret}"\n  AuthenticationType = "access-key"\n[other]\n  AuthenticationType = "access-key"\n`,
    '[runners.cache.s3]\n  AuthenticationType = "iam"\n[other]\n  AuthenticationType = "access-key"\n',
  ],
  [
    "application.properties",
    "what keeps the role of an instance away",
    `cloud.aws.credentials.access-key=${id}\ncloud.aws.credentials.secret-key=${secret}\ncloud.aws.credentials.instance-profile=false\n`,
    "cloud.aws.credentials.instance-profile=true\n",
  ],
  [
    "application.yml",
    "what keeps the role of an instance away, in YAML",
    `cloud:\n  aws:\n    credentials:\n      accessKey: ${id}\n      secretKey: ${secret}\n      instanceProfile: false\n`,
    "cloud:\n  aws:\n    credentials:\n      instanceProfile: true\n",
  ],
];

describe("keys in configuration", () => {
  for (const [name, title, before, after] of cases)
    it(`${name}: ${title}`, async () => {
      const { findings } = await engine.analyze({ name, text: before }, { fixes: true });
      const fix = findings[0]?.fixes[0];
      assert.equal(findings[0]?.ruleId, "credentials/access-key");
      assert.equal(fix ? appliedFix(before, fix) : null, after);
      if (fix) assert.equal(fix.kind, "suggestion");
    });
});

const inApps: readonly (readonly [name: string, text: string])[] = [
  [
    "app/src/main/res/values/keys.xml",
    `<resources>\n  <string name="aws_access_key">${id}</string>\n  <string name="aws_secret_key">${secret}</string>\n</resources>\n`,
  ],
  [
    "Upload.kt",
    `import android.content.Context\n\nval s3 = AmazonS3Client(BasicAWSCredentials("${id}", "${secret}"))\n`,
  ],
  [
    "Info.plist",
    `<plist>\n<dict>\n<key>CFBundleName</key><string>a</string>\n<key>AWSAccessKey</key><string>${id}</string>\n<key>AWSSecretKey</key><string>${secret}</string>\n</dict>\n</plist>\n`,
  ],
  [
    "Upload.vue",
    `<script>\nnew S3Client({ credentials: { accessKeyId: '${id}', secretAccessKey: '${secret}' } });\n</script>\n`,
  ],
];
const onServers: readonly (readonly [name: string, text: string])[] = [
  ["Upload.kt", `val s3 = AmazonS3Client(BasicAWSCredentials("${id}", "${secret}"))\n`],
  ["keys.xml", `<settings>\n  <accessKey>${id}</accessKey>\n  <secretKey>${secret}</secretKey>\n</settings>\n`],
  [
    "main.swift",
    `import SotoS3\n\nlet c = AWSClient(credentialProvider: .static(accessKeyId: "${id}", secretAccessKey: "${secret}"))\n`,
  ],
];

describe("keys in apps", () => {
  for (const [name, text] of inApps)
    it(`${name}: no edit hides them; the service that takes their place is named`, async () => {
      const [finding] = (await engine.analyze({ name, text }, { fixes: true })).findings;
      assert.match(finding!.message, /Amazon Cognito.*https:\/\/docs\.aws\.amazon\.com\/cognito\//);
      assert.deepEqual(finding!.fixes, []);
    });
  for (const [name, text] of onServers)
    it(`${name}: nothing is said of apps where there is none`, async () => {
      const [finding] = (await engine.analyze({ name, text })).findings;
      assert.doesNotMatch(finding!.message, /Cognito/);
    });
});
