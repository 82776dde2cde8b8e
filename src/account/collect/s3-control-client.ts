/**
 * S3 Control: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html. The client of S3 speaks the same
 * protocol (REST-XML), and is bundled anyway.
 */
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { makeBuilder } from "@smithy/core/client";
import { getEndpointPlugin } from "@smithy/core/endpoints";
import type { StaticStructureSchema } from "@smithy/types";

import { dnsSuffix, partitionOfRegion } from "../partitions";
import { type Sending, text, truth } from "./borrowed-client";
import type { ClientOptions } from "./session";

const namespace = "com.amazonaws.s3control";
/** The body is this member. */
const payload = { httpPayload: 1 } as const;

const Configuration: StaticStructureSchema = [
  3,
  namespace,
  "PublicAccessBlockConfiguration",
  0,
  ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"],
  [truth, truth, truth, truth],
];
const Request: StaticStructureSchema = [
  3,
  namespace,
  "GetPublicAccessBlockRequest",
  0,
  ["AccountId"],
  [[text, { httpHeader: "x-amz-account-id" }]],
];
const Output: StaticStructureSchema = [
  3,
  namespace,
  "GetPublicAccessBlockOutput",
  0,
  ["PublicAccessBlockConfiguration"],
  [[() => Configuration, payload]],
];

export interface AccountBlock {
  readonly PublicAccessBlockConfiguration?: {
    readonly IgnorePublicAcls?: boolean;
    readonly RestrictPublicBuckets?: boolean;
  };
}

type Command = new (input: { readonly AccountId: string }) => Parameters<S3Client["send"]>[0];

const GetPublicAccessBlockCommand = makeBuilder(
  {
    Region: { type: "builtInParams", name: "region" },
    Endpoint: { type: "builtInParams", name: "endpoint" },
    AccountId: { type: "contextParams", name: "AccountId" },
  },
  "AWSS3ControlServiceV20180820",
  "S3ControlClient",
  getEndpointPlugin,
)({}, () => [], "GetPublicAccessBlock", [
  9,
  namespace,
  "GetPublicAccessBlock",
  { http: ["GET", "/v20180820/configuration/publicAccessBlock", 200] },
  () => Request,
  () => Output,
]) as unknown as Command;

export class S3ControlClient extends S3Client {
  constructor(options: ClientOptions) {
    super({
      ...options,
      serviceId: "S3 Control",
      endpointProvider: ({ Region = options.region, Endpoint, AccountId }: Place) => ({
        // An endpoint of one's own is none of several accounts.
        url: new URL(Endpoint ?? `https://${AccountId}.s3-control.${Region}.${dnsSuffix(partitionOfRegion(Region))}`),
      }),
    } as S3ClientConfig);
  }

  /** @param AccountId twelve digits */
  publicAccessBlock(AccountId: string, options: Sending): Promise<AccountBlock> {
    return this.send(new GetPublicAccessBlockCommand({ AccountId }), options) as Promise<AccountBlock>;
  }
}

interface Place {
  readonly Region?: string;
  readonly Endpoint?: string;
  readonly AccountId?: string;
}
