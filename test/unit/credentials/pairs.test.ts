/** Which secrets are AWS's: what stands beside them decides, and how they are written does not. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("pairs"), fakeSecret("pairs")];
const [otherId, otherSecret] = [fakeKeyId("other pair"), fakeSecret("other pair")];
/** As an emulator of AWS gives them out. */
const emulated = ["ASIA", "QAAAAAAA", "KZ4L3POJ"].join("");
/** As other services give them out. */
const [foreign, longForeign] = ["H8Q2LM5ZP0T4WX7RJD1C", "KASP7QZ2M9XW4TB6RN8VJ3CD"];
const encoded = encodeURIComponent(secret);
const token = `IQoJb3JpZ2luX2Vj${Buffer.from(otherSecret.repeat(6)).toString("base64").replace(/=+$/, "")}`;

/** By the name of the file, then by the case: the text, and the rules that find something. */
const files: Readonly<Record<string, Readonly<Record<string, readonly [text: string, ...rules: string[]]>>>> = {
  "a.env": {
    "an id that is no AWS id": [`ACCESS_KEY_ID=${foreign}\nSECRET_ACCESS_KEY=${secret}\n`],
    "the same under AWS's own names": [`AWS_ACCESS_KEY_ID=${foreign}\nAWS_SECRET_ACCESS_KEY=${secret}\n`],
    "the secret first": [`AWS_SECRET_ACCESS_KEY=${secret}\nAWS_ACCESS_KEY_ID=${foreign}\n`],
    "the id of another pair": [`GEO_KEY_ID=${foreign}\nAWS_SECRET_ACCESS_KEY=${secret}\n`, "credentials/secret-key"],
    "an id that has been taken out": [
      `AWS_ACCESS_KEY_ID=your_access_key_id_1\nAWS_SECRET_ACCESS_KEY=${secret}\n`,
      "credentials/secret-key",
    ],
    "both services": [
      `R2_ACCESS_KEY_ID=${foreign}\nR2_SECRET_ACCESS_KEY=${otherSecret}\nAWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`,
      "credentials/access-key",
    ],
    "a service in the name": [`KLAYTN_SECRET_ACCESS_KEY=${secret}\n`],
    "a service in a comment": [`# DigitalOcean\nSPACE=a\nAWS_SECRET_ACCESS_KEY=${secret}\n`],
    "a word in the name": [`AWS_STAGING_SECRET_KEY=${secret}\n`, "credentials/secret-key"],
    "a word in the name, and no key": [`AWS_STAGING_SECRET=${secret}\n`, "credentials/secret-key"],
    "an URL with both": [`RESULTS=s3a://${id}:${encoded}@results/a\n`, "credentials/access-key"],
    "an URL without escapes": [`BROKER=sqs://${id}:${secret}@\n`, "credentials/access-key"],
    "an URL of another service": [`RESULTS=s3://${foreign}:${encoded}@results/a\n`],
    "an id alone": [`AWS_ACCESS_KEY_ID=${id}\n`, "credentials/access-key-id"],
    "a secret that counts up": [
      "AWS_ACCESS_KEY_ID=AKIA1EXAMPLE1EXAMPLE\nAWS_SECRET_ACCESS_KEY=123456789pqrstuvwxyzabcdefghijklmnABCDEF\n",
    ],
    "temporary credentials whose id nobody has": [
      `AWS_ACCESS_KEY_ID=${emulated}\nAWS_SECRET_ACCESS_KEY=${secret}\nAWS_SESSION_TOKEN=${token}\n`,
    ],
    "an id that nobody has, and no token": [
      `AWS_ACCESS_KEY_ID=${emulated}\nAWS_SECRET_ACCESS_KEY=${secret}\n`,
      "credentials/secret-key",
    ],
    "the id of the documentation": [
      `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nSECRET_KEY=${secret}\n`,
      "credentials/secret-key",
    ],
    "the documentation's key with another end": [
      "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7QWERTYU\nAWS_SECRET_ACCESS_KEY=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\n",
    ],
  },
  "rclone.conf": {
    "the provider of the section": [
      `[a]\ntype = s3\naccess_key_id = ${id}\nsecret_access_key = ${secret}\nprovider = Cloudflare\n`,
    ],
    "the provider of another section": [
      `[a]\nprovider = Minio\n\n[b]\ntype = s3\nprovider = AWS\nenv_auth = true\naccess_key_id = ${id}\nsecret_access_key = ${secret}\n`,
      "credentials/access-key",
    ],
  },
  "a.sh": {
    "an endpoint as an option": [
      `AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret} aws s3 ls --endpoint-url http://10.0.0.7:9000\n`,
    ],
    "an endpoint of AWS": [
      `AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret} aws s3 ls --endpoint-url https://s3.eu-west-1.amazonaws.com\n`,
      "credentials/access-key",
    ],
    "a repository of restic": [
      `export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}\nrestic -r s3:https://nas.home.example:9000/backup snapshots\n`,
    ],
  },
  "b.sh": {
    "values that are decoded behind": [
      `export AWS_ACCESS_KEY_ID=$(echo ${btoa(id)} | base64 -d)\nexport AWS_SECRET_ACCESS_KEY=$(echo ${btoa(secret)} | base64 -d)\n`,
      "credentials/access-key",
    ],
    "a stack on this machine": [`export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}\nawslocal s3 ls\n`],
  },
  "a.rb": {
    "a key in parts on lines": [
      `access_key_id = '${id.slice(0, 4)}' \\\n  '${id.slice(4)}'\nsecret_access_key = '${secret.slice(0, 9)}' \\\n  '${secret.slice(9)}'\n`,
      "credentials/access-key",
    ],
    "a key that is unpacked": [
      `key = '${btoa(id)}'.unpack1('m')\nsecret = '${btoa(secret)}'.unpack1('m')\n`,
      "credentials/access-key",
    ],
  },
  "a.rs": {
    "a key in parts of a macro": [
      `const ACCESS_KEY: &str = concat!("${id.slice(0, 4)}", "${id.slice(4)}");\nconst SECRET_KEY: &str = concat!("${secret.slice(0, 9)}", "${secret.slice(9)}");\n`,
      "credentials/access-key",
    ],
  },
  "a.ts": {
    "a secret on the lines behind its name": [
      `const awsSecretAccessKey =\n  "${secret.slice(0, 20)}" +\n  "${secret.slice(20)}";\n`,
      "credentials/secret-key",
    ],
  },
  "a.yml": {
    "the host of another service": [
      `objstore:\n  endpoint: storage:9000\n  access_key: ${id}\n  secret_key: ${secret}\n`,
    ],
    "a host under its own name": [
      `s3Url: http://storage.svc:9000\naws_access_key_id: ${id}\naws_secret_access_key: ${secret}\n`,
    ],
    "a URL with a port": [`s3: s3://${id}:${encoded}@storage:9000/logs\n`],
    "a host of AWS": [
      `objstore:\n  endpoint: s3.eu-west-1.amazonaws.com:443\n  access_key: ${id}\n  secret_key: ${secret}\n`,
      "credentials/access-key",
    ],
    "a pair of a service": [`caver:\n  accessKeyId: ${longForeign}\n  secretAccessKey: ${secret}\n`],
    "a session of camel case": [`awsProdSecretKey: ${secret}\n`, "credentials/secret-key"],
    "a type that is a service": [`type: r2\naccessKeyId: ${id}\nsecretAccessKey: ${secret}\n`],
  },
  "a.go": {
    "a pair in XML": [
      `package a\n\nconst xml = "<AccessKeyId>${foreign}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey>"\n`,
    ],
    "a pair that is handed over": [
      `package a\n\nimport "github.com/aws/aws-sdk-go/aws/credentials"\n\nvar c = credentials.NewStaticCredentials("${foreign}", "${secret}", "")\n`,
    ],
  },
  "secret.yaml": {
    "a whole file in base64": [
      `kind: Secret\ndata:\n  credentials: ${btoa(`[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`)}\n`,
      "credentials/access-key",
    ],
    "a whole file of another service": [
      `kind: Secret\ndata:\n  cloud: ${btoa(`[default]\nendpoint = http://storage:9000\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`)}\n`,
    ],
    "base64 in a Secret is one key": [
      `kind: Secret\ndata:\n  AWS_ACCESS_KEY_ID: ${btoa(id)}\n  AWS_SECRET_ACCESS_KEY: ${btoa(secret)}\n`,
      "credentials/access-key",
    ],
  },
  "a.py": {
    "a token in parts on one line": [
      `t = "${token.slice(0, 100)}" + "${token.slice(100)}"\n`,
      "credentials/session-token",
    ],
    "a token in parts without a sign": [
      `t = ("${token.slice(0, 60)}" "${token.slice(60)}")\n`,
      "credentials/session-token",
    ],
    "a key in parts": [
      `AWS_KEY = "${id.slice(0, 4)}" + "${id.slice(4)}"\nAWS_SECRET = "${secret.slice(0, 20)}" + "${secret.slice(20)}"\n`,
      "credentials/access-key",
    ],
    "a key in parts without a sign": [
      `a = dict(access_key=("${id.slice(0, 9)}" "${id.slice(9)}"), secret_key=("${secret.slice(0, 7)}"\n  "${secret.slice(7)}"))\n`,
      "credentials/access-key",
    ],
    "a key that is decoded": [
      `a = boto3.client("s3", aws_access_key_id=b64decode("${btoa(id)}"), aws_secret_access_key=b64decode("${btoa(secret)}"))\n`,
      "credentials/access-key",
    ],
    "a secret that is decoded": [`aws_secret_access_key = b64decode("${btoa(secret)}")\n`, "credentials/secret-key"],
    "parts of something else": [`a = "AKIA" + "STREET" + "${secret.slice(0, 10)}"\n`],
    "the storage of another service": [
      `import s3fs\na = s3fs.S3FileSystem(key="${id}", secret="${secret}", client_kwargs={"endpoint_url": "http://10.0.0.7:9000"})\n`,
    ],
    "a list that is joined": [
      `KEY_ID = "".join(["${id.slice(0, 4)}", "${id.slice(4)}"])\nSECRET_KEY = "".join(["${secret.slice(0, 20)}", "${secret.slice(20)}"])\n`,
      "credentials/access-key",
    ],
    "a list that is none": [`names = ["AKIA", "${id.slice(4)}", "${secret.slice(0, 20)}"]\n`],
    "both in one text that is decoded": [
      `a = b64decode("${btoa(`${id}:${secret}`)}").split(":")\n`,
      "credentials/access-key",
    ],
    "a broker's URL": [`BROKER = "sqs://${otherId}:${encodeURIComponent(otherSecret)}@"\n`, "credentials/access-key"],
  },
};

describe("pairs of id and secret", () => {
  for (const [name, cases] of Object.entries(files)) {
    for (const [title, [text, ...expected]] of Object.entries(cases)) {
      it(`${name}: ${title}`, async () => {
        const { findings } = await engine.analyze({ name, text });
        assert.deepEqual(
          findings.map(({ ruleId }) => ruleId).filter((rule) => rule.startsWith("credentials/")),
          expected,
        );
      });
    }
  }
});
