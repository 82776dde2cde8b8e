/** What AWS Config says of an account. */
import type { SectionActions } from "./section";

export interface Recorder {
  readonly name: string;
  readonly roleArn: string | null;
  /** AWS's names; what leaves it out is told by `allSupported`. */
  readonly strategy:
    | "ALL_SUPPORTED_RESOURCE_TYPES"
    | "INCLUSION_BY_RESOURCE_TYPES"
    | "EXCLUSION_BY_RESOURCE_TYPES"
    | (string & {});
  readonly includeGlobalResourceTypes: boolean;
  /** The only types it records, by inclusion. */
  readonly resourceTypes: readonly string[];
  /** The types that it leaves out, by exclusion. */
  readonly excludedTypes: readonly string[];
  /** `CONTINUOUS`, `DAILY`. */
  readonly frequency: string;
}

export interface RecorderStatus {
  readonly name: string;
  readonly recording: boolean;
  /** `Pending`, `Success`, `Failure`, `NotApplicable`; null where it has done nothing yet. */
  readonly lastStatus: string | null;
  readonly lastErrorCode: string | null;
}

/** How one way of delivery ended last: `Success`, `Failure`, `Not_Applicable`; null where there was none yet. */
export interface Delivery {
  readonly lastStatus: string | null;
  readonly lastErrorCode: string | null;
}

export interface DeliveryChannelStatus {
  readonly name: string;
  readonly history: Delivery;
  readonly snapshot: Delivery;
  readonly stream: Delivery;
}

/** Which Regions of which accounts an aggregator collects. */
export interface Aggregator {
  readonly name: string;
  readonly arn: string;
  readonly organization: boolean;
  /** Of single accounts; empty for an organization. */
  readonly accounts: readonly string[];
  /** null: all of them. */
  readonly regions: readonly string[] | null;
}

export interface ConfigSections {
  /** Empty where there is no recorder. */
  "config/recorder-status": readonly RecorderStatus[];
  /** Both only where one is recording. */
  "config/recorders": readonly Recorder[];
  "config/delivery-status": readonly DeliveryChannelStatus[];
  /** Of each Region with a recorder. */
  "config/aggregators": readonly Aggregator[];
}

export const configActions: SectionActions<ConfigSections> = {
  "config/recorder-status": ["config:DescribeConfigurationRecorderStatus"],
  "config/recorders": ["config:DescribeConfigurationRecorders"],
  "config/delivery-status": ["config:DescribeDeliveryChannelStatus"],
  "config/aggregators": ["config:DescribeConfigurationAggregators"],
};
