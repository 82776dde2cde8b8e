import { defineTrailCheck } from "../trail-check";
import cloudformation from "./log-validation.cfn.yaml";
import terraform from "./log-validation.tf";

export default defineTrailCheck({
  id: "cloudtrail/log-validation",
  title: "Every trail has log file validation",
  why: "Without signed digests whoever can write to the log bucket can change or remove what they did, and nobody can prove it.",
  severity: "medium",
  recommendation: "cloudtrail",
  cis: ["4.2"],
  securityHub: ["CloudTrail.4"],
  remediation: {
    console:
      "CloudTrail > Trails > (the trail) > General details > Edit > Additional settings: Log file validation, Enabled.",
    cli: "aws cloudtrail update-trail --name TRAIL_ARN --enable-log-file-validation",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html"],
  field: "LogFileValidationEnabled",
  value: (trail) => trail.logFileValidation,
  holds: (trail) => trail.logFileValidation,
  words: { pass: "Log files are validated", fail: "No validation: nobody can prove that log files were not changed" },
});
