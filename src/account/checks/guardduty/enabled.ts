import { detectorFinding } from "../coverage-map/detector";
import { counted } from "../evaluation";
import { defineRegionCheck, judgeFinding } from "../region-check";

export default defineRegionCheck({
  id: "guardduty/enabled",
  title: "GuardDuty is enabled in every Region",
  why: "It reads what the trails record as it happens, and names what an intruder does: stolen credentials in use, logging stopped, instances that mine. Intruders prefer Regions where nothing watches.",
  severity: "high",
  recommendation: "log-analysis",
  cis: [],
  securityHub: ["GuardDuty.1"],
  sections: ["guardduty/detectors", "guardduty/detector", "ssm/offered"],
  remediation: [
    {
      kind: "console",
      text: "GuardDuty (in the Region) > Get started > Enable GuardDuty. In an organization: Settings > Accounts > Auto-enable, from its administrator account.",
    },
    {
      kind: "cli",
      text: 'for region in REGION_1 REGION_2; do\n  aws guardduty create-detector --region "$region" --enable\ndone\n# A suspended one:\naws guardduty update-detector --region REGION --detector-id DETECTOR_ID --enable',
    },
    {
      kind: "cloudformation",
      text: '# As a stack set, for every Region.\nAWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Detector:\n    Type: AWS::GuardDuty::Detector\n    Properties:\n      Enable: true',
    },
    {
      kind: "terraform",
      text: '# Once for each Region, with a provider each.\nresource "aws_guardduty_detector" "this" {\n  enable = true\n}',
    },
  ],
  links: ["https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html"],
  judge: (snapshot, region) => judgeFinding(detectorFinding(snapshot, region), "fail"),
  words: {
    none: { verdict: "not-applicable", reason: "GuardDuty is offered in no Region that is on." },
    pass: (count) => `A detector is enabled in ${counted(count, "Region")}.`,
    fail: (count, of) => `In ${count} of ${counted(of, "Region")} no detector is enabled.`,
  },
});
