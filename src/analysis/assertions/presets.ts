/** Assertions that most projects want, by their names. */
import type { AssertionPreset, Claim, Exceptions } from "./assertion";

export interface Preset {
  /** The sentence of the assertion, without exceptions. */
  readonly sentence: string;
  readonly claim: (except: Exceptions, regions: readonly string[]) => Claim;
}

/**
 * What stops or changes what is recorded, or takes away what was: of trails, CloudTrail Lake with its channels, Insights, and recorders
 * of AWS Config (AWS: "Actions, resources, and condition keys" of CloudTrail and Config; September 2026). What only reads, asks, tags
 * or makes more is left out.
 */
const ofTrailAndRecorder = [
  "cloudtrail:DeleteChannel",
  "cloudtrail:DeleteEventDataStore",
  "cloudtrail:DeleteServiceLinkedChannel",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventConfiguration",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:PutInsightSelectors",
  "cloudtrail:StopEventDataStoreIngestion",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateChannel",
  "cloudtrail:UpdateEventDataStore",
  "cloudtrail:UpdateServiceLinkedChannel",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:DeleteResourceConfig",
  "config:DeleteRetentionConfiguration",
  "config:DeleteServiceLinkedConfigurationRecorder",
  "config:DisassociateResourceTypes",
  "config:PutConfigurationRecorder",
  "config:PutDeliveryChannel",
  "config:PutRetentionConfiguration",
  "config:StopConfigurationRecorder",
];

/** What people should not do with a password alone: it gives permissions, takes what cannot be had back, or blinds whoever watches. */
const grave = [
  "cloudtrail:DeleteTrail",
  "cloudtrail:StopLogging",
  "config:StopConfigurationRecorder",
  "dynamodb:DeleteTable",
  "ec2:TerminateInstances",
  "guardduty:DeleteDetector",
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:CreateUser",
  "iam:DeactivateMFADevice",
  "iam:PassRole",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "organizations:LeaveOrganization",
  "rds:DeleteDBCluster",
  "rds:DeleteDBInstance",
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketPolicy",
  "secretsmanager:DeleteSecret",
];

const never = (
  who: Extract<Claim, { kind: "never" }>["who"],
  actions: readonly string[],
  except: Exceptions,
): Claim => ({
  kind: "never",
  who,
  actions,
  on: [],
  except,
});

export const assertionPresets: Readonly<Record<AssertionPreset, Preset>> = {
  "no-public-access": {
    sentence: "Nothing is public.",
    claim: (except) => never({ of: "public" }, ["*"], except),
  },
  "no-access-for-strangers": {
    sentence: "No policy of a resource lets in anybody but the own account and accounts that are known.",
    claim: (except) => never({ of: "outside", known: [] }, ["*"], except),
  },
  "no-new-administrators": {
    sentence: "Nobody is, or can make themselves, an administrator.",
    claim: (except) => ({ kind: "administrators", except }),
  },
  "no-privilege-escalation": {
    sentence: "Nobody can get more permissions than they have.",
    claim: (except) => ({ kind: "escalation", except }),
  },
  "trail-and-recorder-untouchable": {
    sentence: "Nobody can stop or change what CloudTrail and AWS Config record.",
    claim: (except) => never({ of: "everybody" }, ofTrailAndRecorder, except),
  },
  regions: {
    sentence: "Nothing can be done outside of the Regions in use.",
    claim: (except, regions) => ({ kind: "regions", regions, except }),
  },
  "mfa-for-the-grave": {
    sentence: "Users and groups need MFA for what is grave.",
    claim: (except) =>
      never({ of: "people" }, grave, {
        ...except,
        when: [...except.when, { Bool: { "aws:MultiFactorAuthPresent": "true" } }],
      }),
  },
};
