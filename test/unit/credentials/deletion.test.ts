/** What stands on a line with a key stays as it is when the key is taken out. */
import assert from "node:assert/strict";

import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("deletion"), fakeSecret("deletion")];

/** What the first fix of the first finding makes of it. */
async function fixed(name: string, text: string): Promise<string | undefined> {
  const { findings } = await engine.analyze({ name, text }, { fixes: true });
  const fix = findings[0]?.fixes[0];
  return (
    fix &&
    applyEdits(
      text,
      fix.edits.map(({ range, newText }) => ({ span: { start: range.start.offset, end: range.end.offset }, newText })),
    )
  );
}

const python = `import boto3\n\n`;
const node = `import { S3Client } from "@aws-sdk/client-s3";\n\n`;

const cases: readonly (readonly [what: string, name: string, before: string, after: string])[] = [
  [
    "an argument behind",
    "a.py",
    `${python}s3 = boto3.client(\n    "s3",\n    aws_access_key_id="${id}", aws_secret_access_key="${secret}", region_name="eu-west-1",\n)\n`,
    `${python}s3 = boto3.client(\n    "s3",\n    region_name="eu-west-1",\n)\n`,
  ],
  [
    "an argument before",
    "a.py",
    `${python}s3 = boto3.client(\n    "s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}",\n    region_name="eu-west-1",\n)\n`,
    `${python}s3 = boto3.client(\n    "s3", region_name="eu-west-1",\n)\n`,
  ],
  [
    "arguments on both sides",
    "a.py",
    `${python}s3 = boto3.client("s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}", region_name="eu-west-1")\n`,
    `${python}s3 = boto3.client("s3", region_name="eu-west-1")\n`,
  ],
  [
    "a statement behind",
    "a.ts",
    `${node}const accessKeyId = "${id}"; let count = 1;\nconst secretAccessKey = "${secret}"; let other = 2;\nexport const s3 = new S3Client({ credentials: { accessKeyId, secretAccessKey } });\n`,
    `${node}let count = 1;\nlet other = 2;\nexport const s3 = new S3Client({});\n`,
  ],
  [
    "a statement before",
    "a.ts",
    `${node}let count = 1; const accessKeyId = "${id}";\nlet other = 2; const secretAccessKey = "${secret}";\nexport const s3 = new S3Client({ credentials: { accessKeyId, secretAccessKey } });\n`,
    `${node}let count = 1; \nlet other = 2; \nexport const s3 = new S3Client({});\n`,
  ],
  [
    "a property behind",
    "a.ts",
    `${node}export const s3 = new S3Client({\n  credentials: { accessKeyId: "${id}", secretAccessKey: "${secret}" }, region: "eu-west-1",\n});\n`,
    `${node}export const s3 = new S3Client({\n  region: "eu-west-1",\n});\n`,
  ],
  [
    "a comment behind, which speaks of the key",
    "a.ts",
    `${node}export const s3 = new S3Client({\n  credentials: { accessKeyId: "${id}", secretAccessKey: "${secret}" }, // of the pipeline\n  region: "eu-west-1",\n});\n`,
    `${node}export const s3 = new S3Client({\n  region: "eu-west-1",\n});\n`,
  ],
];

describe("the neighbours of a key that is taken out", () => {
  for (const [what, name, before, after] of cases)
    it(`${name}: ${what}`, async () => {
      assert.equal(await fixed(name, before), after);
    });
});
