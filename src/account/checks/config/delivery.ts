import type { Delivery } from "../../sections/config";
import { sectionAt } from "../../snapshot";
import { unanswered } from "../coverage-map/finding";
import { failed } from "../coverage-map/recorder";
import { evidenceOf, isAnswered } from "../evaluation";
import { defineRecorderCheck } from "../recorder-check";
import { judgeFinding } from "../region-check";
import cloudformation from "./delivery.cfn.yaml";
import commands from "./delivery.sh";
import terraform from "./delivery.tf";

export default defineRecorderCheck({
  id: "config/delivery",
  title: "Every recorder of AWS Config delivers its history",
  why: "A recorder that cannot write to its bucket keeps no history outside the Region, and the rules that read it work with old data.",
  severity: "medium",
  cis: ["4.3"],
  securityHub: [],
  sections: ["config/delivery-status"],
  remediation: {
    console:
      "AWS Config (in the Region) > Settings: see the delivery method. Mostly the bucket is gone, or its policy does not let config.amazonaws.com write.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html"],
  judge: (_, { snapshot, region }) => {
    const section = sectionAt(snapshot, "config/delivery-status", region);
    if (!isAnswered(section))
      return judgeFinding(unanswered(snapshot, null, section, "config/delivery-status", region), "fail");
    const [channel] = section.data;
    if (!channel)
      return {
        verdict: "fail",
        reason: "There is no delivery channel.",
        evidence: [evidenceOf(section, "DeliveryChannelsStatus", 0)],
        missing: [],
      };
    const ways: readonly (readonly [string, Delivery])[] = [
      ["history", channel.history],
      ["snapshot", channel.snapshot],
      ["stream", channel.stream],
    ];
    const evidence = ways.flatMap(([way, { lastStatus }]) =>
      lastStatus === null ? [] : [evidenceOf(section, `${way} lastStatus`, lastStatus)],
    );
    const broken = ways.find(([, { lastStatus }]) => failed(lastStatus));
    if (!broken)
      return {
        verdict: "pass",
        reason: "No delivery has failed.",
        evidence: evidence.length > 0 ? evidence : [evidenceOf(section, "lastStatus", null)],
        missing: [],
      };
    const [way, { lastErrorCode }] = broken;
    return {
      verdict: "fail",
      reason: `The last delivery of the ${way} failed${lastErrorCode === null ? "" : `: ${lastErrorCode}`}.`,
      evidence,
      missing: [],
    };
  },
  words: { pass: "with a channel that delivers", fail: "cannot deliver" },
});
