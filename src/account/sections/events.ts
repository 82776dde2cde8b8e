/** What EventBridge says of the rules that are told of events. */
import type { SectionActions } from "./section";

/** A rule of the default event bus. */
export interface EventRule {
  readonly name: string;
  /** JSON. */
  readonly pattern: string;
  /** It also gets what only reads: `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
  readonly reads: boolean;
}

export interface EventSections {
  /** Of each Region: those that are on and have a pattern about AWS's own events. */
  "events/rules": readonly EventRule[];
  /** ARNs; one for each of these rules, whose name is its `resource`. */
  "events/targets": readonly string[];
}

export const eventActions: SectionActions<EventSections> = {
  "events/rules": ["events:ListRules"],
  "events/targets": ["events:ListTargetsByRule"],
};
