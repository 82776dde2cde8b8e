import { defineCheck } from "../check";
import { recorderAt, recordsGlobalTypes } from "../coverage-map/recorder";
import { counted } from "../evaluation";
import { withoutRecorder } from "../recorder-check";
import { judgeAnyRegion } from "../region-check";
import cloudformation from "./global-types.cfn.yaml";
import commands from "./global-types.sh";
import terraform from "./global-types.tf";

export default defineCheck({
  id: "config/global-types",
  title: "One recorder of AWS Config at least records the users, groups, roles and policies of IAM",
  why: "Resources of IAM are recorded only where a recorder is told to. If none is, the most telling changes of all, those of permissions, leave no history.",
  severity: "medium",
  recommendation: "config",
  cis: ["4.3"],
  securityHub: [],
  sections: ["ec2/regions", "config/recorders", "config/recorder-status", "ssm/offered"],
  remediation: {
    console:
      "AWS Config (in your home Region) > Settings > Edit > Override settings: remove the exclusion of the globally recorded IAM resource types.",
    cli: commands,
    cloudformation,
    terraform,
  },
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
