import assert from "node:assert/strict";

import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { expandKeys } from "../../support/fake-keys";

const keys = expandKeys(
  "accessKeyId: '{{id:alternative  }}', secretAccessKey: '{{secret:alternative                  }}'",
);

/** What each fix of the first finding makes of a text. */
async function fixed(text: string): Promise<{ title: string; text: string; dependency: string | undefined }[]> {
  const { findings } = await createEngine().analyze({ name: "client.ts", text }, { fixes: true });
  return findings[0]!.fixes.map(({ title, edits, dependency }) => ({
    title,
    dependency,
    text: applyEdits(
      text,
      edits.map(({ range, newText }) => ({ span: { start: range.start.offset, end: range.end.offset }, newText })),
    ),
  }));
}

describe("other providers in place of a key", () => {
  it("stand beside the default chain, imported as the file imports others", async () => {
    const text = `import { S3Client } from "@aws-sdk/client-s3";\n\nconst credentials = { ${keys} };\n\nexport const s3 = new S3Client({ region: "eu-west-1", credentials });\n`;
    const [chain, role, ...rest] = await fixed(text);
    assert.equal(rest.length, 0);
    assert.match(chain!.title, /default provider chain/);
    assert.equal(chain!.dependency, undefined);
    assert.equal(role!.dependency, "@aws-sdk/credential-providers");
    assert.equal(
      role!.text,
      'import { S3Client } from "@aws-sdk/client-s3";\nimport { fromTemporaryCredentials } from "@aws-sdk/credential-providers";\n\n' +
        "export const s3 = new S3Client({ region: \"eu-west-1\", credentials: fromTemporaryCredentials({ params: { RoleArn: process.env.AWS_ROLE_ARN, RoleSessionName: 'app' } }) });\n",
    );
  });

  it("are required where the file requires", async () => {
    const [, role] = await fixed(
      `const { S3Client } = require('@aws-sdk/client-s3')\nmodule.exports = new S3Client({ credentials: { ${keys} } })\n`,
    );
    assert.match(
      role!.text,
      /^const \{ S3Client \} = require\('@aws-sdk\/client-s3'\)\nconst \{ fromTemporaryCredentials \} = require\('@aws-sdk\/credential-providers'\)\n/,
    );
  });

  it("are Amazon Cognito alone in what browsers load", async () => {
    const [cognito, ...rest] = await fixed(
      "import { S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({\n  region: 'eu-west-1',\n  credentials: {\n    accessKeyId: import.meta.env.VITE_AWS_ACCESS_KEY_ID,\n    secretAccessKey: import.meta.env.VITE_AWS_SECRET_ACCESS_KEY,\n  },\n});\n",
    );
    assert.equal(rest.length, 0);
    assert.equal(
      cognito!.text,
      "import { S3Client } from '@aws-sdk/client-s3';\nimport { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';\nconst s3 = new S3Client({\n  region: 'eu-west-1',\n  credentials: fromCognitoIdentityPool({ identityPoolId: import.meta.env.VITE_IDENTITY_POOL_ID }),\n});\n",
    );
  });

  it("are none for version 2 of the SDK", async () => {
    assert.equal(
      (
        await fixed(
          `const AWS = require('aws-sdk');\nconst s3 = new AWS.S3({ credentials: new AWS.Credentials({ ${keys} }) });\n`,
        )
      ).length,
      1,
    );
  });
});
