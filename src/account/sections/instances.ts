/** The instances of EC2, by Region. */
import type { SectionActions } from "./section";

export interface Instance {
  readonly id: string;
  readonly name: string | null;
  /** ARN of its instance profile; null where it has none. */
  readonly profile: string | null;
  /** Whether credentials are given only to whoever asks with a token (IMDSv2); null where it gives none at all, or does not tell. */
  readonly tokensRequired: boolean | null;
  /** It runs now. */
  readonly running: boolean;
  /** The service that runs it for the account and keeps people out; null where it is the account's own. */
  readonly managedBy: string | null;
}

export interface InstanceSections {
  /** Those that run or can be started again. */
  "ec2/instances": readonly Instance[];
}

export const instanceActions: SectionActions<InstanceSections> = {
  "ec2/instances": ["ec2:DescribeInstances"],
};
