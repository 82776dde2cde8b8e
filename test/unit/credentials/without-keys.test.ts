/** Clients that are handed a static key: told of where the code has no other way, in every language alike. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";

const engine = createEngine();

const js = (code: string) => `import { S3Client } from '@aws-sdk/client-s3';\nimport AWS from 'aws-sdk';\n${code}`;
const jsKeys = "{ accessKeyId: process.env.AWS_ACCESS_KEY_ID!, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY! }";
const py = (code: string) => `import os\nimport boto3\nfrom decouple import config\n\n${code}`;
const pyKeys =
  "aws_access_key_id=os.environ['AWS_ACCESS_KEY_ID'], aws_secret_access_key=os.environ['AWS_SECRET_ACCESS_KEY']";
const go = (code: string) =>
  `package a\n\nimport (\n\t"os"\n\n\t"github.com/aws/aws-sdk-go/aws"\n\t"github.com/aws/aws-sdk-go/aws/credentials"\n\t"github.com/aws/aws-sdk-go/aws/session"\n)\n\n${code}`;
const goKeys =
  'credentials.NewStaticCredentials(os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"), "")';
const java = (code: string) =>
  `import software.amazon.awssdk.auth.credentials.*;\nimport software.amazon.awssdk.services.s3.S3Client;\n\nclass A {\n  S3Client a(boolean local) {\n${code}\n  }\n}\n`;
const javaKeys =
  'StaticCredentialsProvider.create(AwsBasicCredentials.create(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY")))';
const php = (code: string) => `<?php\nuse Aws\\S3\\S3Client;\n${code}\n`;
const phpKeys = "['key' => getenv('AWS_ACCESS_KEY_ID'), 'secret' => getenv('AWS_SECRET_ACCESS_KEY')]";
const ruby = (code: string) => `require 'aws-sdk-s3'\n\n${code}\n`;
const rubyKeys = "Aws::Credentials.new(ENV['AWS_ACCESS_KEY_ID'], ENV['AWS_SECRET_ACCESS_KEY'])";
const cs = (code: string) =>
  `using Amazon.Runtime;\nusing Amazon.S3;\n\nclass A\n{\n    IAmazonS3 Make(bool local)\n    {\n${code}\n    }\n}\n`;
const csKeys =
  'new BasicAWSCredentials(Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID"), Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY"))';

/** By the name of the file: code that goes without keys too, and code that does not. */
const files: Readonly<
  Record<string, { readonly silent: Record<string, string>; readonly found: Record<string, string> }>
