/** Links to AWS's documentation that several rules share. */

const checks =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks";

/** The section of the Access Analyzer reference: `('error', 'invalid-action')`. */
export function accessAnalyzerPage(
  type: "error" | "general-warning" | "security-warning" | "suggestion",
  name: string,
): string {
  return `${checks}-${type}-${name}`;
}

/** A page about an element of the policy language: `('effect')`. */
export function elementPage(name: string): string {
  return `https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_${name}.html`;
}

export const serviceReference =
  "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
