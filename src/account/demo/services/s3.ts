/** S3 of the demo account: what it has of buckets of others it does not say. */
import type { AccountState } from "../description";
import type { BucketDescription } from "../descriptions/monitoring";
import { type Members, ServiceError } from "../protocols/protocol";
import { restXml } from "../protocols/rest";
import type { Call, DemoService } from "./service";

export const s3: DemoService = {
  protocol: restXml({
    GetBucketAcl: "GET /{Bucket}?acl",
    GetBucketPolicy: "GET /{Bucket}?policy",
    GetBucketPolicyStatus: "GET /{Bucket}?policyStatus",
    GetPublicAccessBlock: "GET /{Bucket}?publicAccessBlock",
    GetBucketLogging: "GET /{Bucket}?logging",
    GetBucketVersioning: "GET /{Bucket}?versioning",
    GetBucketNotificationConfiguration: "GET /{Bucket}?notification",
    GetAccountPublicAccessBlock: "GET /v20180820/configuration/publicAccessBlock",
    ListBuckets: "GET /",
  }),
  actions: {
    ListBuckets: "s3:ListAllMyBuckets",
    GetPublicAccessBlock: "s3:GetBucketPublicAccessBlock",
    GetBucketNotificationConfiguration: "s3:GetBucketNotification",
  },
  operations: {
    ListBuckets: ({ description }) => ({
      ListAllMyBucketsResult: {
        Owner: { ID: owner },
        Buckets: {
          Bucket: (description.buckets ?? []).map(({ name, region }) => ({
            Name: name,
            CreationDate: "2019-03-04T09:12:00.000Z",
            BucketRegion: region,
          })),
        },
      },
    }),
    GetBucketAcl: (state, call) => {
      const { publicAcl } = bucketOf(state, call);
      const grants = [
        { Grantee: { ID: owner }, Permission: "FULL_CONTROL" },
        ...(publicAcl
          ? [{ Grantee: { URI: "http://acs.amazonaws.com/groups/global/AllUsers" }, Permission: "READ" }]
          : []),
      ];
      return { AccessControlPolicy: { Owner: { ID: owner }, AccessControlList: { Grant: grants } } };
    },
    GetBucketPolicy: (state, call) => ({ $payload: JSON.stringify(policyOf(state, bucketOf(state, call))) }),
    GetBucketPolicyStatus: (state, call) => ({ PolicyStatus: { IsPublic: bucketOf(state, call).publicPolicy } }),
    GetPublicAccessBlock: (state, call) => blockOf(bucketOf(state, call).blockPublicAccess),
    // S3 Control, which signs as S3 does.
    GetAccountPublicAccessBlock: ({ description }) => blockOf(description.blockPublicAccess),
    GetBucketLogging: (state, call) => {
      const { accessLog } = bucketOf(state, call);
      return {
        BucketLoggingStatus:
          accessLog === undefined ? {} : { LoggingEnabled: { TargetBucket: accessLog, TargetPrefix: "trail/" } },
      };
    },
    GetBucketVersioning: (state, call) => ({
      VersioningConfiguration: { Status: bucketOf(state, call).versioning ?? null },
    }),
    GetBucketNotificationConfiguration: (state, call) => {
      const { queue } = bucketOf(state, call);
      return {
        NotificationConfiguration:
          queue === undefined
            ? {}
            : { QueueConfiguration: [{ Id: "siem", Queue: queue, Event: ["s3:ObjectCreated:*"] }] },
      };
    },
  },
};

/** All four settings, or none. */
function blockOf(isOn = false): Members {
  if (!isOn)
    throw new ServiceError(
      "NoSuchPublicAccessBlockConfiguration",
      404,
      "The public access block configuration was not found",
    );
  return {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  };
}

const owner = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

function bucketOf({ description }: AccountState, { parameters }: Call): BucketDescription {
  const bucket = description.buckets?.find(({ name }) => name === parameters.Bucket);
  if (!bucket) throw new ServiceError("AccessDenied", 403, "Access Denied");
  return bucket;
}

function policyOf({ description }: AccountState, { name, publicPolicy }: BucketDescription): object {
  const trail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
  const Condition = { StringEquals: { "aws:SourceAccount": description.id } };
  return {
    Version: "2012-10-17",
    Statement: [
      { ...trail, Action: "s3:GetBucketAcl", Resource: `arn:aws:s3:::${name}`, Condition },
      { ...trail, Action: "s3:PutObject", Resource: `arn:aws:s3:::${name}/AWSLogs/${description.id}/*`, Condition },
      ...(publicPolicy
        ? [
            {
              Effect: "Allow",
              Principal: "*",
              Action: ["s3:GetObject", "s3:ListBucket"],
              Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
            },
          ]
        : []),
    ],
  };
}
