/** Texts made to keep a search busy: each must end long before mocha's time limit, which is all that can fail here. */
import assert from "node:assert/strict";

import { credentialGate, readCredentials } from "../../../src/analysis/credentials/credentials";
import { Source } from "../../../src/analysis/source/source";
import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

/** A search whose time grows with the square of this takes more than the time limit in the three files together. */
const size = 150_000;
const fill = (unit: string) => unit.repeat(Math.ceil(size / unit.length));
const id = fakeKeyId("hostile");

const texts: Readonly<Record<string, string>> = {
  "one letter": fill("A"),
  "prefixes of ids": fill("AKIA"),
  "ids without a separator": fill(id),
  "ids, one a line": fill(`${id}\n`),
  "ids on one line": fill(`"${id}",`),
  "ids, secrets and other endpoints": fill(
    `key = ${id} secret = ${fakeSecret("hostile")} endpoint = http://minio:9000\n`,
  ),
  "names without values": fill("secretAccessKey = "),
  "names in a row": fill("aws_secret_access_key_"),
  "forty characters again and again": fill(`aws_secret_access_key="${"a".repeat(39)}1"`),
  "beginnings of session tokens": fill("IQoJb3JpZ2luX2Vj"),
  "a session token over many lines": `IQoJb3JpZ2luX2Vj${fill(`${"Ab3".repeat(25)}\n`)}`,
  "mail users": fill("user-at-123456789012 pass"),
  "word characters before -at-": `${fill("a")}-at-`,
  "signatures on one line": `smtp email-smtp.${fill(`X-Amz-Signature=${"0a".repeat(32)}`)}`,
  "base64 beside SMTP": `smtp ${id} ${fill(`B${"Ab3/".repeat(11)}`.slice(0, 44) + " smtp ")}`,
  "bedrock keys without an end": fill("ABSK"),
  endpoints: fill('endpoint_url="https://a.'),
  "blanks after a name": `${id} secret_access_key${fill(" ")}`,
  "line breaks": `${id}${fill("\n")}`,
  brackets: `secretAccessKey ${fill("[")}`,
  "passwords without a value": `email-smtp.a ${fill("password: String = ")} ${fill(`\"password\" value=\"B${"Ab3/".repeat(11)}`)}`,
  fences: `secretAccessKey ${fill("```sh\n")}`,
  sections: `secretAccessKey ${fill("[a]\n")}`,
  "continued lines": `secretAccessKey ${fill("export a=b \\\n")}`,
};

