/** What is random, and no key: in the files that machines write, and between the lines of others. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("look-alike"), fakeSecret("look-alike")];
const base64 = (length: number) =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 7919 + (at >> 3) * 31) % 256)).toString("base64");
const hash = (kind: string, of = "look-alike") => createHash(kind).update(of);
const uuid = (of: string) =>
  hash("md5", of)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

const documents: Readonly<Record<string, { name: string; text: string }>> = {
  "a lock file": { name: "package-lock.json", text: `{ "secretAccessKey": "${secret}", "id": "${id}" }` },
  "an example that comes with the SDK": {
    name: "layer/botocore/data/iam/2010-05-08/examples-1.json",
    text: `{ "secretAccessKey": "${secret}", "id": "${id}" }`,
  },
  "checksums of modules": {
    name: "go.sum",
    text: `example.org/aws-secret-access-key v1.0.0 h1:${hash("sha256").digest("base64")}\nid ${id}\n`,
  },
  "a source map": { name: "app.js.map", text: `{"version":3,"mappings":"${id}","secretAccessKey":"${secret}"}` },
  "a bundle by its name": { name: "app.min.js", text: `a="${id}",secretAccessKey="${secret}"` },
  "a bundle by its lines": {
    name: "app.js",
    text: `${"function a(b){return b+1};".repeat(300)}secretAccessKey="${secret}",accessKeyId="${id}"`,
  },
  "a secret that says it is made up": {
    name: "a.cfg",
    text: `aws_secret_access_key = hardcoded${secret.slice(9)}`,
  },
  "an image in a style sheet": {
    name: "a.css",
    text: `.secret_access_key { background: url(data:image/png;base64,${base64(200)}${id}${base64(300)}) }`,
  },
  "an image in Markdown": { name: "a.md", text: `![AWS secret access key](data:image/png;base64,${base64(600)})` },
  UUIDs: {
    name: "a.yaml",
    text: `aws_access_key_id: ${uuid("a")}\naws_secret_access_key: ${uuid("b")}${uuid("c").slice(0, 4)}\n`,
  },
  hashes: {
    name: ".env",
    text: `AWS_SECRET_ACCESS_KEY_SHA1=${hash("sha1").digest("hex")}\nAWS_SECRET_ACCESS_KEY_HASH=${hash("sha256").digest("hex")}\nAWS_SECRET_ACCESS_KEY_MD5=${hash("md5").digest("hex")}\n`,
  },
  "unique ids of roles and users": {
    name: "a.json",
    text: `{ "RoleId": "${fakeKeyId("a", "AROA")}", "UserId": "${fakeKeyId("b", "AIDA")}", "key_id": "${fakeKeyId("c", "ANPA")}" }`,
  },
  placeholders: {
    name: "a.ini",
    text: "aws_access_key_id = <access key id>\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}\n[b]\naws_secret_access_key = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n[c]\naws_secret_access_key = your-secret-access-key-goes-right-in-here\n[d]\naws_secret_access_key = changeme\n",
  },
  "a commit and a path": {
    name: "a.txt",
    text: `secret_access_key: see src/components/Navigation/sideBar/index2A in ${hash("sha1").digest("hex")}`,
  },
};

describe("look-alikes of keys", () => {
  for (const [what, document] of Object.entries(documents)) {
    it(`${what}: nothing`, async () =>
      assert.deepEqual(
        (await engine.analyze(document)).findings.map(({ ruleId, message }) => `${ruleId}: ${message}`),
        [],
      ));
  }
});
