import { sectionAt } from "../../snapshot";
import { evidenceOf } from "../evaluation";
import { defineRecorderCheck } from "../recorder-check";
import { recorderRemediation } from "../recorder-remediation";

const ownRole = /:role\/aws-service-role\/config\.amazonaws\.com\//;

export default defineRecorderCheck({
  id: "config/service-linked-role",
  title: "Every recorder of AWS Config uses its service-linked role",
  why: "AWS keeps the permissions of that role up to date. A role of one's own misses new types of resources, or is changed until the recorder sees nothing.",
  severity: "low",
  cis: [],
  securityHub: ["Config.1"],
  remediation: recorderRemediation,
  links: ["https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html"],
  judge: ({ roleArn }, { snapshot, region }) => {
    const evidence = [evidenceOf(sectionAt(snapshot, "config/recorders", region)!, "roleARN", roleArn)];
    return roleArn !== null && ownRole.test(roleArn)
      ? { verdict: "pass", reason: "Uses the service-linked role.", evidence, missing: [] }
      : {
          verdict: "fail",
          reason: `Uses ${roleArn === null ? "no role" : roleArn.slice(roleArn.indexOf(":role/") + 1)}.`,
          evidence,
          missing: [],
        };
  },
  words: { pass: "with the service-linked role", fail: "use a role of their own" },
});
