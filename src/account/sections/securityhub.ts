/** What Security Hub says of an account, Region by Region. */
import type { SectionActions } from "./section";

export interface Hub {
  readonly arn: string;
  /** ISO 8601. */
  readonly subscribedAt: string | null;
}

export interface StandardSubscription {
  /** ARN of the standard. */
  readonly standard: string;
  /** `READY`, `PENDING`, `INCOMPLETE`, `FAILED`, `DELETING`. */
  readonly status: string;
}

/** Which Regions send their findings to one. */
export interface FindingAggregator {
  readonly arn: string;
  readonly region: string;
  /** `ALL_REGIONS`, `ALL_REGIONS_EXCEPT_SPECIFIED`, `SPECIFIED_REGIONS`, `NO_REGIONS`. */
  readonly mode: string;
  /** Those that are specified. */
  readonly regions: readonly string[];
}

export interface SecurityHubSections {
  /** null: the account has none in the Region. */
  "securityhub/hub": Hub | null;
  /** Only where there is a hub. */
  "securityhub/standards": readonly StandardSubscription[];
  /** One, of the Region to which the findings come, where any has a hub; null: none. */
  "securityhub/aggregator": FindingAggregator | null;
}

export const securityHubActions: SectionActions<SecurityHubSections> = {
  "securityhub/hub": ["securityhub:DescribeHub"],
  "securityhub/standards": ["securityhub:GetEnabledStandards"],
  "securityhub/aggregator": ["securityhub:GetFindingAggregator", "securityhub:ListFindingAggregators"],
};
