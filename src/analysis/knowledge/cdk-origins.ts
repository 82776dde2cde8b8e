/** Origins of CloudFront in AWS CDK that let CloudFront in (aws-cdk-lib 2.276: aws-cloudfront-origins, aws-cloudfront; read in November 2026). */
import { tableOf } from "../table";

export interface Origin {
  /** What is allowed where nothing else is said. */
  readonly actions: readonly string[];
  readonly isOfBuckets: boolean;
  /** By the name of an access level, what it allows. */
  readonly levels: { readonly [level: string]: string | undefined } | null;
  /** Whoever reads is an origin access identity, and no distribution is asked for. */
  readonly byIdentity: boolean;
  /** The class that is to be used no more. */
  readonly isOldest: boolean;
}

/** `AccessLevel` */
const levels = tableOf({
  READ: "s3:GetObject",
  READ_VERSIONED: "s3:GetObjectVersion",
  LIST: "s3:ListBucket",
  WRITE: "s3:PutObject",
  DELETE: "s3:DeleteObject",
});
const ofBucket: Origin = {
  actions: ["s3:GetObject"],
  isOfBuckets: true,
  levels,
  byIdentity: false,
  isOldest: false,
};
const origins: { readonly [name: string]: Origin | undefined } = tableOf({
  S3Origin: { ...ofBucket, levels: null, byIdentity: true, isOldest: true },
  "S3BucketOrigin.withOriginAccessControl": ofBucket,
  "S3BucketOrigin.withOriginAccessIdentity": { ...ofBucket, byIdentity: true },
  "FunctionUrlOrigin.withOriginAccessControl": {
    ...ofBucket,
    actions: ["lambda:InvokeFunctionUrl"],
    isOfBuckets: false,
    levels: null,
  },
});

const module = "cloudfront-origins.";

/** @param name `cloudfront-origins.S3BucketOrigin.withOriginAccessControl` */
export function originOf(name: string): Origin | null {
  return name.startsWith(module) ? (origins[name.slice(module.length)] ?? null) : null;
}
