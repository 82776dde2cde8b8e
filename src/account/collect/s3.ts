/** S3: the buckets that trails write to, as far as they are this account's. */
import {
  GetBucketAclCommand,
  type GetBucketAclOutput,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  type GetBucketNotificationConfigurationCommandOutput,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  paginateListBuckets,
  type PublicAccessBlockConfiguration,
  S3Client,
} from "@aws-sdk/client-s3";

import type { OwnBucket, PublicAccessBlock } from "../sections/s3";
import type { SectionData, SectionName } from "../snapshot";
import { policyText } from "./answers/documents";
import { pagesOf } from "./answers/pages";
import { regionName } from "./answers/regions";
import { type Put, putAnswer, putSkipped, type Task } from "./collector";
import { ownAccount } from "./own-account";
import { S3ControlClient } from "./s3-control-client";
import { ask, type ClientOptions, type Session } from "./session";
import { callerIdentity } from "./sts";
import { describeTrails, trailsOf } from "./trails";

/** Buckets with dots in their names have no certificate of their own, and a bucket may be elsewhere than it was thought. */
class Buckets extends S3Client {
  constructor(options: ClientOptions) {
    super({ ...options, forcePathStyle: true, followRegionRedirects: true });
  }
}

type Options = { abortSignal: AbortSignal };
/** A question about a bucket. */
interface Question<Name extends SectionName> {
  readonly name: Name;
  readonly action: string;
  readonly send: (client: S3Client, Bucket: string, options: Options) => Promise<SectionData[Name]>;
  /** The error that says that there is none. */
  readonly none?: { readonly error: string; readonly data: SectionData[Name] };
}

function question<Name extends SectionName>(
  name: Name,
  action: string,
  send: Question<Name>["send"],
  none?: Question<Name>["none"],
) {
  return {
    name,
    async ask(session: Session, put: Put, { name: bucket, region }: OwnBucket): Promise<void> {
      const client = session.client(Buckets, "s3", region ?? session.region);
      const answer = await ask(
        session,
        action,
        (options) => send(client, bucket, options),
        (error) => (none && error instanceof Error && error.name === none.error ? { data: none.data } : undefined),
      );
      putAnswer(put, name, answer, { resource: bucket, ...(region === null ? {} : { region }) });
    },
  };
}

const ofAccount = "s3/account-public-access-block";
const noBlock = "NoSuchPublicAccessBlockConfiguration";

const questions = [
  question("s3/bucket-acl", "s3:GetBucketAcl", async (client, Bucket, options) => ({
    publicGrants: publicGrants(await client.send(new GetBucketAclCommand({ Bucket }), options)),
  })),
  question(
    "s3/bucket-policy",
    "s3:GetBucketPolicy",
    async (client, Bucket, options) => {
      const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket }), options);
      // Its answer is the policy itself, so that the client takes whatever comes for one.
      return policyText(Policy);
    },
    { error: "NoSuchBucketPolicy", data: null },
  ),
  question(
    "s3/bucket-policy-status",
    "s3:GetBucketPolicyStatus",
    async (client, Bucket, options) => {
      const { PolicyStatus } = await client.send(new GetBucketPolicyStatusCommand({ Bucket }), options);
      return { public: PolicyStatus?.IsPublic ?? null };
    },
    { error: "NoSuchBucketPolicy", data: { public: false } },
  ),
  question(
    "s3/public-access-block",
    "s3:GetBucketPublicAccessBlock",
    async (client, Bucket, options) => {
      const { PublicAccessBlockConfiguration: block } = await client.send(
        new GetPublicAccessBlockCommand({ Bucket }),
        options,
      );
      return blockOf(block);
    },
    { error: noBlock, data: null },
  ),
  question("s3/bucket-logging", "s3:GetBucketLogging", async (client, Bucket, options) => {
    const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand({ Bucket }), options);
    return { target: LoggingEnabled?.TargetBucket ?? null };
  }),
  question("s3/bucket-versioning", "s3:GetBucketVersioning", async (client, Bucket, options) => {
    const { Status, MFADelete } = await client.send(new GetBucketVersioningCommand({ Bucket }), options);
    return { status: Status ?? null, mfaDelete: MFADelete === "Enabled" };
  }),
  question("s3/bucket-notification", "s3:GetBucketNotification", async (client, Bucket, options) =>
    notifiedTargets(await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }), options)),
  ),
];

