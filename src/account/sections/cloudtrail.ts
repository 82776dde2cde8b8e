/** What CloudTrail says of an account. */
import type { SectionActions } from './section';

export interface Trail {
  readonly arn: string;
  readonly name: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly logFileValidation: boolean;
  readonly kmsKeyId: string | null;
  readonly bucket: string | null;
  /** ARN of the log group that gets the events too. */
  readonly logGroup: string | null;
}

export interface TrailStatus {
  readonly logging: boolean;
  readonly latestDeliveryError: string | null;
}

export interface EventSelectors {
  readonly basic: readonly { readonly readWriteType: string; readonly managementEvents: boolean }[];
  readonly advanced: readonly { readonly name: string | null; readonly fields: readonly FieldSelector[] }[];
}

/** `equals`, `notEquals`, … are lists of values; an absent one asks nothing. */
export interface FieldSelector {
  readonly field: string;
  readonly operators: Readonly<Record<string, readonly string[]>>;
}

export interface CloudTrailSections {
  'cloudtrail/trails': readonly Trail[];
  /** One for each trail, which is its `resource`. */
  'cloudtrail/trail-status': TrailStatus;
  'cloudtrail/event-selectors': EventSelectors;
}

export const cloudtrailActions: SectionActions<CloudTrailSections> = {
  'cloudtrail/trails': ['cloudtrail:DescribeTrails'],
  'cloudtrail/trail-status': ['cloudtrail:GetTrailStatus'],
  'cloudtrail/event-selectors': ['cloudtrail:GetEventSelectors'],
};
