import { evidenceOf } from "../evaluation";
import { defineSessionCheck } from "../session-check";
import cloudformation from "./logging.cfn.yaml";
import commands from "./logging.sh";
import terraform from "./logging.tf";

export default defineSessionCheck({
  id: "session-manager/logging",
  title: "Sessions of Session Manager are logged",
  why: "CloudTrail tells that somebody opened a session, not what they typed. Without a log nobody can tell what was done on the machine.",
  severity: "medium",
  remediation: {
    console:
      "Systems Manager (in the Region) > Session Manager > Preferences > Edit: CloudWatch logging or S3 logging, Enable.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html"],
  fields: ({ bucket, logGroup }, section) => [
    evidenceOf(section, "s3BucketName", bucket),
    evidenceOf(section, "cloudWatchLogGroupName", logGroup),
  ],
  protection: ({ bucket, logGroup }) => {
    const places = [
      ...(logGroup === null ? [] : [`the log group ${logGroup}`]),
      ...(bucket === null ? [] : [`the bucket ${bucket}`]),
    ];
    return places.length === 0 ? null : `are logged to ${places.join(" and ")}`;
  },
  passes: "are logged",
  fail: "are logged neither to CloudWatch Logs nor to S3",
});
