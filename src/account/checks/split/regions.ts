import type { ResourceVerdict } from "../../posture";
import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { keysOfPolicy, usesOf } from "../condition-keys";
import { decided, evidenceOf, isAnswered, missingFrom, notAssessed } from "../evaluation";
import { readLive } from "../policy-documents";
import cloudformation from "./regions.cfn.yaml";
import commands from "./regions.sh";
import terraform from "./regions.tf";

const requestedRegion = "aws:requestedregion";

function namesRegion(document: string): boolean {
  const policy = readLive(document, "scp");
  return policy !== null && keysOfPolicy(policy).includes(requestedRegion);
}

export default defineCheck({
  id: "split/regions",
  title: "A policy keeps administration to the Regions that are used",
  why: "Whoever takes over an identity works where nobody looks: in Regions that the company does not use. A condition on the Region keeps them out of there.",
  severity: "low",
  recommendation: "split-administration",
  cis: [],
  securityHub: [],
  sections: ["iam/authorization-details", "organizations/policy-documents", "organizations/policy-targets"],
  remediation: {
    console:
      "AWS Organizations > Policies > Service control policies > Create policy: deny everything but global services where aws:RequestedRegion is not one of yours. Without an organization: the same as a Deny in the policies of the administrators.",
    cli: commands,
    terraform,
    cloudformation,
  },
  links: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html",
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html",
  ],
  evaluate(snapshot) {
    const details = sectionOf(snapshot, "iam/authorization-details");
    const documents = sectionOf(snapshot, "organizations/policy-documents");
    const targets = sectionOf(snapshot, "organizations/policy-targets");
    // One that is attached to nothing bounds nobody.
    const isAttached = (id: string) => !isAnswered(targets) || targets.data?.[id]?.length !== 0;
    const own = isAnswered(details) ? usesOf(details.data, (key) => key === requestedRegion).map(({ id }) => id) : [];
    const common = isAnswered(documents)
      ? (documents.data ?? [])
          .filter(({ id, document }) => isAttached(id) && namesRegion(document))
          .map(({ id }) => `service control policy ${id}`)
      : [];
    const evidence = [
      ...(isAnswered(details) ? [evidenceOf(details, "policies with aws:RequestedRegion", own.length)] : []),
      ...(isAnswered(documents)
        ? [
            evidenceOf(
              documents,
              "service control policies with aws:RequestedRegion",
              documents.data === null ? "no organization" : common.length,
            ),
          ]
        : []),
    ];
    const found = [...common, ...own];
    if (found.length > 0) {
      return decided(
        "pass",
        `${found.length === 1 ? "A policy bounds" : `${found.length} policies bound`} the Regions.`,
        evidence,
        found.map((id): ResourceVerdict => ({
          id,
          region: null,
          verdict: "pass",
          reason: "Has a condition on aws:RequestedRegion.",
        })),
      );
    }
    const missing = [
      missingFrom(details, "iam/authorization-details"),
      missingFrom(documents, "organizations/policy-documents"),
    ].flat();
    return missing.length > 0
      ? notAssessed(missing, evidence)
      : decided("fail", "No policy has a condition on aws:RequestedRegion.", evidence);
  },
});
