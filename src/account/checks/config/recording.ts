import { recordingNow } from "../coverage-map/recorder";
import { counted } from "../evaluation";
import { recorderRemediation } from "../recorder-remediation";
import { defineRegionCheck, judgeFinding } from "../region-check";

export default defineRegionCheck({
  id: "config/recording",
  title: "AWS Config records in every Region, now",
  why: "Where nothing records, nobody can tell what a resource looked like before an intruder changed it, nor that there was one more.",
  severity: "medium",
  recommendation: "config",
  cis: ["4.3"],
  securityHub: ["Config.1"],
  sections: ["config/recorder-status", "ssm/offered"],
  remediation: recorderRemediation,
  links: ["https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html"],
  judge: (snapshot, region) => judgeFinding(recordingNow(snapshot, region), "fail"),
  words: {
    none: { verdict: "not-applicable", reason: "AWS Config is offered in no Region that is on." },
    pass: (count) => `A recorder records in ${counted(count, "Region")}.`,
    fail: (count, of) => `In ${count} of ${counted(of, "Region")} nothing is recorded.`,
  },
});
