/** What S3 says of the buckets that trails write to, as far as they are this account's. */
import type { SectionActions } from "./section";

export interface OwnBucket {
  readonly name: string;
  readonly region: string | null;
}

export interface BucketAcl {
  /** What everybody, or everybody with an account of AWS, may do: `AllUsers READ`. */
  readonly publicGrants: readonly string[];
}

export interface PublicAccessBlock {
  /** A public ACL counts for nothing. */
  readonly ignorePublicAcls: boolean;
  /** A public policy lets in this account and services of AWS only. */
  readonly restrictPublicBuckets: boolean;
}

export interface BucketVersioning {
  /** `Enabled`, `Suspended`; null: never switched on. */
  readonly status: string | null;
  readonly mfaDelete: boolean;
}

/** But for the first two, one for each bucket, which is its `resource`. */
export interface S3Sections {
  "s3/own-buckets": readonly OwnBucket[];
  /** What holds of every bucket of the account, beside its own; null: none. Asked where a bucket is this account's. */
  "s3/account-public-access-block": PublicAccessBlock | null;
  "s3/bucket-acl": BucketAcl;
  /** JSON; null: none. */
  "s3/bucket-policy": string | null;
  /** `public`: by its policy, as S3 judges it; null: it does not say. */
  "s3/bucket-policy-status": { readonly public: boolean | null };
  /** null: none of its own. */
  "s3/public-access-block": PublicAccessBlock | null;
  /** The bucket that gets its access log; null: none. */
  "s3/bucket-logging": { readonly target: string | null };
  "s3/bucket-versioning": BucketVersioning;
  /** ARNs of topics, queues and functions that are told of new objects; `EventBridge`. */
  "s3/bucket-notification": readonly string[];
}

export const s3Actions: SectionActions<S3Sections> = {
  "s3/own-buckets": ["s3:ListAllMyBuckets"],
  "s3/account-public-access-block": ["s3:GetAccountPublicAccessBlock"],
  "s3/bucket-acl": ["s3:GetBucketAcl"],
  "s3/bucket-policy": ["s3:GetBucketPolicy"],
  "s3/bucket-policy-status": ["s3:GetBucketPolicyStatus"],
  "s3/public-access-block": ["s3:GetBucketPublicAccessBlock"],
  "s3/bucket-logging": ["s3:GetBucketLogging"],
  "s3/bucket-versioning": ["s3:GetBucketVersioning"],
  "s3/bucket-notification": ["s3:GetBucketNotification"],
};
