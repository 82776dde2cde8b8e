import { defineCheck } from "../check";
import { recorderAt, recordsGlobalTypes } from "../coverage-map/recorder";
import { counted } from "../evaluation";
import { withoutRecorder } from "../recorder-check";
import { judgeAnyRegion } from "../region-check";

export default defineCheck({
  id: "config/global-types",
  title: "One recorder of AWS Config at least records the users, groups, roles and policies of IAM",
  why: "Resources of IAM are recorded only where a recorder is told to. If none is, the most telling changes of all, those of permissions, leave no history.",
  severity: "medium",
  recommendation: "config",
  cis: ["4.3"],
  securityHub: [],
  sections: ["ec2/regions", "config/recorders", "config/recorder-status", "ssm/offered"],
  remediation: [
    {
      kind: "console",
      text: "AWS Config (in your home Region) > Settings > Edit > Override settings: remove the exclusion of the globally recorded IAM resource types.",
    },
    {
      kind: "cli",
      text: "# Replaces the settings of the recorder. See first what they are:\naws configservice describe-configuration-recorders --region HOME_REGION\naws configservice put-configuration-recorder --region HOME_REGION --configuration-recorder name=default,roleARN=arn:aws:iam::ACCOUNT_ID:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig --recording-group allSupported=true,includeGlobalResourceTypes=true",
    },
    {
      kind: "cloudformation",
      text: "Type: AWS::Config::ConfigurationRecorder\nProperties:\n  RoleARN: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig\n  RecordingGroup:\n    AllSupported: true\n    IncludeGlobalResourceTypes: true",
    },
    {
      kind: "terraform",
      text: 'resource "aws_config_configuration_recorder" "home" {\n  role_arn = var.config_role_arn\n\n  recording_group {\n    all_supported                 = true\n    include_global_resource_types = true\n  }\n}\n\nvariable "config_role_arn" {\n  type = string\n}',
    },
  ],
  links: ["https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html#select-resources-console"],
  evaluate: (snapshot) =>
    judgeAnyRegion(
      snapshot,
      (region) => {
        const at = recorderAt(snapshot, region);
        if ("none" in at) return withoutRecorder(at.none);
        const global = recordsGlobalTypes(at.recorder);
        return {
          verdict: global ? "pass" : "fail",
          reason: global ? "Records what is of IAM." : "Records nothing of IAM.",
          evidence: at.evidence,
          missing: [],
        };
      },
      {
        none: { verdict: "not-applicable", reason: "No recorder records; config/recording says more." },
        pass: (regions) => `The recorder of ${regions} records what is of IAM.`,
        fail: (of) => `None of ${counted(of, "recorder")} records what is of IAM.`,
      },
    ),
});
