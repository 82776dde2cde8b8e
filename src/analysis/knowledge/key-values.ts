/** The values that condition keys take, where they are few and known (AWS: "Service Authorization Reference", "AWS global condition context keys"). As of November 2026. */
import type { Catalog, ConditionKeyInfo } from "../../catalog/catalog";
import { tableOf } from "../table";
import { servicePrincipals } from "./service-principals";

export interface KnownValue {
  readonly value: string;
  readonly note?: string;
  /** What follows the cursor, where the value has parts to fill in: `repo:${1:owner}/${2:name}:*`. */
  readonly snippet?: string;
}

const listed = (...values: readonly string[]): readonly KnownValue[] => values.map((value) => ({ value }));

const byKey: Readonly<Record<string, readonly KnownValue[]>> = tableOf({
  "aws:principaltype": [
    { value: "AssumedRole", note: "A session of a role." },
    { value: "User", note: "An IAM user." },
    { value: "Account", note: "The root user of an account." },
    { value: "FederatedUser", note: "A session of `sts:GetFederationToken`." },
    { value: "Anonymous", note: "A caller without credentials." },
  ],
  "aws:calledvia": listed(
    "athena.amazonaws.com",
    "backup.amazonaws.com",
    "cloud9.amazonaws.com",
    "cloudformation.amazonaws.com",
    "databrew.amazonaws.com",
    "dataexchange.amazonaws.com",
    "dynamodb.amazonaws.com",
    "imagebuilder.amazonaws.com",
    "kms.amazonaws.com",
    "mgn.amazonaws.com",
    "nimble.amazonaws.com",
    "omics.amazonaws.com",
    "ram.amazonaws.com",
    "servicecatalog-appregistry.amazonaws.com",
    "sqlworkbench.amazonaws.com",
    "ssm-guiconnect.amazonaws.com",
  ),
  "ec2:roledelivery": [
    { value: "2.0", note: "The instance metadata service that demands a session token (IMDSv2)." },
    { value: "1.0", note: "The instance metadata service without a session token." },
  ],
  "ec2:metadatahttptokens": [
    { value: "required", note: "Only IMDSv2 can be used." },
    { value: "optional", note: "IMDSv1 can be used too." },
  ],
  "ec2:metadatahttpendpoint": listed("enabled", "disabled"),
  "ec2:tenancy": listed("default", "dedicated", "host"),
  "ec2:volumetype": listed("gp3", "gp2", "io2", "io1", "st1", "sc1", "standard"),
  "ec2:createaction": listed(
    "RunInstances",
    "CreateVolume",
    "CreateSnapshot",
    "CreateSnapshots",
    "CreateImage",
    "CreateSecurityGroup",
    "CreateNetworkInterface",
    "CreateVpc",
    "CreateSubnet",
    "CreateLaunchTemplate",
    "CreateKeyPair",
    "AllocateAddress",
    "RequestSpotInstances",
  ),
  "ec2:instancemarkettype": listed("spot", "capacity-block"),
  "s3:x-amz-acl": listed(
    "private",
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "bucket-owner-read",
    "bucket-owner-full-control",
    "log-delivery-write",
  ),
  "s3:x-amz-server-side-encryption": [
    { value: "aws:kms", note: "With a key of AWS KMS." },
    { value: "AES256", note: "With keys of Amazon S3." },
    { value: "aws:kms:dsse", note: "With two layers of AWS KMS." },
  ],
  "s3:x-amz-storage-class": listed(
    "STANDARD",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "GLACIER_IR",
    "DEEP_ARCHIVE",
    "REDUCED_REDUNDANCY",
  ),
  "s3:x-amz-metadata-directive": listed("COPY", "REPLACE"),
  "s3:signatureversion": [
    { value: "AWS4-HMAC-SHA256", note: "Signature version 4." },
    { value: "AWS", note: "Signature version 2." },
  ],
  "s3:authtype": [
    { value: "REST-HEADER", note: "Signed in the Authorization header." },
    { value: "REST-QUERY-STRING", note: "A presigned URL." },
    { value: "POST", note: "A form that a browser sends." },
  ],
  "s3:tlsversion": listed("1.2", "1.3"),
  "s3:object-lock-mode": listed("GOVERNANCE", "COMPLIANCE"),
  "s3:object-lock-legal-hold": listed("ON", "OFF"),
  "s3:delimiter": listed("/"),
  "kms:keyspec": listed(
    "SYMMETRIC_DEFAULT",
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "ECC_NIST_P256",
    "ECC_NIST_P384",
    "ECC_NIST_P521",
    "ECC_SECG_P256K1",
    "HMAC_224",
    "HMAC_256",
    "HMAC_384",
    "HMAC_512",
  ),
  "kms:keyusage": listed("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
  "kms:keyorigin": listed("AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"),
  "kms:encryptionalgorithm": listed("SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"),
  "kms:grantoperations": listed(
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "CreateGrant",
    "RetireGrant",
    "DescribeKey",
    "Sign",
    "Verify",
    "GetPublicKey",
  ),
  "dynamodb:select": listed("SPECIFIC_ATTRIBUTES", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT"),
  "dynamodb:returnvalues": listed("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"),
  "lambda:functionurlauthtype": [
    { value: "AWS_IAM", note: "The caller signs the request." },
    { value: "NONE", note: "Anybody may call." },
  ],
  "sns:protocol": listed("https", "http", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"),
  "iam:awsservicename": listed(
    "autoscaling.amazonaws.com",
    "ecs.amazonaws.com",
    "eks.amazonaws.com",
    "elasticache.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "opensearchservice.amazonaws.com",
    "rds.amazonaws.com",
    "spot.amazonaws.com",
  ),
  "secretsmanager:versionstage": listed("AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"),
  "token.actions.githubusercontent.com:aud": listed("sts.amazonaws.com"),
  "token.actions.githubusercontent.com:sub": [
    {
      value: "repo:OWNER/REPOSITORY:ref:refs/heads/main",
      snippet: "repo:${1:OWNER}/${2:REPOSITORY}:ref:refs/heads/${3:main}",
      note: "Workflows of one branch.",
    },
    {
      value: "repo:OWNER/REPOSITORY:environment:production",
      snippet: "repo:${1:OWNER}/${2:REPOSITORY}:environment:${3:production}",
      note: "Jobs of one environment.",
    },
  ],
  "saml:aud": listed("https://signin.aws.amazon.com/saml"),
});

const truth = listed("true", "false");
const services = listed(...servicePrincipals);
const takesService =
  /^(iam:passedtoservice|aws:principalservicename|aws:principalservicenameslist|aws:calledvia(first|last)|iam:resourcetag\/service)$/;

/** In the order in which they are likely; empty where they are not known. Of a key that is none of the catalogue's, `info` has the name alone. */
export function valuesOf(
  info: Pick<ConditionKeyInfo, "name"> & Partial<ConditionKeyInfo>,
  catalog: Catalog,
): readonly KnownValue[] {
  const name = info.name.toLowerCase();
  const known = byKey[name];
  if (known) return known;
  if (info.type === "Bool" || info.type === "ArrayOfBool") return truth;
  if (name === "aws:requestedregion" || name === "ec2:region") return catalog.regions.map((value) => ({ value }));
  if (takesService.test(name)) return services;
  if (name === "kms:viaservice")
    return ["s3", "ec2", "rds", "dynamodb", "sqs", "sns", "lambda", "secretsmanager", "ssm", "logs"].map((service) => ({
      value: `${service}.REGION.amazonaws.com`,
      snippet: `${service}.\${1:REGION}.amazonaws.com`,
    }));
  return [];
}
