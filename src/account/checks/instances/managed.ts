import type { ResourceVerdict } from "../../posture";
import { sectionAt } from "../../snapshot";
import { defineCheck } from "../check";
import {
  acrossRegions,
  counted,
  evidenceOf,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  resourceNotAssessed,
  withMissing,
} from "../evaluation";
import commands from "./managed.sh";
import terraform from "./managed.tf";

export default defineCheck({
  id: "instances/managed",
  title: "Instances that run are managed by Systems Manager",
  why: "What it does not manage has to be reached by SSH or RDP with keys and open ports, and nobody sees which patches it lacks.",
  severity: "low",
  recommendation: "proxied-administration",
  cis: [],
  securityHub: ["SSM.1"],
  sections: ["ec2/regions", "ec2/instances", "ssm/managed-instances"],
  remediation: {
    console:
      "Systems Manager (in the Region) > Quick Setup > Default Host Management Configuration; or give the instance's role AmazonSSMManagedInstanceCore, and see that its agent runs and reaches the endpoints.",
    cli: commands,
    terraform,
  },
  links: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/managed-instances-default-host-management.html",
  ],
  evaluate: (snapshot) => {
    const { answered, missing } = acrossRegions(snapshot, "ec2/instances");
    const silent: Missing[] = [];
    const resources = answered.flatMap(({ region, data }): ResourceVerdict[] => {
      const running = data.filter((one) => one.running && one.managedBy === null);
      if (running.length === 0 || region === null) return [];
      const managed = sectionAt(snapshot, "ssm/managed-instances", region);
      const unanswered = missingFrom(managed, "ssm/managed-instances");
      silent.push(...unanswered);
      return running.map(({ id, name }): ResourceVerdict => {
        const about = { id: name === null ? id : `${id} (${name})`, region };
        if (!isAnswered(managed)) return resourceNotAssessed(about, unanswered);
        const found = managed.data.find((one) => one.id === id);
        if (!found) return { ...about, verdict: "fail", reason: "Systems Manager does not know it." };
        return found.pingStatus === "Online"
          ? { ...about, verdict: "pass", reason: "Is managed." }
          : { ...about, verdict: "fail", reason: `Its agent does not report (${found.pingStatus}).` };
      });
    });
    const evaluation = judgeResources(
      resources,
      {
        none: { verdict: "not-applicable", reason: "No instance of the account runs." },
        pass: (count) => `${counted(count, "instance")}, each managed by Systems Manager.`,
        fail: (count, of) =>
          `${count} of ${counted(of, "instance")} that ${of === 1 ? "runs" : "run"} ${count === 1 ? "is" : "are"} not managed by Systems Manager.`,
      },
      answered.map((section) => evidenceOf(section, "instances", section.data.length)),
      silent,
    );
    return withMissing(evaluation, missing);
  },
});
