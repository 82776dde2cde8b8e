/** The policies by which an organization limits its accounts: each has to be attached where some are, and to take something away. */
import type { Catalog } from "../../../catalog/catalog";
import type { ResourceVerdict } from "../../posture";
import type { OrganizationPolicy } from "../../sections/organizations";
import type { SectionName, Snapshot } from "../../snapshot";
import { type Check, type CheckDeclaration, defineCheck, type Evaluation } from "../check";
import {
  type EffectivePolicies,
  effectivePolicies,
  effectiveResourcePolicies,
  effectiveTagPolicies,
} from "../effective-policies";
import { type Answered, counted, decided, evidenceOf, notAssessed, whenAnswered } from "../evaluation";
import { withoutCatalog } from "../live-policy-check";
import resourceCloudformation from "./resource-control-policies.cfn.yaml";
import resourceCommands from "./resource-control-policies.sh";
import resourceTerraform from "./resource-control-policies.tf";
import serviceCloudformation from "./service-control-policies.cfn.yaml";
import serviceCommands from "./service-control-policies.sh";
import serviceTerraform from "./service-control-policies.tf";
import tagCloudformation from "./tag-policies.cfn.yaml";
import tagCommands from "./tag-policies.sh";
import tagTerraform from "./tag-policies.tf";

const guide = "https://docs.aws.amazon.com/organizations/latest/userguide/";

/** What policies take away; with the catalogue where it has to know what AWS has. */
type Effective =
  | {
      readonly needsCatalog: true;
      of(snapshot: Snapshot, own: readonly OrganizationPolicy[], catalog: Catalog): EffectivePolicies;
    }
  | { readonly needsCatalog: false; of(snapshot: Snapshot, own: readonly OrganizationPolicy[]): EffectivePolicies };

interface ControlPolicyCheck extends Omit<CheckDeclaration, "sections" | "evaluate" | "cis" | "securityHub"> {
  readonly section: Extract<SectionName, `organizations/${string}-policies`>;
  readonly effective: Effective;
  /** `service control policy`; in the plural with its last letters changed. */
  readonly kind: string;
  /** What one does that has an effect, and several: `limits accounts of the organization`. */
  readonly does: readonly [string, string];
  /** Where the organization has none of its own. */
  readonly none: Pick<Evaluation, "reason"> & { readonly verdict: "fail" | "not-applicable" };
}

function defineControlPolicyCheck({
  section: name,
  effective,
  kind,
  does,
  none,
  ...declaration
}: ControlPolicyCheck): Check {
  const several = kind.replace(/y$/, "ies");
  const evaluate = (
    snapshot: Snapshot,
    data: readonly OrganizationPolicy[],
    section: Answered<ControlPolicyCheck["section"]>,
    catalog: Catalog | null,
  ) => {
    const own = data.filter((policy) => !policy.awsManaged);
    const evidence = [
      evidenceOf(section, "Policies", data.length),
      evidenceOf(section, "not AwsManaged", own.map((policy) => policy.name).join(", ") || "none"),
    ];
    if (own.length === 0) return decided(none.verdict, none.reason, evidence);
    if (effective.needsCatalog && !catalog) return withoutCatalog;
    const { policies, missing } = effective.of(snapshot, own, catalog!);
    if (missing.length > 0) return notAssessed(missing, evidence);
    const resources = policies.map(({ policy, limits, reason }): ResourceVerdict => ({
      id: `${policy.id} (${policy.name})`,
      region: null,
      verdict: limits === null ? "not-assessed" : limits ? "pass" : "fail",
      reason,
    }));
    const limiting = resources.filter(({ verdict }) => verdict === "pass");
    if (limiting.length > 0)
      return decided(
        "pass",
        `${limiting.length} ${limiting.length === 1 ? `${kind} ${does[0]}` : `${several} ${does[1]}`}.`,
        evidence,
        resources.filter(({ verdict }) => verdict !== "fail"),
      );
    if (policies.some(({ limits }) => limits === null))
      return {
        verdict: "not-assessed" as const,
        reason: "What the policies of the organization deny is not known.",
        resources,
        evidence,
        missingActions: [],
      };
    return decided(
      "fail",
      own.length === 1
        ? `The only ${kind} of the organization, ${own[0]!.name}, has no effect: ${policies[0]!.reason.replace(/^It /, "it ")}`
        : `None of the ${counted(own.length, kind).replace(/ys$/, "ies")} of the organization has an effect.`,
      evidence,
      resources,
    );
  };
  return defineCheck({
    ...declaration,
    cis: [],
    securityHub: [],
    sections: [
      name,
      "organizations/policy-documents",
      "organizations/policy-targets",
      "organizations/organization",
      "organizations/accounts",
    ],
    ...(effective.needsCatalog && { needsCatalog: true }),
    evaluate: (snapshot, _now, catalog) =>
      whenAnswered(snapshot, name, (data, section) =>
        data === null
          ? decided("not-applicable", "The account belongs to no organization; organizations/member says more.", [
              evidenceOf(section, "Policies", "no organization"),
            ])
          : evaluate(snapshot, data, section, catalog),
      ),
  });
}

