/** What Block Public Access takes from a bucket of a trail: by its own settings or by the account's, of which the stricter count. */
import type { Evidence } from "../posture";
import type { PublicAccessBlock } from "../sections/s3";
import { type SectionName, sectionOf, type Snapshot } from "../snapshot";
import { evidenceOf, isAnswered, type Missing, missingFrom } from "./evaluation";

/** The sections that it needs. */
export const blockSections = [
  "s3/public-access-block",
  "s3/account-public-access-block",
] as const satisfies readonly SectionName[];

export interface Blocking {
  /** Whose settings have it; null: neither's, as far as they have answered. */
  readonly by: "Block Public Access" | "Block Public Access of the account" | null;
  readonly evidence: readonly Evidence[];
  /** What did not answer, and may have it. */
  readonly missing: readonly Missing[];
}

const fields: Readonly<Record<keyof PublicAccessBlock, string>> = {
  ignorePublicAcls: "IgnorePublicAcls",
  restrictPublicBuckets: "RestrictPublicBuckets",
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export function blockingOf(snapshot: Snapshot, bucket: string, setting: keyof PublicAccessBlock): Blocking {
  const own = sectionOf(snapshot, "s3/public-access-block", bucket);
  const account = sectionOf(snapshot, "s3/account-public-access-block");
  const ofBucket = isAnswered(own) ? (own.data?.[setting] ?? false) : null;
  const ofAccount = isAnswered(account) ? (account.data?.[setting] ?? false) : null;
  const evidence = [
    ...(isAnswered(own) ? [evidenceOf(own, `${bucket} ${fields[setting]}`, ofBucket)] : []),
    ...(isAnswered(account) && !ofBucket ? [evidenceOf(account, `account ${fields[setting]}`, ofAccount)] : []),
  ];
  if (ofBucket) return { by: "Block Public Access", evidence, missing: [] };
  if (ofAccount) return { by: "Block Public Access of the account", evidence, missing: [] };
  return {
    by: null,
    evidence,
    missing: [...missingFrom(own, "s3/public-access-block"), ...missingFrom(account, "s3/account-public-access-block")],
  };
}
