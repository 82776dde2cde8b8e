/** Where programs that are no language keep keys: what each of them does without goes, and nothing else. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { appliedFix } from "../../support/applied-fix";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("places"), fakeSecret("places")];

/** With `<id>` and `<secret>` for the key; the text after the fix is null where none is offered. */
const rows: readonly (readonly [name: string, title: string, before: string, after: string | null])[] = [
  [
    "a.service",
    "two on one line beside another",
    '[Service]\nEnvironment="A=b" "AWS_ACCESS_KEY_ID=<id>" "AWS_SECRET_ACCESS_KEY=<secret>"\nExecStart=/a\n',
    '[Service]\nEnvironment="A=b"\nExecStart=/a\n',
  ],
  [
    "a.service",
    "first on one line",
    "[Service]\nEnvironment=AWS_ACCESS_KEY_ID=<id> AWS_SECRET_ACCESS_KEY=<secret> A=b\nExecStart=/a\n",
    "[Service]\nEnvironment=A=b\nExecStart=/a\n",
  ],
  [
    "a.service",
    "in quotes, with a comment line",
    "[Service]\n# key\nEnvironment=\"AWS_ACCESS_KEY_ID=<id>\"\nEnvironment='AWS_SECRET_ACCESS_KEY=<secret>'\n",
    "[Service]\n# key\n",
  ],
  [
    "a.service",
    "what runs reads the variable",
    "[Service]\nEnvironment=AWS_ACCESS_KEY_ID=<id>\nEnvironment=AWS_SECRET_ACCESS_KEY=<secret>\nExecStart=/a --key $AWS_ACCESS_KEY_ID\n",
    null,
  ],
  [
    "a.timer",
    "a timer",
    "[Service]\nEnvironment=AWS_ACCESS_KEY_ID=<id>\nEnvironment=AWS_SECRET_ACCESS_KEY=<secret>\n",
    "[Service]\n",
  ],
  [
    "cron.d/job",
    "a table of jobs",
    "AWS_ACCESS_KEY_ID=<id>\nAWS_SECRET_ACCESS_KEY=<secret>\n\n0 1 * * * root a\n",
    "0 1 * * * root a\n",
  ],
  ["crontab", "a job with the key", "0 1 * * * AWS_ACCESS_KEY_ID=<id> AWS_SECRET_ACCESS_KEY=<secret> a\n", null],
  [".Renviron", "R", "AWS_ACCESS_KEY_ID=<id>\nAWS_SECRET_ACCESS_KEY=<secret>\nA=b\n", "A=b\n"],
  [
    "site.conf",
    "Apache",
    "<VirtualHost *:80>\n  SetEnv AWS_ACCESS_KEY_ID <id>\n  SetEnv AWS_SECRET_ACCESS_KEY <secret>\n  SetEnv A b\n</VirtualHost>\n",
    "<VirtualHost *:80>\n  SetEnv A b\n</VirtualHost>\n",
  ],
  [
    "www.conf",
    "PHP-FPM",
    '[www]\npm = dynamic\nenv[AWS_ACCESS_KEY_ID] = <id>\nenv[AWS_SECRET_ACCESS_KEY] = "<secret>" ; key\nenv[A] = b\n',
    "[www]\npm = dynamic\nenv[A] = b\n",
  ],
  [
    "job.conf",
    "upstart",
    "respawn\nenv AWS_ACCESS_KEY_ID=<id>\nenv AWS_SECRET_ACCESS_KEY=<secret>\nexec a\n",
    "respawn\nexec a\n",
  ],
  ["other.conf", "the same of nobody known", "env AWS_ACCESS_KEY_ID=<id>\nenv AWS_SECRET_ACCESS_KEY=<secret>\n", null],
  [
    "supervisord.conf",
    "others beside it",
    '[program:a]\nenvironment=A="b",AWS_ACCESS_KEY_ID="<id>",AWS_SECRET_ACCESS_KEY="<secret>",C="d"\ncommand=a\n',
    '[program:a]\nenvironment=A="b",C="d"\ncommand=a\n',
  ],
  [
    "supervisord.conf",
    "another name",
    '[program:a]\nenvironment=STORE_ID="<id>",STORE_SECRET="<secret>"\ncommand=a\n',
    null,
  ],
  [
    ".boto",
    "boto",
    "[Credentials]\naws_access_key_id = <id>\naws_secret_access_key = <secret>\n\n[Boto]\ndebug = 0\n",
    "[Credentials]\n\n[Boto]\ndebug = 0\n",
  ],
  ["etc/boto.cfg", "boto of all", "[Credentials]\naws_access_key_id: <id>\naws_secret_access_key: <secret>\n", ""],
  [
    ".s3cfg",
    "s3cmd",
    "[default]\naccess_key = <id>\nbucket_location = EU\nsecret_key = <secret>\n",
    "[default]\nbucket_location = EU\n",
  ],
  [
    ".dvc/config.local",
    "DVC",
    "['remote \"a\"']\n    access_key_id = <id>\n    secret_access_key = <secret>\n    region = a\n",
    "['remote \"a\"']\n    region = a\n",
  ],
  [
    "dvc/config.local",
    "the same of nobody known",
    "['remote \"a\"']\n    access_key_id = <id>\n    secret_access_key = <secret>\n",
    null,
  ],
  [
    "spark-defaults.conf",
    "Spark",
    "spark.hadoop.fs.s3a.access.key <id>\nspark.hadoop.fs.s3a.secret.key <secret>\nspark.a b\n",
    "spark.a b\n",
  ],
  [
    "spark-defaults.conf",
    "a bucket of Spark",
    "spark.hadoop.fs.s3a.bucket.reports.access.key=<id>\nspark.hadoop.fs.s3a.bucket.reports.secret.key=<secret>\n",
    "",
  ],
  [
    "spark-defaults.conf",
    "the older S3",
    "spark.hadoop.fs.s3n.access.key <id>\nspark.hadoop.fs.s3n.secret.key <secret>\n",
    null,
  ],
  [
    "fluent.conf",
    "fluentd",
    "<match a>\n  @type s3\n  aws_key_id <id>\n  aws_sec_key <secret>\n  s3_bucket a\n</match>\n",
    "<match a>\n  @type s3\n  s3_bucket a\n</match>\n",
  ],
  [
    "a.fluentd",
    "fluentd, by its ending",
    "<match a>\n  @type kinesis_streams\n  aws_key_id <id>\n  aws_sec_key <secret>\n</match>\n",
    "<match a>\n  @type kinesis_streams\n</match>\n",
  ],
  [
    "logstash.conf",
    "Logstash",
    'output {\n  s3 {\n    access_key_id => "<id>"\n    secret_access_key => "<secret>"\n    bucket => "a"\n  }\n}\n',
    'output {\n  s3 {\n    bucket => "a"\n  }\n}\n',
  ],
  [
    "logstash.conf",
    "Logstash, on one line",
    'output {\n  s3 { access_key_id => "<id>" secret_access_key => "<secret>" }\n}\n',
    null,
  ],
  [
    "core-site.xml",
    "a final setting",
    "<configuration>\n  <property>\n    <name>fs.s3a.access.key</name>\n    <value><id></value>\n    <final>true</final>\n  </property>\n  <property>\n    <name>fs.s3a.secret.key</name>\n    <value><secret></value>\n  </property>\n</configuration>\n",
    "<configuration>\n</configuration>\n",
  ],
  [
    "core-site.xml",
    "a bucket",
    "<configuration>\n  <property>\n    <name>fs.s3a.bucket.a-b.access.key</name>\n    <value><id></value>\n  </property>\n  <property>\n    <name>fs.s3a.bucket.a-b.secret.key</name>\n    <value><secret></value>\n  </property>\n  <property>\n    <name>a</name>\n    <value>b</value>\n  </property>\n</configuration>\n",
    "<configuration>\n  <property>\n    <name>a</name>\n    <value>b</value>\n  </property>\n</configuration>\n",
  ],
  [
    "core-site.xml",
    "all on one line",
    "<configuration><property><name>fs.s3a.access.key</name><value><id></value></property><property><name>fs.s3a.secret.key</name><value><secret></value></property></configuration>\n",
    "<configuration></configuration>\n",
  ],
  [
    "web.config",
    "settings of .NET",
    '<appSettings>\n  <add key="AWSAccessKey" value="<id>" />\n  <add key="AWSSecretKey" value="<secret>"/>\n  <add key="A" value="b" />\n</appSettings>\n',
    '<appSettings>\n  <add key="A" value="b" />\n</appSettings>\n',
  ],
  [
    "web.config",
    "settings of another name",
    '<appSettings>\n  <add key="StoreKey" value="<id>" />\n  <add key="StoreSecret" value="<secret>" />\n</appSettings>\n',
    null,
  ],
  [
    "web.config",
    "elements that hold something",
    '<appSettings>\n  <add key="AWSAccessKey" value="<id>">a</add>\n  <add key="AWSSecretKey" value="<secret>">a</add>\n</appSettings>\n',
    null,
  ],
  [
    "web.config",
    "the key as the name",
    '<appSettings>\n  <add key="<id>" value="AWSAccessKey" />\n  <add key="AWSSecretKey" value="<secret>" />\n</appSettings>\n',
    null,
  ],
  [
    "phpunit.xml",
    "variables",
    '<phpunit>\n  <php>\n    <env name="AWS_ACCESS_KEY_ID" value="<id>"/>\n    <env name="AWS_SECRET_ACCESS_KEY" value="<secret>"/>\n  </php>\n</phpunit>\n',
    "<phpunit>\n  <php>\n  </php>\n</phpunit>\n",
  ],
  [
    "phpunit.xml.dist",
    "variables of a file to be copied",
    '<phpunit>\n  <php>\n    <env name="AWS_ACCESS_KEY_ID" value="<id>"/>\n    <env name="AWS_SECRET_ACCESS_KEY" value="<secret>"/>\n  </php>\n</phpunit>\n',
    "<phpunit>\n  <php>\n  </php>\n</phpunit>\n",
  ],
  [
    "context.xml",
    "Spring",
    '<beans>\n  <aws-context:simple-credentials access-key="<id>" secret-key="<secret>"/>\n</beans>\n',
    "<beans>\n  <aws-context:instance-profile-credentials/>\n</beans>\n",
  ],
  [
    "context.xml",
    "Spring, with another attribute",
    '<beans>\n  <aws-context:simple-credentials id="a" access-key="<id>" secret-key="<secret>"/>\n</beans>\n',
    null,
  ],
  [
    "context.xml",
    "Spring, with something in it",
    '<beans>\n  <aws-context:simple-credentials access-key="<id>" secret-key="<secret>">\n  </aws-context:simple-credentials>\n</beans>\n',
    null,
  ],
  [
    "log4j.xml",
    "an appender",
    '<Appenders>\n  <CloudWatchAppender name="a" accessKeyId="<id>" secretAccessKey="<secret>" group="b"/>\n</Appenders>\n',
    '<Appenders>\n  <CloudWatchAppender name="a" group="b"/>\n</Appenders>\n',
  ],
  [
    "logback.xml",
    "elements of an appender",
    '<configuration>\n  <appender name="a" class="b">\n    <accessKeyId><id></accessKeyId>\n    <secretAccessKey><secret></secretAccessKey>\n    <region>c</region>\n  </appender>\n</configuration>\n',
    '<configuration>\n  <appender name="a" class="b">\n    <region>c</region>\n  </appender>\n</configuration>\n',
  ],
  [
    "settings.xml",
    "elements of something else",
    "<settings>\n  <accessKeyId><id></accessKeyId>\n  <secretAccessKey><secret></secretAccessKey>\n</settings>\n",
    null,
  ],
  [
    "logback.xml",
    "elements of an appender of other names",
    '<configuration>\n  <appender name="a" class="b">\n    <user><id></user>\n    <secretAccessKey><secret></secretAccessKey>\n  </appender>\n</configuration>\n',
    null,
  ],
  ["a.config", "no XML", "AWSAccessKey=<id>\nAWSSecretKey=<secret>\n", null],
  [
    "log4j.xml",
    "an appender that is called by a key",
    '<Appenders>\n  <CloudWatchAppender name="<id>" secretAccessKey="<secret>" group="b"/>\n</Appenders>\n',
    null,
  ],
];

describe("keys in the settings of programs", () => {
  const filled = (text: string): string => text.replaceAll("<id>", id).replaceAll("<secret>", secret);
  for (const [name, title, before, after] of rows)
    it(`${name}: ${title}`, async () => {
      const { findings } = await engine.analyze({ name, text: filled(before) }, { fixes: true });
      assert.equal(findings[0]?.ruleId, "credentials/access-key");
      const fix = findings[0].fixes[0];
      assert.equal(fix ? appliedFix(filled(before), fix) : null, after === null ? null : filled(after));
    });
});
