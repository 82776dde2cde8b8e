/** CloudTrail of a demo account. */

export interface TrailsDescription {
  readonly trails: readonly TrailDescription[];
  /** Of CloudTrail Lake; default: none. */
  readonly eventDataStores?: readonly EventDataStoreDescription[];
  /** KMS keys that logs are encrypted with, by ARN; default: none. */
  readonly keys?: Readonly<Record<string, KeyOfLogDescription>>;
}

export interface KeyOfLogDescription {
  readonly rotates: boolean;
  /** Default: `AWS_KMS`; `EXTERNAL` is imported. */
  readonly origin?: string;
}

export interface TrailDescription {
  readonly name: string;
  /** The account that owns it; default: this one. */
  readonly owner?: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly logging: boolean;
  readonly logFileValidation: boolean;
  readonly kmsKeyId: string | null;
  readonly bucket: string;
  readonly deliveryError: string | null;
  /** Default: minutes. */
  readonly deliveredDaysAgo?: number;
  /** Default: none. */
  readonly insights?: boolean;
  /** The ARN of a log group; default: none. */
  readonly logGroup?: string;
  /** Default: nobody has chosen any. */
  readonly selectors?:
    | { readonly basic: readonly BasicSelectorDescription[] }
    | { readonly advanced: readonly AdvancedSelectorDescription[] };
}

export interface BasicSelectorDescription {
  readonly readWriteType: "All" | "ReadOnly" | "WriteOnly";
  readonly managementEvents: boolean;
  /** The beginnings of the ARNs of S3 objects; default: none. */
  readonly objects?: readonly string[];
}

/** As CloudTrail's API has it. */
export interface AdvancedSelectorDescription {
  readonly Name?: string;
  readonly FieldSelectors: readonly Readonly<Record<string, string | readonly string[]>>[];
}

export interface EventDataStoreDescription {
  readonly name: string;
  readonly region: string;
  readonly multiRegion: boolean;
  readonly ingesting: boolean;
  readonly terminationProtection: boolean;
  /** Default: AWS's own key. */
  readonly kmsKeyId?: string;
  readonly selectors: readonly AdvancedSelectorDescription[];
}
