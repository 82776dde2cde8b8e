/** What KMS says of the keys that the logs of the account are encrypted with. */
import type { SectionActions } from "./section";

export interface KmsKey {
  readonly rotates: boolean;
  /** From one rotation to the next; null: not told. */
  readonly days: number | null;
  /** Whether KMS made the material itself and can make new one; that of imported keys and of other key stores it cannot. */
  readonly rotatable: boolean;
}

export interface KmsSections {
  /** One for each key of the account that a trail or an event data store uses, whose ARN is its `resource`. */
  "kms/key": KmsKey;
}

export const kmsActions: SectionActions<KmsSections> = {
  "kms/key": ["kms:GetKeyRotationStatus", "kms:DescribeKey"],
};
