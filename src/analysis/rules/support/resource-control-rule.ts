/** What the rules of resource control policies have in common. */
import type { PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "./analyzer-rule";

const rcpSyntax = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html";

/** A rule of resource control policies alone. */
export function rcpRule(
  about: Omit<AnalyzerRule, "types" | "links" | "recommendation">,
  check: PolicyRule["check"],
): PolicyRule {
  return analyzerRule({ ...about, types: ["rcp"], links: [rcpSyntax] }, check);
}

/** An example of one, for the pages of rules. */
export const rcpDeny = (more: string, action = '"Action": "s3:*"', principal = '"Principal": "*"'): string =>
  `{ "Effect": "Deny", ${principal}, ${action}, "Resource": "*"${more} }`;
