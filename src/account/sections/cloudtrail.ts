/** What CloudTrail says of an account. */
import type { SectionActions } from "./section";

/** A trail of any Region, as ListTrails names it. */
export interface ListedTrail {
  readonly arn: string;
  readonly homeRegion: string;
}

export interface Trail {
  readonly arn: string;
  readonly name: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly logFileValidation: boolean;
  readonly kmsKeyId: string | null;
  readonly bucket: string | null;
  /** ARN of the topic that is told of each log file. */
  readonly snsTopic: string | null;
  /** ARN of the log group that gets the events too. */
  readonly logGroup: string | null;
  /** It looks for unusual numbers of calls or errors. */
  readonly insights: boolean;
  /** Somebody chose what it records. */
  readonly customSelectors: boolean;
}

/** Times are ISO 8601. */
export interface TrailStatus {
  readonly logging: boolean;
  readonly startedAt: string | null;
  readonly latestDeliveryError: string | null;
  readonly latestDeliveryAt: string | null;
  /** Of the delivery to CloudWatch Logs. */
  readonly logsDeliveryError: string | null;
  readonly logsDeliveryAt: string | null;
}

export interface EventSelectors {
  readonly basic: readonly BasicSelector[];
  readonly advanced: readonly AdvancedSelector[];
}

export interface BasicSelector {
  readonly readWriteType: string;
  readonly managementEvents: boolean;
  /** Data events: a type such as `AWS::S3::Object`, and the beginnings of the ARNs. */
  readonly dataResources: readonly { readonly type: string; readonly values: readonly string[] }[];
}

export interface AdvancedSelector {
  readonly name: string | null;
  readonly fields: readonly FieldSelector[];
}

/** `equals`, `notEquals`, … are lists of values; an absent one asks nothing. */
export interface FieldSelector {
  readonly field: string;
  readonly operators: Readonly<Record<string, readonly string[]>>;
}

/** Of CloudTrail Lake. */
export interface EventDataStore {
  readonly arn: string;
  readonly name: string;
  /** `ENABLED`; `STOPPED_INGESTION` and others record nothing now. */
  readonly status: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly terminationProtection: boolean;
  /** ARN; null: a key of AWS's own. */
  readonly kmsKeyId: string | null;
  readonly selectors: readonly AdvancedSelector[];
}

export interface CloudTrailSections {
  /** The trails of every Region. */
  "cloudtrail/trail-list": readonly ListedTrail[];
  /** One for the session's Region, with the multi-Region trails of all; one for each other Region that is home to trails which that does not see. */
  "cloudtrail/trails": readonly Trail[];
  /** One for each trail, which is its `resource`. */
  "cloudtrail/trail-status": TrailStatus;
  "cloudtrail/event-selectors": EventSelectors;
  /** ARNs: one for each Region that was asked: all that are on where there is no multi-Region trail. */
  "cloudtrail/event-data-stores": readonly string[];
  /** One for each event data store, which is its `resource`. */
  "cloudtrail/event-data-store": EventDataStore;
}

export const cloudtrailActions: SectionActions<CloudTrailSections> = {
  "cloudtrail/trail-list": ["cloudtrail:ListTrails"],
  "cloudtrail/trails": ["cloudtrail:DescribeTrails"],
  "cloudtrail/trail-status": ["cloudtrail:GetTrailStatus"],
  "cloudtrail/event-selectors": ["cloudtrail:GetEventSelectors"],
  "cloudtrail/event-data-stores": ["cloudtrail:ListEventDataStores"],
  "cloudtrail/event-data-store": ["cloudtrail:GetEventDataStore"],
};
