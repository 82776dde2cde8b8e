import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { counted, evidenceOf, judgeResources, withMissing } from "../evaluation";
import { knownStores } from "../trails";
import cloudformation from "./event-data-stores.cfn.yaml";
import terraform from "./event-data-stores.tf";

export default defineCheck({
  id: "cloudtrail/event-data-stores",
  title: "Event data stores of CloudTrail Lake cannot be deleted by one call",
  why: "Without termination protection, one call takes away the record of years, and with it what an intruder did.",
  severity: "low",
  recommendation: "cloudtrail",
  cis: [],
  securityHub: [],
  sections: ["cloudtrail/event-data-stores", "cloudtrail/event-data-store"],
  remediation: {
    console: "CloudTrail > Lake > Event data stores > (the store) > Actions > Change termination protection: Enabled.",
    cli: "aws cloudtrail update-event-data-store --event-data-store EVENT_DATA_STORE_ARN --termination-protection-enabled",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-eds-termination-protection.html"],
  evaluate: (snapshot) => {
    const { stores, missing } = knownStores(snapshot);
    const evidence = stores.map((section) =>
      evidenceOf(section, `${section.data.name} TerminationProtectionEnabled`, section.data.terminationProtection),
    );
    const resources = stores.map(({ region, data: { arn, terminationProtection } }): ResourceVerdict => ({
      id: arn,
      region,
      verdict: terminationProtection ? "pass" : "fail",
      reason: terminationProtection
        ? "Protected from deletion."
        : "One call of cloudtrail:DeleteEventDataStore takes it away.",
    }));
    return withMissing(
      judgeResources(
        resources,
        {
          none: { verdict: "not-applicable", reason: "There is no event data store in the Regions that were asked." },
          pass: (count) => `${counted(count, "event data store")}, protected from deletion.`,
          fail: (count, of) =>
            `${count} of ${counted(of, "event data store")} ${count === 1 ? "is" : "are"} not protected from deletion.`,
        },
        evidence,
      ),
      missing,
    );
  },
});