export default [
  defineControlPolicyCheck({
    id: "organizations/service-control-policies",
    title: "Service control policies limit the accounts of the organization",
    why: "Only they hold for every identity of an account, its root user and its administrators too: what they deny, nobody can allow there.",
    severity: "medium",
    recommendation: "separate-accounts",
    section: "organizations/service-control-policies",
    effective: { needsCatalog: true, of: effectivePolicies },
    kind: "service control policy",
    does: ["limits accounts of the organization", "limit accounts of the organization"],
    none: {
      verdict: "fail",
      reason: "The organization has no service control policy of its own: FullAWSAccess takes nothing away.",
    },
    remediation: {
      console:
        "AWS Organizations > Policies > Service control policies > Enable, then Create policy: deny leaving the organization, switching off CloudTrail, Regions that nobody uses. Attach it to a test account first.",
      cli: serviceCommands,
      cloudformation: serviceCloudformation,
      terraform: serviceTerraform,
    },
    links: [`${guide}orgs_manage_policies_scps.html`],
  }),
  defineControlPolicyCheck({
    id: "organizations/resource-control-policies",
    title: "Resource control policies have an effect where they are attached",
    why: "They keep strangers from buckets, queues, keys, secrets and roles, whatever the policy of the resource says. One that is attached to nothing, or denies nothing, looks as if it did.",
    severity: "low",
    recommendation: "separate-accounts",
    section: "organizations/resource-control-policies",
    effective: { needsCatalog: true, of: effectiveResourcePolicies },
    kind: "resource control policy",
    does: ["limits who may use resources of the organization", "limit who may use resources of the organization"],
    none: { verdict: "not-applicable", reason: "The organization has no resource control policy of its own." },
    remediation: {
      console:
        "AWS Organizations > Policies > Resource control policies > the policy: deny what comes from outside of the organization (aws:PrincipalOrgID), and attach it to units with accounts in them, a test account first.",
      cli: resourceCommands,
      cloudformation: resourceCloudformation,
      terraform: resourceTerraform,
    },
    links: [`${guide}orgs_manage_policies_rcps.html`],
  }),
  defineControlPolicyCheck({
    id: "organizations/tag-policies",
    title: "Tag policies are enforced where they are attached",
    why: "Access that goes by tags is only as sure as the tags. A tag policy that is enforced for no type of resource tells of wrong tags in a report, and lets them be.",
    severity: "low",
    recommendation: "tag-restrictions",
    section: "organizations/tag-policies",
    effective: { needsCatalog: false, of: effectiveTagPolicies },
    kind: "tag policy",
    does: ["is enforced", "are enforced"],
    none: { verdict: "not-applicable", reason: "The organization has no tag policy." },
    remediation: {
      console:
        "AWS Organizations > Policies > Tag policies > the policy > Edit: Prevent noncompliant operations for this tag, with the types of resources that access goes by. Attach it to a test account first.",
      cli: tagCommands,
      cloudformation: tagCloudformation,
      terraform: tagTerraform,
    },
    links: [`${guide}orgs_manage_policies_tag-policies-enforcement.html`],
  }),
];
