import type { Evidence } from "../../posture";
import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { asked, decided, evidenceOf, isAnswered, type Missing, missingFrom, notAssessed } from "../evaluation";
import { isOwnGroup } from "../trail-log-groups";
import { knownTrails, trailEvidence } from "../trails";
import cloudformation from "./trail-feed.cfn.yaml";
import terraform from "./trail-feed.tf";

export default defineCheck({
  id: "logs/trail-feed",
  title: "The events of trails go on to log management or a SIEM as they come",
  why: "Somebody has to read the log. What hands it on is a subscription of its log group, or a notification of its bucket or trail.",
  severity: "low",
  recommendation: "log-analysis",
  cis: [],
  securityHub: [],
  sections: [
    "cloudtrail/trail-list",
    "cloudtrail/trails",
    "logs/subscription-filters",
    "s3/own-buckets",
    "s3/bucket-notification",
  ],
  remediation: {
    console:
      "CloudWatch > Log groups > (that of the trail) > Subscription filters > Create; or S3 > (the bucket of the trail) > Properties > Event notifications: to the queue that the SIEM reads.",
    cli: 'aws logs put-subscription-filter --log-group-name TRAIL_LOG_GROUP --filter-name siem --filter-pattern "" --destination-arn STREAM_ARN --role-arn ROLE_ARN',
    cloudformation,
    terraform,
  },
  links: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html",
  ],
  evaluate: (snapshot) => {
    const { trails, missing: unknown, missingElsewhere, evidence: answers } = knownTrails(snapshot);
    if (unknown.length > 0) return notAssessed(unknown);
    if (trails.length === 0)
      return missingElsewhere.length > 0
        ? notAssessed(missingElsewhere)
        : decided("not-applicable", "There is no trail; cloudtrail/all-regions says more.", answers);
    const evidence: Evidence[] = [...answers];
    const missing: Missing[] = [];
    const feeds: string[] = [];
    const own = sectionOf(snapshot, "s3/own-buckets");
    missing.push(...missingFrom(own, "s3/own-buckets"));
    for (const trail of trails) {
      if (trail.snsTopic) {
        feeds.push(trail.snsTopic);
        evidence.push(trailEvidence(trail, "SnsTopicARN", trail.snsTopic));
      }
      if (trail.logGroup && isOwnGroup(trail, snapshot)) {
        const section = sectionOf(snapshot, "logs/subscription-filters", trail.logGroup);
        if (isAnswered(section)) {
          feeds.push(...section.data.map(({ destination }) => destination));
          evidence.push(
            evidenceOf(
              section,
              `${trail.name} subscriptionFilters`,
              section.data.map(({ destination }) => destination).join(", ") || "none",
            ),
          );
        } else missing.push(...missingFrom(section, "logs/subscription-filters"));
      }
      if (trail.bucket && isAnswered(own) && own.data.some(({ name }) => name === trail.bucket)) {
        const section = sectionOf(snapshot, "s3/bucket-notification", trail.bucket);
        if (isAnswered(section)) {
          feeds.push(...section.data);
          evidence.push(evidenceOf(section, `${trail.bucket} notifications`, section.data.join(", ") || "none"));
        } else missing.push(...missingFrom(section, "s3/bucket-notification"));
      }
    }
    if (feeds.length > 0) return decided("pass", `Events go on to ${[...new Set(feeds)].join(", ")}.`, evidence);
    if (missing.length > 0 || missingElsewhere.length > 0)
      return notAssessed([...missing, ...missingElsewhere], evidence);
    const elsewhere = trails.some(
      ({ bucket }) => bucket && isAnswered(own) && !own.data.some(({ name }) => name === bucket),
    );
    return asked(
      elsewhere
        ? "Nothing here hands the events on. Does a SIEM read the log bucket of the other account?"
        : "Nothing hands the events on that can be seen. Does a SIEM fetch them from the bucket?",
      evidence,
    );
  },
});