async function collectBuckets(session: Session, put: Put): Promise<void> {
  const { regions } = await describeTrails(session);
  const wanted = new Set(trailsOf(regions).flatMap(({ bucket }) => bucket ?? []));
  if (wanted.size === 0) return;
  const own = await ask(session, "s3:ListAllMyBuckets", async (options) => {
    const buckets: OwnBucket[] = [];
    // With a size of page S3 also tells the Region of each bucket.
    for await (const { Buckets } of pagesOf(
      paginateListBuckets({ client: session.client(S3Client, "s3"), pageSize: 10_000 }, {}, options),
    )) {
      buckets.push(
        ...(Buckets ?? []).flatMap(({ Name, BucketRegion }) =>
          Name && wanted.has(Name)
            ? [{ name: Name, region: BucketRegion === undefined ? null : regionName(BucketRegion) }]
            : [],
        ),
      );
    }
    return buckets;
  });
  putAnswer(put, "s3/own-buckets", own);
  if (own.status !== "ok") return putSkipped(put, [ofAccount, ...questions.map(({ name }) => name)], own);
  await Promise.all([
    ...(own.data.length > 0 ? [collectAccountBlock(session, put)] : []),
    ...own.data.flatMap((bucket) => questions.map((one) => one.ask(session, put, bucket))),
  ]);
}

/** Once for the account: S3 goes by the stricter of this and what a bucket has of its own. */
async function collectAccountBlock(session: Session, put: Put): Promise<void> {
  const account = await ownAccount(session);
  if (account === undefined || !/^\d{12}$/.test(account)) {
    const identity = await callerIdentity(session);
    if (identity.status !== "ok") putSkipped(put, [ofAccount], identity);
    return;
  }
  const answer = await ask<PublicAccessBlock | null>(
    session,
    "s3:GetAccountPublicAccessBlock",
    async (options) => {
      const client = session.client(S3ControlClient, "s3_control");
      return blockOf((await client.publicAccessBlock(account, options)).PublicAccessBlockConfiguration);
    },
    (error) => (error instanceof Error && error.name === noBlock ? { data: null } : undefined),
  );
  putAnswer(put, ofAccount, answer);
}

function blockOf(block: PublicAccessBlockConfiguration | undefined): PublicAccessBlock {
  return {
    ignorePublicAcls: block?.IgnorePublicAcls ?? false,
    restrictPublicBuckets: block?.RestrictPublicBuckets ?? false,
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee */
const everybody = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

function publicGrants({ Grants }: GetBucketAclOutput): string[] {
  return (Grants ?? []).flatMap(({ Grantee, Permission }) => {
    const group = everybody.exec(Grantee?.URI ?? "")?.[1];
    return group ? [`${group} ${Permission ?? ""}`.trim()] : [];
  });
}

function notifiedTargets(configuration: GetBucketNotificationConfigurationCommandOutput): string[] {
  return [
    ...(configuration.TopicConfigurations ?? []).flatMap(({ TopicArn }) => TopicArn ?? []),
    ...(configuration.QueueConfigurations ?? []).flatMap(({ QueueArn }) => QueueArn ?? []),
    ...(configuration.LambdaFunctionConfigurations ?? []).flatMap(({ LambdaFunctionArn }) => LambdaFunctionArn ?? []),
    ...(configuration.EventBridgeConfiguration ? ["EventBridge"] : []),
  ];
}

export const tasks: readonly Task[] = [
  { sections: ["s3/own-buckets", ofAccount, ...questions.map(({ name }) => name)], run: collectBuckets },
];
