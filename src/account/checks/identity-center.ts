/** The instances of IAM Identity Center, in whichever Region they are. */
import type { Evidence } from "../posture";
import type { IdentityCenterInstance } from "../sections/sso";
import { sectionOf, sectionsOf, type Snapshot } from "../snapshot";
import { evidenceOf, isAnswered, type Missing, missingFrom } from "./evaluation";

export interface KnownInstances {
  readonly instances: readonly (IdentityCenterInstance & { readonly region: string | null })[];
  /** Why there may be others; of no interest where there is one. */
  readonly missing: readonly Missing[];
  readonly evidence: readonly Evidence[];
}

export function identityCenter(snapshot: Snapshot): KnownInstances {
  const sections = sectionsOf(snapshot, "sso/instances");
  const regions = sectionOf(snapshot, "ec2/regions");
  const instances = sections
    .filter(isAnswered)
    .flatMap((section) => section.data.map((instance) => ({ ...instance, region: section.region })));
  return {
    instances,
    missing: [
      ...(sections.length === 0 ? ["sso/instances" as const] : []),
      ...sections.filter((section) => section.status !== "ok"),
      ...missingFrom(regions, "ec2/regions"),
    ],
    evidence: sections
      .filter(isAnswered)
      .map((section) =>
        evidenceOf(section, "Instances", section.data.map(({ owner }) => `of ${owner}`).join(", ") || "none"),
      ),
  };
}