describe("hostile input", function () {
  this.timeout(20_000);
  for (const [what, text] of Object.entries(texts)) {
    it(what, () => {
      assert.equal(typeof credentialGate(text), "boolean");
      for (const name of ["notes.txt", ".env", "run.sh"])
        assert.ok(Array.isArray(readCredentials(new Source({ name, text }, null)).keys));
    });
  }

  it("fixes among thousands of sections, fences and continued lines", () => {
    const key = `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${fakeSecret("hostile")}\n`;
    const lines = 8_000;
    const around: Readonly<Record<string, string>> = {
      "a.toml": "[a]\n".repeat(lines) + key + "[b]\n".repeat(lines),
      "README.md": "```sh\nmake\n```\n".repeat(lines) + "```sh\nmake\n" + key + "```\n",
      "run.sh": "echo a \\\n".repeat(lines) + key,
      Dockerfile: `FROM a\n${"RUN a \\\n b\n".repeat(lines)}ENV ${key.trim().replace("\n", " ")}\n`,
      "a.kt": `${`fun f() { g("a", "b") }\n`.repeat(lines)}val a = S3Client.builder().credentialsProvider(create("${id}", "${fakeSecret("hostile")}")).build()\n`,
      "a.lua": `return {\n${`  { a = "b" },\n`.repeat(lines)}  id = "${id}", secret_access_key = "${fakeSecret("hostile")}"\n}\n`,
      "a.scala": `${`import a.b.{C, D}\n`.repeat(lines)}val k = "${id}"\nval secretKey = "${fakeSecret("hostile")}"\n${"f(k, secretKey)\n".repeat(lines)}`,
      "a.ex": `${"f(".repeat(lines)}"${id}", secret_access_key: "${fakeSecret("hostile")}"${")".repeat(lines)}\n`,
      "a.yaml": `a:\n${"  - b: c\n".repeat(lines)}d:\n  ${key.trim().replaceAll("=", ": ").replace("\n", "\n  ")}\n`,
    };
    for (const [name, text] of Object.entries(around)) {
      const { keys } = readCredentials(new Source({ name, text }, null));
      assert.equal(keys.length, 1, name);
      assert.ok(keys[0]!.fixes().length <= 1, name);
    }
  });

  it("jobs, steps and anchors by the thousand", async () => {
    const engine = createEngine();
    const pair = (indent: string): string =>
      `${indent}AWS_ACCESS_KEY_ID: \${{ secrets.A }}\n${indent}AWS_SECRET_ACCESS_KEY: \${{ secrets.B }}\n`;
    const key = `AWS_ACCESS_KEY_ID: ${id}\n  AWS_SECRET_ACCESS_KEY: ${fakeSecret("hostile")}\n`;
    const many = (unit: string, count = 500): string => unit.repeat(count);
    const texts: Readonly<Record<string, string>> = {
      ".github/workflows/a.yml": `on: push\njobs:\n  a:\n    runs-on: a\n    steps:\n${many(`      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          aws-access-key-id: \${{ secrets.A }}\n          aws-secret-access-key: \${{ secrets.B }}\n      - run: date\n        env:\n${pair("          ")}`, 150)}`,
      ".gitlab-ci.yml": many(
        `job:\n  variables:\n    AWS_ACCESS_KEY_ID: $A\n    AWS_SECRET_ACCESS_KEY: $B\n  script: [date]\n`,
      ).replace(
        /^job/gm,
        (() => {
          let count = 0;
          return () => `job${count++}`;
        })(),
      ),
      "compose.yaml": `x-a: &a\n  ${key}services:\n${many("  b:\n    environment: *a\n").replace(
        /^ {2}b/gm,
        (() => {
          let count = 0;
          return () => `  b${count++}`;
        })(),
      )}`,
      "run.sh": `${many("cat <<A\na\nA\n")}export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${fakeSecret("hostile")}\n${many("a &&\n")}`,
    };
    for (const [name, text] of Object.entries(texts)) {
      // One fix shows how long it takes to make one; their number has a budget of its own.
      let left = 1;
      const { problems } = await engine.analyze({ name, text }, { fixes: () => left-- > 0 });
      assert.deepEqual(
        problems.map(({ message }) => message),
        [],
        name,
      );
    }
  });

  it("one line of 10 MB in a file: not checked, and said", async () => {
    const { findings, problems } = await createEngine().analyze({
      name: "data.js",
      text: `x = "${"a".repeat(10_000_000)}"`,
    });
    assert.deepEqual(findings, []);
    assert.match(problems[0]!.message, /not checked/);
  });

  it("code that is broken off, or nested without end", async () => {
    const engine = createEngine();
    for (const name of ["a.ts", "a.py", "a.js", "a.tsx", "a.yaml", "a.json"]) {
      for (const text of [
        `new S3Client({ accessKeyId: '${id}', secretAccessKey: `,
        `x = ${"(".repeat(5000)}'${id}'`,
        `{${'"a":{'.repeat(5000)}"b": "${id}"`,
      ]) {
        const { problems } = await engine.analyze({ name, text }, { fixes: true });
        assert.ok(
          problems.every(({ message }) => !/report it/.test(message)),
          `${name}: ${problems[0]?.message}`,
        );
      }
    }
  });

  it("an option of Go's SDK that half-written code hands to nothing", async () => {
    const text = `package reports

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

const (
	accessKey = "${id}"
	secretKey = "${fakeSecret("hostile")}"
)

func New(ctx context.Context) (*Reader, error) {
	provider := aws.NewCredentialsCache(credentials.StaticCredentialsProvider{
		Value: aws.Credentials{AccessKeyID: accessKey, SecretAccessKey: secretKey},
	})
	cfg, err := config.LoadDefaultConfig(ctx, config.WithCredentialsProvider(provider), config.With"Condition": {Region("eu-w`;
    const { findings, problems } = await createEngine().analyze({ name: "reports.go", text }, { fixes: true });
    assert.deepEqual([findings.length, problems], [1, []]);
  });
});
