/** The trails that are known, from whichever Region told of them, and what is not known. */
import type { Evidence } from "../posture";
import type { Trail } from "../sections/cloudtrail";
import { sectionOf, sectionsOf, type Snapshot } from "../snapshot";
import { type Answered, evidenceOf, isAnswered, type Missing, missingFrom } from "./evaluation";

export interface KnownTrails {
  readonly trails: readonly Trail[];
  /** Why there may be others that cover every Region. */
  readonly missing: readonly Missing[];
  /** Why there may be others of one Region. */
  readonly missingElsewhere: readonly Missing[];
  readonly evidence: readonly Evidence[];
}

export function knownTrails(snapshot: Snapshot): KnownTrails {
  const sections = sectionsOf(snapshot, "cloudtrail/trails");
  const answered = sections.filter(isAnswered);
  const list = sectionOf(snapshot, "cloudtrail/trail-list");
  const trails = [
    ...new Map(answered.flatMap((section) => section.data.map((trail) => [trail.arn, trail] as const))).values(),
  ];
  const unanswered = sections.filter((section) => section.status !== "ok");
  return {
    trails,
    // The multi-Region trails are seen from everywhere.
    missing: answered.length > 0 ? [] : unanswered.length > 0 ? unanswered : ["cloudtrail/trails"],
    missingElsewhere: [...(answered.length > 0 ? unanswered : []), ...missingFrom(list, "cloudtrail/trail-list")],
    evidence: answered.map((section) => evidenceOf(section, "trailList", section.data.length)),
  };
}

/** The event data stores of CloudTrail Lake in the Regions that were asked, and why there may be others in these. */
export function knownStores(snapshot: Snapshot): {
  readonly stores: readonly Answered<"cloudtrail/event-data-store">[];
  readonly missing: readonly Missing[];
} {
  const lists = sectionsOf(snapshot, "cloudtrail/event-data-stores");
  const stores = sectionsOf(snapshot, "cloudtrail/event-data-store");
  return {
    stores: stores.filter(isAnswered),
    missing:
      lists.length === 0
        ? ["cloudtrail/event-data-stores"]
        : [...lists, ...stores].filter((section) => section.status !== "ok"),
  };
}

/** The account that owns it, by its ARN; a trail that an organization has in its members is the management account's. */
export function ownerOf({ arn }: Pick<Trail, "arn">): string {
  return arn.split(":")[4] ?? "";
}

export function trailEvidence(trail: Trail, field: string, value: string | boolean | null): Evidence {
  return {
    call: "cloudtrail:DescribeTrails",
    field: `${trail.name} ${field}`,
    value: String(value ?? "absent"),
    region: trail.homeRegion,
  };
}
