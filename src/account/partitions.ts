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
  /** Of the hosts of its services; default: `amazonaws.com`. */
  readonly suffix?: string;
}

const commercial: Partition = { id: "aws", home: "us-east-1" };

const partitions: readonly Partition[] = [
  { id: "aws-cn", prefix: "cn-", home: "cn-north-1", suffix: "amazonaws.com.cn" },
  { id: "aws-us-gov", prefix: "us-gov-", home: "us-gov-west-1" },
  { id: "aws-eusc", prefix: "eusc-", home: "eusc-de-east-1", suffix: "amazonaws.eu" },
  { id: "aws-iso", prefix: "us-iso-", home: "us-iso-east-1", suffix: "c2s.ic.gov" },
  { id: "aws-iso-b", prefix: "us-isob-", home: "us-isob-east-1", suffix: "sc2s.sgov.gov" },
  { id: "aws-iso-e", prefix: "eu-isoe-", home: "eu-isoe-west-1", suffix: "cloud.adc-e.uk" },
  { id: "aws-iso-f", prefix: "us-isof-", home: "us-isof-south-1", suffix: "csp.hci.ic.gov" },
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

/** `amazonaws.com.cn` */
export function dnsSuffix(partition: string): string {
  return partitions.find(({ id }) => id === partition)?.suffix ?? "amazonaws.com";
}
