/** Cheap tests on the bare text, so that documents without a policy cost next to nothing. */

/** In data, and in documentation, every text that has, attaches or is about to fill in a policy has one of these words. */
export const policyWords = ["statement", "polic", "action", "permission", "trusted_role_"];

/** The same in code, where others would stand everywhere. */
export const policyWordsInCode = [
  "statement",
  "effect",
  "aws",
  "amazon",
  "iam",
  "grant",
  "lambda:",
  "events:",
  "permission(",
];

/** Whether a text can hold a policy at all. Every policy passes, and some other texts do. */
export function mayHoldPolicy(text: string): boolean {
  return (
    /statement|policy_?document/i.test(text) ||
    (/["']?Effect["']?\s*:/i.test(text) && /["']?Actions?["']?\s*:/i.test(text)) ||
    // What Terraform's modules take for statements.
    /\bactions\s*=|\btrusted_role_/.test(text) ||
    mayListActions(text) ||
    // A plan that leaves a policy open.
    (text.includes('"after_unknown"') && /"\w{0,40}policy\w{0,40}"\s{0,8}:\s{0,8}true\b/.test(text)) ||
    /\bAWS::(?:Lambda::(?:LayerVersion)?Permission|Events::EventBusPolicy)\b|\baws_(?:lambda|lambda_layer_version|cloudwatch_event)_permission\b/.test(
      text,
    )
  );
}

/** Whether Terraform may list actions for a module: `deployment_actions = ["s3:PutObject"]`. */
export function mayListActions(text: string): boolean {
  return /(?:actions|permissions)"?\s*[={]/.test(text) && /"[a-z0-9-]{2,40}:[A-Z][A-Za-z0-9*]{2,80}"/.test(text);
}

/** The same for code, where statements are spoken of everywhere. */
export function mayHoldPolicyInCode(text: string): boolean {
  if (/\bStatement\b/.test(text) && /\bEffect\b|\b20(?:08|12)-10-17\b/.test(text)) return true;
  return (
    (mayBuildForAws(text) &&
      /\bPolicyStatement\b|\bassumed_?[bB]y\b|\bGrant\.add|\bget_?[pP]olicy_?[dD]ocument|\.grant(?:_?[pP]ublic_?[aA]ccess)?\(|\bpublic_?[rR]ead_?[aA]ccess\b/.test(
        text,
      )) ||
    (/\bEffect\b/.test(text) && /\b(?:Not)?Action\b/.test(text)) ||
    ((text.includes("lambda:") || text.includes("events:")) && /["'`](?:lambda|events):[A-Z]/.test(text)) ||
    (text.includes("ermission(") && /\badd_?[pP]ermission\(/.test(text)) ||
    mayListActionsInCode(text)
  );
}

/** Whether code may keep actions apart from their policy, and is about IAM or AWS at all. */
export function mayListActionsInCode(text: string): boolean {
  return /["'`][a-z0-9-]{2,40}:[A-Z][A-Za-z0-9]{2,80}\*?["'`]/.test(text) && /aws|amazon|\biam/i.test(text);
}

/** What builds policies names its library, or what it was given to build with. Found twice as fast as all that builders are called. */
export function mayBuildForAws(text: string): boolean {
  return /aws/i.test(text) || [".grant", ".Grant", "PolicyStatement"].some((name) => text.includes(name));
}

/** Whether a text is a template of CloudFormation in YAML, as a stack set has one for its stacks. */
export function isTemplateText(text: string): boolean {
  return text.includes("AWS::") && /^["']?Resources["']?[ \t]{0,20}:/m.test(text) && !/^\s*[{[]/.test(text);
}

/**
 * Whether a text that could not be read, or has no policy, was plainly meant to hold one: only then is it worth
 * telling that it is broken.
 */
export function looksLikePolicyText(text: string): boolean {
  return (
    (/\bStatement\b/.test(text) && /\b(Effect|Action|Principal|2012-10-17|2008-10-17)\b/.test(text)) ||
    (/\b(PolicyDocument|iamRoleStatements)\b/.test(text) && /\bEffect\b/.test(text))
  );
}
