import type { ResourceVerdict } from "../../posture";
import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import {
  counted,
  evidenceOf,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  notAssessed,
  resourceNotAssessed,
} from "../evaluation";
import { loggedTrails } from "../trail-log-groups";
import cloudformation from "./trail-retention.cfn.yaml";
import terraform from "./trail-retention.tf";

/** As Security Hub has it. */
const leastDays = 365;

export default defineCheck({
  id: "logs/trail-retention",
  title: "The log groups of trails keep events for a year",
  why: "Intrusions are often found only after months. What can be searched at once should reach as far back.",
  severity: "low",
  recommendation: "log-analysis",
  cis: [],
  securityHub: ["CloudWatch.16"],
  sections: ["cloudtrail/trails", "cloudtrail/trail-status", "cloudtrail/event-selectors", "logs/log-group"],
  remediation: {
    console: "CloudWatch > Log groups > (that of the trail) > Actions > Edit retention setting: 12 months or more.",
    cli: "aws logs put-retention-policy --log-group-name TRAIL_LOG_GROUP --retention-in-days 365",
    cloudformation,
    terraform,
  },
  links: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
  ],
  evaluate: (snapshot) => {
    const { groups, unknown, evidence: answers } = loggedTrails(snapshot);
    if (unknown.length > 0) return notAssessed(unknown);
    const missing: Missing[] = [];
    const evidence = [...answers];
    const resources = [...new Set(groups.map(({ group }) => group))].map((id): ResourceVerdict => {
      const section = sectionOf(snapshot, "logs/log-group", id);
      const about = { id, region: id.split(":")[3] ?? null };
      if (!isAnswered(section)) {
        const unanswered = missingFrom(section, "logs/log-group");
        missing.push(...unanswered);
        return resourceNotAssessed(about, unanswered);
      }
      if (section.data === null) return { ...about, verdict: "fail", reason: "Does not exist." };
      const days = section.data.retentionDays;
      evidence.push(evidenceOf(section, `${id.split(":")[6] ?? id} retentionInDays`, days ?? "never expires"));
      return days === null || days >= leastDays
        ? {
            ...about,
            verdict: "pass",
            reason: days === null ? "Keeps events for ever." : `Keeps events for ${days} days.`,
          }
        : { ...about, verdict: "fail", reason: `Keeps events for ${counted(days, "day")} only.` };
    });
    return judgeResources(
      resources,
      {
        none: { verdict: "not-applicable", reason: "No trail of every Region writes to a log group of this account." },
        pass: (count) => `${counted(count, "log group")} of trails, each keeping events for ${leastDays} days or more.`,
        fail: (count, of) =>
          `${count} of ${counted(of, "log group")} of trails ${count === 1 ? "keeps" : "keep"} events for less than ${leastDays} days.`,
      },
      evidence,
      missing,
    );
  },
});
