/** Which code a tree is made of for its keys: all in which a key is handed over, and little else. */
import assert from "node:assert/strict";

import { readCode } from "../../../src/analysis/code/code-file";
import { mayHandOverKeys } from "../../../src/analysis/credentials/code/hand-over";
import { keyLanguages } from "../../../src/analysis/credentials/code/key-languages";
import { needs } from "../../../src/analysis/needs";
import { formOf, isCode } from "../../../src/analysis/source/forms";
import { Source } from "../../../src/analysis/source/source";
import { loadParsers } from "../../../src/data/grammars";
import { fakeKeyId } from "../../support/fake-keys";
import { readFixtures } from "../../support/fixtures";

/** The languages of fixtures that have uses, and the fixtures that have some in spite of their text. */
async function usesOfFixtures() {
  const used = new Set<string>();
  const missed: string[] = [];
  for (const { name, text, ruleId, file, kind } of readFixtures()) {
    const form = formOf({ name, text });
    const language = isCode(form) ? keyLanguages[form] : undefined;
    if (!isCode(form) || !language || kind !== "found" || !ruleId.startsWith("credentials/")) continue;
    const code = readCode(new Source({ name, text }, await loadParsers([form])).syntax(form), form);
    if (!code || language.uses(code).length === 0) continue;
    used.add(form);
    if (!mayHandOverKeys(text, form)) missed.push(`${ruleId}/${file}`);
  }
  return { used, missed };
}

describe("the texts of code that may hand keys over", () => {
  it("are all in which a use is found", async () => {
    const { used, missed } = await usesOfFixtures();
    assert.deepEqual(missed, []);
    for (const language of Object.keys(keyLanguages))
      assert.ok(used.has(language) || language === "tsx", `no fixture in ${language} has a use`);
  });

  const handing: readonly (readonly [name: string, text: string])[] = [
    ["a.js", "AWS.config.credentials = new AWS.Credentials(a, b);"],
    ["a.ts", "process.env.AWS_SECRET_ACCESS_KEY = secret;"],
    ["a.py", "session = boto3.Session(key, secret)"],
    ["a.py", 'frame.to_csv(path, storage_options={"key": a, "secret": b})'],
    ["a.go", "aws.Credentials{SecretAccessKey: secret}"],
    ["a.go", 'os.Setenv("AWS_SECRET_ACCESS_KEY", secret)'],
    ["A.java", "BasicSessionCredentials keys = load(secretKey);"],
    ["A.java", "new AmazonS3Client(accessKeyId, secret)"],
    ["A.java", 'System.setProperty("aws.secretKey", secret);'],
    ["a.php", '<?php $client = new S3Client(["credentials" => ["key" => $a, "secret" => $secret_key]]);'],
    ["a.php", '<?php $_ENV["AWS_SECRET_ACCESS_KEY"] = $secret;'],
    ["a.rb", "Aws::S3::Client.new(access_key_id: a, secret_access_key: b)"],
    ["A.cs", "var client = new AmazonS3Client(accessKeyId, secretKey);"],
    ["a.rs", 'aws_sdk_s3::config::Credentials::new(key_id, secret_key, None, None, "x")'],
  ];
  for (const [name, text] of handing)
    it(`have it: ${text}`, () => {
      const form = formOf({ name, text });
      assert.ok(isCode(form) && mayHandOverKeys(text, form));
    });

  const others: readonly (readonly [name: string, text: string])[] = [
    ["a.ts", 'import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager"; encrypt({ keyId });'],
    ["a.py", 'kms.encrypt(KeyId=key_id); boto3.client("secretsmanager")'],
    ["a.go", 'import "github.com/aws/aws-sdk-go-v2/service/secretsmanager"\nvar keyId string'],
    ["A.java", "import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient; String keyId;"],
    ["a.php", "<?php use Aws\\SecretsManager\\SecretsManagerClient; $c = new SecretsManagerClient([]); $keyId = 1;"],
    ["a.rb", "Aws::SecretsManager::Client.new(region: 'x').get(key_id)"],
    ["A.cs", "using Amazon.SecretsManager; var keyId = request.KeyId;"],
    ["a.rs", "aws_sdk_secretsmanager::Client::new(&config); let key_id = 1;"],
  ];
  for (const [name, text] of others)
    it(`speak of keys alone, and need no tree: ${text.slice(0, 60)}`, () => {
      assert.deepEqual(needs({ name, text }).grammars, []);
      const id = fakeKeyId("hand over");
      assert.notDeepEqual(needs({ name, text: `${text}\n// ${id}` }).grammars, []);
    });
});
