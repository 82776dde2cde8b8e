/** What the editor says of service and resource control policies, said of those that are in force. */
import conditionKeyNames from "../../../analysis/rules/policy/condition-key-names";
import invalidAction from "../../../analysis/rules/policy/invalid-action";
import invalidService from "../../../analysis/rules/policy/invalid-service-in-action";
import resourceControlConditions from "../../../analysis/rules/policy/resource-control-conditions";
import resourceControlPolicies from "../../../analysis/rules/policy/resource-control-policies";
import serviceControlPolicies from "../../../analysis/rules/policy/service-control-policies";
import wildcardInService from "../../../analysis/rules/policy/wildcard-in-service-name";
import type { PolicyRule } from "../../../analysis/rules/rule";
import type { Catalog } from "../../../catalog/catalog";
import type { ResourceVerdict } from "../../posture";
import type { OrganizationPolicy } from "../../sections/organizations";
import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { decided, evidenceOf, isAnswered, missingFrom, notAssessed, whenAnswered } from "../evaluation";
import { withoutCatalog } from "../live-policy-check";
import { mistakesBy, readLive } from "../policy-documents";
import policyContentCommands from "./policy-content.sh";

/** What makes a statement of such a policy limit less than it seems to, or nothing. */
const shared: readonly PolicyRule[] = [invalidAction, invalidService, conditionKeyNames, wildcardInService].flat();
const rules: Readonly<Record<"scp" | "rcp", readonly PolicyRule[]>> = {
  scp: [...shared, ...[serviceControlPolicies].flat()],
  rcp: [...shared, ...[resourceControlPolicies, resourceControlConditions].flat()],
};

export default defineCheck({
  id: "organizations/policy-content",
  title: "Policies of the organization name actions and condition keys that exist",
  why: "AWS takes a policy that denies a misspelt action, and it denies nothing then: the guardrail is there, and the accounts are open.",
  severity: "medium",
  recommendation: "separate-accounts",
  cis: [],
  securityHub: [],
  sections: [
    "organizations/service-control-policies",
    "organizations/resource-control-policies",
    "organizations/policy-documents",
  ],
  needsCatalog: true,
  remediation: {
    console:
      "AWS Organizations > Policies > Service or Resource control policies > the policy > Edit policy: put right what is named, and try it on a test account first.",
    cli: policyContentCommands,
  },
  links: ["https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html"],
  evaluate: (snapshot, _now, catalog) =>
    whenAnswered(snapshot, "organizations/service-control-policies", (data, section) => {
      const ofResources = sectionOf(snapshot, "organizations/resource-control-policies");
      if (!isAnswered(ofResources))
        return notAssessed(missingFrom(ofResources, "organizations/resource-control-policies"));
      const ofType = (type: "scp" | "rcp", policies: readonly OrganizationPolicy[] | null) =>
        (policies ?? []).filter(({ awsManaged }) => !awsManaged).map((policy) => ({ ...policy, type }));
      const own = [...ofType("scp", data), ...ofType("rcp", ofResources.data)];
      const evidence = [evidenceOf(section, "not AwsManaged", own.map(({ name }) => name).join(", ") || "none")];
      if (own.length === 0)
        return decided(
          "not-applicable",
          "The organization has no policy of its own; organizations/service-control-policies says more.",
          evidence,
        );
      if (!catalog) return withoutCatalog;
      const documents = sectionOf(snapshot, "organizations/policy-documents");
      if (!isAnswered(documents))
        return notAssessed(missingFrom(documents, "organizations/policy-documents"), evidence);
      const texts = new Map((documents.data ?? []).map(({ id, document }) => [id, document]));
      const resources = own.map((policy) => judged(policy, texts.get(policy.id), catalog));
      const failing = resources.filter(({ verdict }) => verdict === "fail");
      const unknown = resources.filter(({ verdict }) => verdict === "not-assessed");
      if (failing.length > 0)
        return decided(
          "fail",
          failing.length === 1
            ? `${failing[0]!.id}: ${failing[0]!.reason}`
            : `${failing.length} of ${own.length} policies of the organization have mistakes.`,
          evidence,
          resources,
        );
      if (unknown.length > 0)
        return {
          verdict: "not-assessed",
          reason: `${unknown.length} of ${own.length} policies of the organization could not be read.`,
          resources,
          evidence,
          missingActions: [],
        };
      return decided("pass", "What they name exists.", evidence, resources);
    }),
});

function judged(
  { id, name, type }: OrganizationPolicy & { readonly type: "scp" | "rcp" },
  document: string | undefined,
  catalog: Catalog,
): ResourceVerdict {
  const named = { id: `${id} (${name})`, region: null };
  if (document === undefined) return { ...named, verdict: "not-assessed", reason: "It is one of more than are read." };
  const policy = readLive(document, type);
  if (!policy) return { ...named, verdict: "not-assessed", reason: "Its document cannot be read." };
  const [first, ...rest] = mistakesBy(rules[type], policy, catalog);
  if (!first) return { ...named, verdict: "pass", reason: "What it names exists." };
  return {
    ...named,
    verdict: "fail",
    reason: rest.length === 0 ? first.message : `${first.message} And ${rest.length} more.`,
  };
}
