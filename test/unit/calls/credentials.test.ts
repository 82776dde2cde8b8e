/** Credentials that clients and sessions of boto3 are given by position. */
import assert from "node:assert/strict";

import { callsOf } from "../../../src/analysis/calls/calls";
import { Source } from "../../../src/analysis/source/source";
import { loadParsers } from "../../../src/data/grammars";
import { builtCatalog } from "../../support/catalog";

async function hasOthers(code: string): Promise<boolean> {
  const text = `import boto3, aioboto3, botocore.session\nfrom boto3 import Session as Own\nfrom aiobotocore.session import get_session\n\ndef f(k, options):\n    ${code}\n`;
  const source = new Source({ name: "a.py", text }, await loadParsers(["python"]));
  return callsOf(source, { catalog: builtCatalog() }).hasOtherCredentials ?? false;
}

describe("credentials by position", () => {
  for (const code of [
    "boto3.Session(k[0], k[1], k[2])",
    "boto3.session.Session(k['AccessKeyId'], k['SecretAccessKey'])",
    "Own(None, None, k['SessionToken'])",
    "Own(None, None, None, 'eu-west-1', None, 'audit')",
    "aioboto3.Session(*k)",
    "boto3.setup_default_session(k[0], k[1])",
    "boto3.Session(botocore_session=k)",
    "boto3.client('s3', 'eu-west-1', None, True, None, None, k[0], k[1], k[2])",
    "boto3.resource('s3', None, None, True, None, None, k[0], k[1])",
    "boto3.Session().client('s3', None, None, True, None, None, k[0], k[1])",
    "get_session().create_client('s3', None, None, True, None, None, k[0], k[1])",
    "boto3.client('s3', **options)",
    "botocore.session.get_session().set_credentials(k[0], k[1])",
    "botocore.session.Session(None, None, True, 'audit')",
  ])
    it(code, async () => {
      assert.equal(await hasOthers(code), true);
    });

  for (const code of [
    "boto3.Session()",
    "boto3.Session(None, None, None, 'eu-west-1')",
    "boto3.Session(region_name=k)",
    "boto3.client('s3', 'eu-west-1')",
    "boto3.client('s3', k, None, True, None, 'https://s3.amazonaws.com')",
    "boto3.client('s3', **{'region_name': k})",
    "boto3.resource('s3', None, None, True, None, None, None, None, None, k)",
    "get_session().create_client('s3', k)",
    "k.Session(k[0], k[1])",
    "get_session(k)",
  ])
    it(`not ${code}`, async () => {
      assert.equal(await hasOthers(code), false);
    });
});
