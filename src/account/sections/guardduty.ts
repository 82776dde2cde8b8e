/** What GuardDuty says of an account. */
import type { SectionActions } from "./section";

export interface Detector {
  readonly status: string;
  /** Whether each of its features is on, by AWS's name; those that the Region has not got are left out. */
  readonly plans: Readonly<Record<string, boolean>>;
}

export interface GuardDutySections {
  /** Ids: one in a Region at most. */
  "guardduty/detectors": readonly string[];
  /** `ENABLED` or `DISABLED`; one for each detector, which is its `resource`. */
  "guardduty/detector": Detector;
}

export const guardDutyActions: SectionActions<GuardDutySections> = {
  "guardduty/detectors": ["guardduty:ListDetectors"],
  "guardduty/detector": ["guardduty:GetDetector"],
};
