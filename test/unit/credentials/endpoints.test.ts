/** A client that is given keys by hand: reported where it speaks to AWS, and never where it speaks, or may speak, to something else. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";

const engine = createEngine();

interface Language {
  readonly name: string;
  /** A file with a client of these options. */
  file(options: string): string;
  /** Written so that AWS is meant. */
  readonly aws: readonly string[];
  /** Written so that something else is meant, or nobody knows. */
  readonly others: readonly string[];
}

const languages: readonly Language[] = [
  {
    name: "a.ts",
    file: (options) =>
      `import { S3Client } from "@aws-sdk/client-s3";\nexport const s3 = new S3Client({ ${options}credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID!, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY! } });\n`,
    aws: [
      "",
      'region: "eu-west-1", ',
      'endpoint: "https://s3.eu-west-1.amazonaws.com", ',
      "noForcePathStyle: true, ",
      "forcePathStyles: true, ",
      '...{ region: "eu-west-1" }, ',
    ],
    others: [
      'endpoint: "http://minio:9000", ',
      'endpointUrl: "http://minio:9000", ',
      'baseEndpoint: "http://minio:9000", ',
      "endpoint: process.env.S3_URL, ",
      "forcePathStyle: true, ",
      "s3ForcePathStyle: true, ",
      'forcePathStyle: true, endpoint: "http://minio:9000", ',
      'endpoint: "http://minio:9000", forcePathStyle: true, ',
      '...{ endpoint: "http://minio:9000" }, ',
      "...options, ",
      "...options(), ",
    ],
  },
  {
    name: "a.js",
    file: (options) =>
      `const AWS = require("aws-sdk");\nexports.s3 = new AWS.S3({ ${options}accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY });\n`,
    aws: ["", 'region: "eu-west-1", ', 'endpoint: "s3.eu-west-1.amazonaws.com", '],
    others: [
      'endpoint: "minio:9000", ',
      "endpoint: new AWS.Endpoint(process.env.S3_URL), ",
      "s3ForcePathStyle: true, ",
    ],
  },
  {
    name: "a.py",
    file: (options) =>
      `import os\n\nimport boto3\n\ns3 = boto3.client("s3", ${options}aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"])\n`,
    aws: ["", 'region_name="eu-west-1", ', 'endpoint_url="https://s3.eu-west-1.amazonaws.com", '],
    others: ['endpoint_url="http://minio:9000", ', 'endpoint_url=os.environ["S3_URL"], ', "**options, "],
  },
  {
    name: "a.rb",
    file: (options) =>
      `require 'aws-sdk-s3'\n\nS3 = Aws::S3::Client.new(${options}access_key_id: ENV['AWS_ACCESS_KEY_ID'], secret_access_key: ENV['AWS_SECRET_ACCESS_KEY'])\n`,
    aws: [
      "",
      "region: 'eu-west-1', ",
      "**{ region: 'eu-west-1' }, ",
      "endpoint: 'https://s3.eu-west-1.amazonaws.com', ",
    ],
    others: ["endpoint: 'http://minio:9000', ", "endpoint: ENV['S3_URL'], ", "**options, ", "**options(1), "],
  },
  {
    name: "a.php",
    file: (options) =>
      `<?php\n\nuse Aws\\S3\\S3Client;\n\n$s3 = new S3Client([${options}'credentials' => ['key' => getenv('AWS_ACCESS_KEY_ID'), 'secret' => getenv('AWS_SECRET_ACCESS_KEY')]]);\n`,
    aws: [
      "",
      "'region' => 'eu-west-1', ",
      "...['region' => 'eu-west-1'], ",
      "$region => 'eu-west-1', ",
      "'endpoint' => 'https://s3.eu-west-1.amazonaws.com', ",
    ],
    others: ["'endpoint' => 'http://minio:9000', ", "'endpoint' => getenv('S3_URL'), ", "...$options, "],
  },
  {
    name: "A.java",
    file: (options) =>
      `import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;\nimport software.amazon.awssdk.services.s3.S3Client;\n\nclass A {\n    S3Client open() {\n        return S3Client.builder()${options}.credentialsProvider(() -> AwsBasicCredentials.create(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY"))).build();\n    }\n}\n`,
    aws: ["", ".region(Region.EU_WEST_1)", '.endpointOverride(URI.create("https://s3.eu-west-1.amazonaws.com"))'],
    others: [
      '.endpointOverride(URI.create("http://minio:9000"))',
      '.endpointOverride(URI.create(System.getenv("S3_URL")))',
    ],
  },
  {
    name: "a.rs",
    file: (options) =>
      `use std::env;\n\nuse aws_config::BehaviorVersion;\nuse aws_credential_types::Credentials;\n\npub async fn load() -> aws_config::SdkConfig {\n    let id = env::var("AWS_ACCESS_KEY_ID").unwrap();\n    let secret = env::var("AWS_SECRET_ACCESS_KEY").unwrap();\n    aws_config::defaults(BehaviorVersion::latest())${options}.credentials_provider(Credentials::new(id, secret, None, None, "env")).load().await\n}\n`,
    aws: ["", '.region("eu-west-1")', '.endpoint_url("https://s3.eu-west-1.amazonaws.com")'],
    others: ['.endpoint_url("http://minio:9000")', '.endpoint_url(env::var("S3_URL").unwrap())'],
  },
];

describe("clients that are given keys by hand", () => {
  for (const { name, file, aws, others } of languages)
    for (const [options, isFound] of [
      ...aws.map((one) => [one, true] as const),
      ...others.map((one) => [one, false] as const),
    ])
      it(`${name}, ${options || "nothing else"}: ${isFound ? "reported" : "not reported"}`, async () => {
        const { findings, problems } = await engine.analyze({ name, text: file(options) });
        const found = findings.filter(({ ruleId }) => ruleId === "credentials/static-provider");
        assert.deepEqual([found.length, problems], [isFound ? 1 : 0, []]);
      });
});
