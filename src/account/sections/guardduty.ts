/** What GuardDuty says of an account. */
import type { SectionActions } from "./section";

export interface GuardDutySections {
  /** Ids: one in a Region at most. */
  "guardduty/detectors": readonly string[];
  /** `ENABLED` or `DISABLED`; one for each detector, which is its `resource`. */
  "guardduty/detector": { readonly status: string };
}

export const guardDutyActions: SectionActions<GuardDutySections> = {
  "guardduty/detectors": ["guardduty:ListDetectors"],
  "guardduty/detector": ["guardduty:GetDetector"],
};
