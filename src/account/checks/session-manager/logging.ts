import { evidenceOf } from "../evaluation";
import { defineSessionCheck } from "../session-check";

export default defineSessionCheck({
  id: "session-manager/logging",
  title: "Sessions of Session Manager are logged",
  why: "CloudTrail tells that somebody opened a session, not what they typed. Without a log nobody can tell what was done on the machine.",
  severity: "medium",
  remediation: [
    {
      kind: "console",
      text: "Systems Manager (in the Region) > Session Manager > Preferences > Edit: CloudWatch logging or S3 logging, Enable.",
    },
    {
      kind: "cli",
      text: '# Replaces all preferences of sessions. See first what is set:\naws ssm get-document --region REGION --name SSM-SessionManagerRunShell --document-format JSON --query Content --output text\naws ssm update-document --region REGION --name SSM-SessionManagerRunShell --document-version \'$LATEST\' --content \'{"schemaVersion":"1.0","description":"Session Manager preferences","sessionType":"Standard_Stream","inputs":{"cloudWatchLogGroupName":"/sessions","cloudWatchEncryptionEnabled":true,"cloudWatchStreamingEnabled":true,"s3BucketName":"","s3KeyPrefix":"","s3EncryptionEnabled":true,"kmsKeyId":"KMS_KEY","runAsEnabled":false,"runAsDefaultUser":"","idleSessionTimeout":"20","maxSessionDuration":""}}\'\n# Where there is no such document yet: create-document, with --document-type Session and without --document-version.',
    },
    {
      kind: "cloudformation",
      text: 'Type: AWS::SSM::Document\nProperties:\n  Name: SSM-SessionManagerRunShell\n  DocumentType: Session\n  Content:\n    schemaVersion: "1.0"\n    description: Session Manager preferences\n    sessionType: Standard_Stream\n    inputs:\n      cloudWatchLogGroupName: /sessions\n      cloudWatchEncryptionEnabled: true\n      cloudWatchStreamingEnabled: true',
    },
    {
      kind: "terraform",
      text: 'resource "aws_ssm_document" "session_preferences" {\n  name            = "SSM-SessionManagerRunShell"\n  document_type   = "Session"\n  document_format = "JSON"\n\n  content = jsonencode({\n    schemaVersion = "1.0"\n    description   = "Session Manager preferences"\n    sessionType   = "Standard_Stream"\n    inputs = {\n      cloudWatchLogGroupName      = "/sessions"\n      cloudWatchEncryptionEnabled = true\n      cloudWatchStreamingEnabled  = true\n    }\n  })\n}',
    },
  ],
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
