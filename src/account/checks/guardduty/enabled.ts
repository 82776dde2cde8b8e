import { detectorFinding } from "../coverage-map/detector";
import { counted } from "../evaluation";
import { defineRegionCheck, judgeFinding } from "../region-check";
import cloudformation from "./enabled.cfn.yaml";
import commands from "./enabled.sh";
import terraform from "./enabled.tf";

export default defineRegionCheck({
  id: "guardduty/enabled",
  title: "GuardDuty is enabled in every Region",
  why: "It reads what the trails record as it happens, and names what an intruder does: stolen credentials in use, logging stopped, instances that mine. Intruders prefer Regions where nothing watches.",
  severity: "high",
  recommendation: "log-analysis",
  cis: [],
  securityHub: ["GuardDuty.1"],
  sections: ["guardduty/detectors", "guardduty/detector", "ssm/offered"],
  remediation: {
    console:
      "GuardDuty (in the Region) > Get started > Enable GuardDuty. In an organization: Settings > Accounts > Auto-enable, from its administrator account.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html"],
  judge: (snapshot, region) => judgeFinding(detectorFinding(snapshot, region), "fail"),
  words: {
    none: { verdict: "not-applicable", reason: "GuardDuty is offered in no Region that is on." },
    pass: (count) => `A detector is enabled in ${counted(count, "Region")}.`,
    fail: (count, of) => `In ${count} of ${counted(of, "Region")} no detector is enabled.`,
  },
});
