import { defineTrailCheck } from "../trail-check";
import cloudformation from "./cloudwatch-logs.cfn.yaml";
import terraform from "./cloudwatch-logs.tf";

export default defineTrailCheck({
  id: "cloudtrail/cloudwatch-logs",
  title: "Every trail of this account sends its events to CloudWatch Logs",
  why: "A file in a bucket warns nobody. In a log group, filters and alarms can tell of a sign-in of root or a trail that was stopped within minutes.",
  severity: "low",
  recommendation: "log-analysis",
  cis: [],
  securityHub: ["CloudTrail.5"],
  remediation: {
    console:
      "CloudTrail > Trails > (the trail) > CloudWatch Logs > Edit: Enabled, with a log group and a role that may write to it.",
    cli: "aws cloudtrail update-trail --name TRAIL_ARN --cloud-watch-logs-log-group-arn LOG_GROUP_ARN --cloud-watch-logs-role-arn ROLE_ARN",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html"],
  // Where the log of an organization goes is decided in the account that owns its trail.
  ownOnly: true,
  field: "CloudWatchLogsLogGroupArn",
  value: (trail) => trail.logGroup,
  holds: (trail) => trail.logGroup !== null,
  words: { pass: "Events go to a log group", fail: "Events go to no log group: no filter and no alarm can see them" },
});
