/** Keys that stand in base64 in a Secret. */
import assert from "node:assert/strict";

import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const encoded = (text: string) => Buffer.from(text).toString("base64");

function secret(entries: Readonly<Record<string, string>>, kind = "Secret"): { name: string; text: string } {
  const data = Object.entries(entries)
    .map(([name, value]) => `  ${name}: ${encoded(value)}\n`)
    .join("");
  return { name: "secret.yaml", text: `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: aws\ndata:\n${data}` };
}

const rulesOf = async (document: { name: string; text: string }) =>
  (await engine.analyze(document)).findings.map(({ ruleId }) => ruleId);

describe("Secrets of Kubernetes", () => {
  const keys = { AWS_ACCESS_KEY_ID: fakeKeyId("encoded"), AWS_SECRET_ACCESS_KEY: fakeSecret("encoded") };

  it("have their keys found, and taken out", async () => {
    const document = secret({ STAGE: "production-of-the-service", ...keys });
    const { findings } = await engine.analyze(document, { fixes: true });
    assert.deepEqual(
      findings.map(({ ruleId }) => ruleId),
      ["credentials/access-key"],
    );
    const edits = findings[0]!.fixes[0]!.edits.map(({ range, newText }) => ({
      span: { start: range.start.offset, end: range.end.offset },
      newText,
    }));
    assert.equal(applyEdits(document.text, edits), secret({ STAGE: "production-of-the-service" }).text);
    for (const value of Object.values(keys))
      assert.ok(
        !JSON.stringify(findings).includes(value.slice(4, 16)) &&
          !JSON.stringify(findings).includes(encoded(value).slice(6, 18)),
      );
  });

  it("tell a secret alone by its name", async () => {
    assert.deepEqual(await rulesOf(secret({ AWS_SECRET_ACCESS_KEY: keys.AWS_SECRET_ACCESS_KEY })), [
      "credentials/secret-key",
    ]);
  });

  it("are left alone where they hold something else", async () => {
    const lookAlikes = [
      secret({
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      }),
      secret({ ENDPOINT_URL: "http://minio.storage.svc:9000", ...keys }),
      secret({ MINIO_SECRET_ACCESS_KEY: keys.AWS_SECRET_ACCESS_KEY }),
      secret(keys, "ConfigMap"),
    ];
    for (const document of lookAlikes) assert.deepEqual(await rulesOf(document), []);
  });
});
