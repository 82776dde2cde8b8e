/** Where AWS offers a service, by its public parameters. */
import type { SectionActions } from "./section";

/** As the parameters below `/aws/service/global-infrastructure` name them. */
export type RegionalService = "config" | "accessanalyzer" | "guardduty" | "securityhub";

export interface OfferedSections {
  /** Region -> whether it is offered there; asked for those where it did not answer. One for each service, which is its `resource`. */
  "ssm/offered": Readonly<Record<string, boolean>>;
}

export const offeredActions: SectionActions<OfferedSections> = {
  "ssm/offered": ["ssm:GetParameters"],
};