> = {
  "a.ts": {
    silent: {
      "a choice": js(`export const s3 = new S3Client({ credentials: process.env.CI ? undefined : ${jsKeys} });`),
      "an if with an else": js(
        `export let s3;\nif (process.env.LOCAL) {\n  s3 = new S3Client({ credentials: ${jsKeys} });\n} else {\n  s3 = new S3Client({});\n}`,
      ),
      "an if about the key": js(
        `export function make() {\n  if (process.env.AWS_ACCESS_KEY_ID) return new S3Client({ credentials: ${jsKeys} });\n  return new S3Client({});\n}`,
      ),
      "a way out before": js(
        `export function make() {\n  if (!process.env.AWS_ACCESS_KEY_ID) {\n    return new S3Client({});\n  }\n  return new S3Client({ credentials: ${jsKeys} });\n}`,
      ),
      "an addition to the configuration": js(
        `if (process.env.NODE_ENV !== 'production') {\n  AWS.config.update({ accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY });\n}\nexport const s3 = new AWS.S3();`,
      ),
      "an attempt without": js(
        `export function make() {\n  try {\n    return new S3Client({ credentials: ${jsKeys} });\n  } catch {\n    return new S3Client({});\n  }\n}`,
      ),
    },
    found: {
      "a client that is made once": js(
        `let s3: S3Client | undefined;\nexport function client() {\n  if (!s3) {\n    s3 = new S3Client({ credentials: ${jsKeys} });\n  }\n  return s3;\n}`,
      ),
      "a failure without keys": js(
        `export function make() {\n  if (!process.env.AWS_ACCESS_KEY_ID) {\n    throw new Error('no key');\n  }\n  return new S3Client({ credentials: ${jsKeys} });\n}`,
      ),
      "a failure in the other branch": js(
        `export let s3: S3Client;\nif (process.env.AWS_ACCESS_KEY_ID) {\n  s3 = new S3Client({ credentials: ${jsKeys} });\n} else {\n  throw new Error('no key');\n}`,
      ),
      "an attempt with a log": js(
        `export function make() {\n  try {\n    return new S3Client({ credentials: ${jsKeys} });\n  } catch (error) {\n    console.error(error);\n  }\n}`,
      ),
    },
  },
  "main.tf": {
    silent: {
      "variables that are nothing by themselves":
        'variable "access_key" {\n  default = null\n}\n\nvariable "secret_key" {\n  default = ""\n}\n\nprovider "aws" {\n  access_key = var.access_key\n  secret_key = var.secret_key\n}\n',
    },
    found: {
      "variables that somebody has to give":
        'variable "access_key" {}\n\nvariable "secret_key" {\n  default = null\n}\n\nprovider "aws" {\n  access_key = var.access_key\n  secret_key = var.secret_key\n}\n',
    },
  },
  "a.py": {
    silent: {
      "variables that may be missing": py(
        `s3 = boto3.client('s3', aws_access_key_id=os.getenv('REPORTS_KEY_ID'), aws_secret_access_key=os.environ.get('REPORTS_SECRET_KEY'))\n`,
      ),
      "an if with an else": py(
        `if os.environ.get('STAGE') == 'dev':\n    s3 = boto3.client('s3', ${pyKeys})\nelse:\n    s3 = boto3.client('s3')\n`,
      ),
      "a choice": py(
        `s3 = boto3.client('s3', ${pyKeys}) if os.environ.get('STAGE') == 'dev' else boto3.client('s3')\n`,
      ),
      "a way out before": py(
        `def make(use_static_keys):\n    if not use_static_keys:\n        return boto3.client('s3')\n    return boto3.client('s3', ${pyKeys})\n`,
      ),
      "an attempt": py(`try:\n    s3 = boto3.client('s3', ${pyKeys})\nexcept KeyError:\n    s3 = boto3.client('s3')\n`),
      "a default of nothing": py(
        `s3 = boto3.client('s3', aws_access_key_id=config('AWS_ACCESS_KEY_ID', default=None), aws_secret_access_key=config('AWS_SECRET_ACCESS_KEY', default=None))\n`,
      ),
    },
    found: {
      "the SDK's own variables, without their token": py(
        `s3 = boto3.client('s3', aws_access_key_id=os.getenv('AWS_ACCESS_KEY_ID'), aws_secret_access_key=os.getenv('AWS_SECRET_ACCESS_KEY'))\n`,
      ),
      "the module that is run": py(
        `if __name__ == '__main__':\n    s3 = boto3.client('s3', ${pyKeys})\n    print(s3.list_buckets())\n`,
      ),
      "an if about something else": py(
        `def upload(request):\n    if request.method == 'POST':\n        s3 = boto3.client('s3', ${pyKeys})\n        s3.upload_file('a', 'b', 'c')\n`,
      ),
      "an attempt with a log": py(
        `try:\n    s3 = boto3.client('s3', ${pyKeys})\n    s3.list_buckets()\nexcept Exception as error:\n    print(error)\n`,
      ),
    },
  },
  "a.go": {
    silent: {
      "a signer alone": `package a\n\nimport (\n\t"context"\n\t"net/http"\n\t"os"\n\t"time"\n\n\t"github.com/aws/aws-sdk-go-v2/aws"\n\tv4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"\n)\n\nfunc sign(r *http.Request) (string, error) {\n\tcreds := aws.Credentials{AccessKeyID: os.Getenv("A_ACCESS_KEY_ID"), SecretAccessKey: os.Getenv("A_SECRET_ACCESS_KEY")}\n\tu, _, err := v4.NewSigner().PresignHTTP(context.TODO(), creds, r, "", "s3", "eu-west-1", time.Now())\n\treturn u, err\n}\n`,
      "an if about the key": go(
        `func make() *session.Session {\n\tc := aws.NewConfig()\n\tif os.Getenv("AWS_ACCESS_KEY_ID") != "" {\n\t\tc = c.WithCredentials(${goKeys})\n\t}\n\treturn session.Must(session.NewSession(c))\n}\n`,
      ),
      "an if with an else": go(
        `func make(local bool) *session.Session {\n\tif local {\n\t\treturn session.Must(session.NewSession(&aws.Config{Credentials: ${goKeys}}))\n\t} else {\n\t\treturn session.Must(session.NewSession())\n\t}\n}\n`,
      ),
      "an addition to the configuration": go(
        `func make(local bool) *session.Session {\n\tc := aws.NewConfig()\n\tif local {\n\t\tc.Credentials = ${goKeys}\n\t}\n\treturn session.Must(session.NewSession(c))\n}\n`,
      ),
    },
    found: {
      "a failure without keys": go(
        `func make() (*session.Session, error) {\n\tif os.Getenv("AWS_ACCESS_KEY_ID") == "" {\n\t\treturn nil, errors.New("no key")\n\t}\n\treturn session.NewSession(&aws.Config{Credentials: ${goKeys}})\n}\n`,
      ),
      "an if about something else": go(
        `var s *session.Session\n\nfunc make() *session.Session {\n\tif s == nil {\n\t\ts = session.Must(session.NewSession(&aws.Config{Credentials: ${goKeys}}))\n\t}\n\treturn s\n}\n`,
      ),
    },
  },
  "A.java": {
    silent: {
      "credentials that a library makes of what it is given": `import software.amazon.awssdk.auth.credentials.*;\n\nclass A {\n  private static StaticCredentialsProvider make(Properties properties) {\n    return StaticCredentialsProvider\n        .create(AwsBasicCredentials.create(properties.getAccessKey(), properties.getSecretKey()));\n  }\n}\n`,
      "an if with an else": java(
        `    if (local) {\n      return S3Client.builder().credentialsProvider(${javaKeys}).build();\n    } else {\n      return S3Client.builder().build();\n    }`,
      ),
      "a choice": java(
        `    return local ? S3Client.builder().credentialsProvider(${javaKeys}).build() : S3Client.create();`,
      ),
      "a way out before": java(
        `    if (System.getenv("AWS_ACCESS_KEY_ID") == null) {\n      return S3Client.create();\n    }\n    return S3Client.builder().credentialsProvider(${javaKeys}).build();`,
      ),
    },
    found: {
      "credentials that a class makes of its own fields": `import software.amazon.awssdk.auth.credentials.*;\n\nclass A {\n  AwsCredentialsProvider make() {\n    return StaticCredentialsProvider.create(AwsBasicCredentials.create(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY")));\n  }\n}\n`,
      "a client that a function makes of what it is given": `import software.amazon.awssdk.auth.credentials.*;\nimport software.amazon.awssdk.services.s3.S3Client;\n\nclass A {\n  S3Client make(Properties properties) {\n    return S3Client.builder().credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(properties.getAccessKey(), properties.getSecretKey()))).build();\n  }\n}\n`,
      "an attempt with a log": java(
        `    try {\n      return S3Client.builder().credentialsProvider(${javaKeys}).build();\n    } catch (RuntimeException e) {\n      return null;\n    }`,
      ),
    },
  },
  "a.php": {
    silent: {
      "an if with an else": php(
        `if (getenv('LOCAL')) {\n    $s3 = new S3Client(['region' => 'a', 'credentials' => ${phpKeys}]);\n} else {\n    $s3 = new S3Client(['region' => 'a']);\n}`,
      ),
      "an if about the key": php(
        `if (getenv('AWS_ACCESS_KEY_ID')) {\n    $s3 = new S3Client(['region' => 'a', 'credentials' => ${phpKeys}]);\n}`,
      ),
    },
    found: {
      "an if about something else": php(
        `if ($_POST) {\n    $s3 = new S3Client(['region' => 'a', 'credentials' => ${phpKeys}]);\n}`,
      ),
    },
  },
  "a.rb": {
    silent: {
      "an if with an else": ruby(
        `s3 = if ENV['LOCAL']\n  Aws::S3::Client.new(credentials: ${rubyKeys})\nelse\n  Aws::S3::Client.new\nend`,
      ),
      "an if behind it": ruby(`Aws.config.update(credentials: ${rubyKeys}) if ENV['AWS_ACCESS_KEY_ID']`),
      "an attempt": ruby(
        `begin\n  s3 = Aws::S3::Client.new(credentials: ${rubyKeys})\nrescue ArgumentError\n  s3 = Aws::S3::Client.new\nend`,
      ),
    },
    found: {
      "an unless about something else": ruby(
        `unless defined?(S3)\n  S3 = Aws::S3::Client.new(credentials: ${rubyKeys})\nend`,
      ),
    },
  },
  "a.cs": {
    silent: {
      "an if with an else": cs(
        `        if (local)\n        {\n            return new AmazonS3Client(${csKeys});\n        }\n        else\n        {\n            return new AmazonS3Client();\n        }`,
      ),
      "a choice": cs(`        return local ? new AmazonS3Client(${csKeys}) : new AmazonS3Client();`),
    },
    found: {
      "an attempt with a log": cs(
        `        try\n        {\n            return new AmazonS3Client(${csKeys});\n        }\n        catch (System.Exception e)\n        {\n            System.Console.WriteLine(e);\n            throw;\n        }`,
      ),
    },
  },
};

describe("static providers of code that also goes without keys", () => {
  for (const [name, { silent, found }] of Object.entries(files)) {
    for (const [cases, expected] of [
      [silent, []],
      [found, ["credentials/static-provider"]],
    ] as const) {
      for (const [title, text] of Object.entries(cases)) {
        it(`${name}: ${title}: ${expected.length > 0 ? "found" : "silent"}`, async () => {
          const { findings } = await engine.analyze({ name, text });
          assert.deepEqual(
            findings.map(({ ruleId }) => ruleId).filter((rule) => rule.startsWith("credentials/")),
            expected,
          );
        });
      }
    }
  }
});
