import assert from "node:assert/strict";

import { S3ControlClient } from "../../../src/account/collect/s3-control-client";
import type { ClientOptions } from "../../../src/account/collect/session";
import { accountId } from "./support";

interface Sent {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the client would send, without a network. */
async function sentBy(options: Partial<ClientOptions>): Promise<Sent> {
  const sent: Sent[] = [];
  const client = new S3ControlClient({
    region: "eu-central-1",
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: Sent) => {
        sent.push(request);
        return Promise.reject(new Error("not sent"));
      },
    },
    ...options,
  } as unknown as ClientOptions);
  await assert.rejects(client.publicAccessBlock(accountId, { abortSignal: new AbortController().signal }));
  return sent[0]!;
}

describe("the question what an account blocks", () => {
  for (const [region, host] of [
    ["eu-central-1", "s3-control.eu-central-1.amazonaws.com"],
    ["us-gov-west-1", "s3-control.us-gov-west-1.amazonaws.com"],
    ["cn-north-1", "s3-control.cn-north-1.amazonaws.com.cn"],
  ] as const)
    it(`goes to ${host}, signed`, async () => {
      const { method, hostname, path, query, headers } = await sentBy({ region });
      assert.deepEqual(
        [method, hostname, path, query, headers["x-amz-account-id"]],
        ["GET", `${accountId}.${host}`, "/v20180820/configuration/publicAccessBlock", {}, accountId],
      );
      assert.match(
        headers.authorization!,
        new RegExp(`/${region}/s3/aws4_request, SignedHeaders=.*\\bx-amz-account-id\\b.*`),
      );
      assert.match(headers["x-amz-content-sha256"]!, /^[0-9a-f]{64}$/);
    });

  it("goes to the endpoint that a profile names", async () => {
    const { hostname, path } = await sentBy({ endpoint: "http://localhost:4566" });
    assert.deepEqual([hostname, path], ["localhost", "/v20180820/configuration/publicAccessBlock"]);
  });
});
