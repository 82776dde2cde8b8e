/**
 * AWS's partitions: separate clouds, each with its own accounts, Regions, ARNs and endpoints.
 * https://docs.aws.amazon.com/general/latest/gr/rande.html
 */

interface Partition {
  /** The first part of its ARNs after `arn:`. */
  readonly id: string;
  /** Of its Regions; none: every other one. */
  readonly prefix?: string;
  /** Where global services such as IAM and Organizations are, and whom to ask where nobody names a Region. */
  readonly home: string;
}

const commercial: Partition = { id: "aws", home: "us-east-1" };

const partitions: readonly Partition[] = [
  { id: "aws-cn", prefix: "cn-", home: "cn-north-1" },
  { id: "aws-us-gov", prefix: "us-gov-", home: "us-gov-west-1" },
  { id: "aws-eusc", prefix: "eusc-", home: "eusc-de-east-1" },
  { id: "aws-iso", prefix: "us-iso-", home: "us-iso-east-1" },
  { id: "aws-iso-b", prefix: "us-isob-", home: "us-isob-east-1" },
  { id: "aws-iso-e", prefix: "eu-isoe-", home: "eu-isoe-west-1" },
  { id: "aws-iso-f", prefix: "us-isof-", home: "us-isof-south-1" },
  commercial,
];

export function partitionOfRegion(region: string): string {
  return partitions.find(({ prefix }) => prefix !== undefined && region.startsWith(prefix))?.id ?? commercial.id;
}

/** null: it is no ARN. */
export function partitionOfArn(arn: string): string | null {
  return /^arn:([\w-]+):/.exec(arn)?.[1] ?? null;
}

export function homeRegion(partition: string): string {
  return (partitions.find(({ id }) => id === partition) ?? commercial).home;
}
