/** What the checks of object-level events share. */
import type { ResourceVerdict } from "../posture";
import { sectionOf } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import {
  decided,
  evidenceOf,
  isAnswered,
  lowerFirst,
  type Missing,
  missingFrom,
  notAssessed,
  resourceNotAssessed,
} from "./evaluation";
import { filledText } from "./filled-text";
import { type ObjectEvents, objectEvents } from "./object-events";
import cloudformation from "./object-events.cfn.yaml";
import commands from "./object-events.sh";
import terraform from "./object-events.tf";
import { knownStores, knownTrails } from "./trails";

export interface ObjectEventsCheck extends Pick<CheckDeclaration, "id" | "title" | "why" | "cis" | "securityHub"> {
  readonly kind: "read" | "write";
}

export function defineObjectEventsCheck({ kind, ...declaration }: ObjectEventsCheck): Check {
  const values = { READONLY: kind === "read" ? "true" : "false" };
  return defineCheck({
    ...declaration,
    severity: "low",
    recommendation: "cloudtrail",
    sections: [
      "cloudtrail/trails",
      "cloudtrail/trail-status",
      "cloudtrail/event-selectors",
      "cloudtrail/event-data-stores",
      "cloudtrail/event-data-store",
    ],
    remediation: {
      console: `CloudTrail > Trails > (a trail of every Region) > Data events > Edit: S3, ${kind === "read" ? "Log readOnly events" : "Log writeOnly events"}, all buckets but that of the log. Data events are charged for.`,
      cli: filledText(commands, values),
      cloudformation: filledText(cloudformation, values),
      terraform: filledText(terraform, values),
    },
    links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html"],
    evaluate: (snapshot) => {
      const { trails, missing, evidence: answers } = knownTrails(snapshot);
      if (missing.length > 0) return notAssessed(missing);
      const lake = knownStores(snapshot);
      const unanswered: Missing[] = [...lake.missing];
      const evidence = [...answers];
      const resources: ResourceVerdict[] = [];
      const judge = (about: { id: string; region: string | null }, events: ObjectEvents) => {
        const reason = events[kind]
          ? `Records the ${kind}s of objects.`
          : events.some
            ? `Records the ${kind}s of some buckets or calls only.`
            : `Does not record the ${kind}s of objects.`;
        resources.push({ ...about, verdict: events[kind] ? "pass" : "fail", reason });
      };
      for (const trail of trails.filter((one) => one.multiRegion)) {
        const about = { id: trail.arn, region: trail.homeRegion };
        const status = sectionOf(snapshot, "cloudtrail/trail-status", trail.arn);
        const selectors = sectionOf(snapshot, "cloudtrail/event-selectors", trail.arn);
        if (isAnswered(status) && !status.data.logging) {
          resources.push({ ...about, verdict: "fail", reason: "Is not logging now." });
        } else if (isAnswered(selectors) && (isAnswered(status) || !objectEvents(selectors.data)[kind])) {
          const events = objectEvents(selectors.data);
          evidence.push(
            evidenceOf(
              selectors,
              `${trail.name} ${kind}s of S3 objects`,
              events[kind] ? "all" : events.some ? "some" : "none",
            ),
          );
          judge(about, events);
        } else {
          const silent = [
            ...missingFrom(status, "cloudtrail/trail-status"),
            ...missingFrom(selectors, "cloudtrail/event-selectors"),
          ];
          unanswered.push(...silent);
          resources.push(resourceNotAssessed(about, silent));
        }
      }
      for (const section of lake.stores.filter(({ data }) => data.multiRegion && data.status === "ENABLED")) {
        judge(
          { id: section.data.arn, region: section.region },
          objectEvents({ basic: [], advanced: section.data.selectors }),
        );
      }
      const good = resources.filter((one) => one.verdict === "pass");
      if (good.length > 0)
        return decided("pass", `The ${kind}s of S3 objects are recorded in every Region.`, evidence, good);
      if (unanswered.length > 0) return notAssessed(unanswered, evidence, resources);
      const reasons = [...new Set(resources.map((one) => one.reason))];
      return decided(
        "fail",
        reasons.length === 1
          ? `No trail of every Region records them: ${lowerFirst(reasons[0]!)}`
          : "No trail of every Region records them.",
        evidence,
        resources,
      );
    },
  });
}
