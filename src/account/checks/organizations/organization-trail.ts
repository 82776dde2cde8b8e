import { defineCheck } from "../check";
import { decided, evidenceOf, notAssessed, whenAnswered } from "../evaluation";
import { recordingOf } from "../trail-recording";
import { knownTrails, trailEvidence } from "../trails";
import cloudformation from "./organization-trail.cfn.yaml";
import commands from "./organization-trail.sh";
import terraform from "./organization-trail.tf";

export default defineCheck({
  id: "organizations/organization-trail",
  title: "A trail of the organization records every account, also this one",
  why: "An administrator of a member account can stop the account's own trails, but not the organization's. And the next account is recorded from its first day.",
  severity: "medium",
  recommendation: "cloudtrail",
  cis: [],
  securityHub: [],
  sections: [
    "organizations/organization",
    "cloudtrail/trails",
    "cloudtrail/trail-status",
    "cloudtrail/event-selectors",
  ],
  remediation: {
    console:
      "In the management account, or CloudTrail's delegated administrator: CloudTrail > Trails > Create trail: Enable for all accounts in my organization, with its bucket in a log account.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "organizations/organization", (organization, section) => {
      if (organization === null)
        return decided("not-applicable", "The account belongs to no organization; organizations/member says more.", [
          evidenceOf(section, "Organization", "none"),
        ]);
      const { trails, missing, evidence: answers } = knownTrails(snapshot);
      if (missing.length > 0) return notAssessed(missing);
      const evidence = [
        evidenceOf(section, "Id", organization.id),
        ...answers,
        ...trails.map((trail) => trailEvidence(trail, "IsOrganizationTrail", trail.organization)),
      ];
      const common = trails.filter((trail) => trail.organization && trail.multiRegion);
      const [first] = common;
      if (!first) return decided("fail", "No trail of the organization covers every Region of this account.", evidence);
      const recordings = common.map((trail) => ({ trail, recording: recordingOf(trail, snapshot) }));
      const recording = recordings.find((one) => one.recording.write);
      if (recording)
        return decided("pass", `${recording.trail.name} of the organization records this account.`, evidence);
      // A member is not told how a trail of its organization is set.
      const unknown = recordings.flatMap((one) => one.recording.missing);
      return unknown.length > 0
        ? notAssessed(unknown, evidence)
        : decided(
            "fail",
            `${first.name} of the organization records nothing: ${recordings[0]!.recording.reason}`,
            evidence,
          );
    }),
});
