import { counted, evidenceOf } from "../evaluation";
import { defineTrailStatusCheck } from "../trail-status-check";

export default defineTrailStatusCheck({
  id: "cloudtrail/cloudwatch-logs-delivery",
  title: "What trails send to CloudWatch Logs arrives there",
  why: "Filters and alarms on a log group that gets nothing stay silent, whatever happens, and look as if all were well.",
  severity: "medium",
  recommendation: "log-analysis",
  cis: [],
  securityHub: [],
  remediation: {
    console:
      "CloudTrail > Trails > (the trail) > CloudWatch Logs: see the last error. Mostly the log group is gone, or the role may not logs:CreateLogStream and logs:PutLogEvents there.",
    cli: "aws cloudtrail get-trail-status --name TRAIL_ARN --region HOME_REGION --query LatestCloudWatchLogsDeliveryError",
  },
  links: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html",
  ],
  concerns: (trail) => trail.logGroup !== null,
  evidence: ({ name }, section) => [
    evidenceOf(section, `${name} LatestCloudWatchLogsDeliveryError`, section.data.logsDeliveryError),
    evidenceOf(section, `${name} LatestCloudWatchLogsDeliveryTime`, section.data.logsDeliveryAt),
  ],
  judge: ({ logGroup }, { data: { logsDeliveryError: error } }) =>
    error
      ? { verdict: "fail", reason: `The last delivery to ${logGroup} failed: ${error}.` }
      : { verdict: "pass", reason: "No delivery error." },
  words: {
    none: { verdict: "not-applicable", reason: "No trail sends its events to CloudWatch Logs." },
    pass: (count) => `${counted(count, "trail")} with a log group, none with a delivery error.`,
    fail: (count, of) => `${count} of ${counted(of, "trail")} with a log group cannot deliver to it.`,
  },
});
