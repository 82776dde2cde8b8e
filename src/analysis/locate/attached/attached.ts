/** Managed policies by their names, where something attaches them: to a role, a user, a group, a permission set. */
import type { StringNode, TemplateNode, ValueNode } from "../../value";

export interface AttachedPolicy {
  /** The text that names the policy, as the place has it. */
  readonly node: StringNode | TemplateNode;
  readonly by: AttachedBy;
  /** What it is attached to, as `Place.principal` calls it; null where that is not told. */
  readonly to: string | null;
}

/** A role or user, and the value that names its permissions boundary. */
export interface BoundHolder {
  /** As `Place.principal` calls it. */
  readonly holder: string;
  readonly boundary: ValueNode;
}

/**
 * What the place takes: an ARN; the end of an ARN of AWS's own, with its path (`service-role/AWSLambdaRole`); or a name
 * without a path (or an ARN), which may be one of the account's own policies too.
 */
export type AttachedBy = "arn" | "path" | "name";

/** Whether a text that is data may attach a managed policy of AWS. All that do pass, and some other texts. */
export function mayAttach(text: string): boolean {
  return (
    text.includes(":iam::aws:policy") ||
    (text.includes("AWS::Serverless::") && /\bPolicies\b/.test(text)) ||
    /\bdata\s{1,20}"aws_iam_policy"/.test(text)
  );
}

/** The same for code. */
export function mayAttachInCode(text: string): boolean {
  return [":iam::aws:policy", "fromAwsManagedPolicyName", "from_aws_managed_policy_name"].some((name) =>
    text.includes(name),
  );
}

/** Whether a text has a place for one, though none may be named yet: for completions. */
export function hasPlaceToAttach(text: string): boolean {
  return /managed_?polic|\bpolicy_?arns?\b|:iam::aws:policy\b|aws_iam_policy\b|AWS::Serverless::/i.test(text);
}

/** The texts that a value is, or is a list of, in every branch of a template. */
function textsIn(node: ValueNode, intoObjects = false): readonly (StringNode | TemplateNode)[] {
  const found: (StringNode | TemplateNode)[] = [];
  const seen = new Set<ValueNode>();
  const open: ValueNode[] = [node];
  while (open.length > 0) {
    const one = open.pop()!;
    if (seen.has(one)) continue;
    seen.add(one);
    if (one.kind === "string" || one.kind === "template") found.push(one);
    else if (one.kind === "array") open.push(...[...one.items].reverse());
    else if (one.kind === "unknown")
      for (const choice of [...one.alternatives].reverse()) if (choice) open.push(choice);
    if (intoObjects && one.kind === "object") open.push(...one.entries.map(({ value }) => value).reverse());
  }
  return found;
}

/** The texts of a place. */
export function attachedIn(
  node: ValueNode | undefined,
  by: AttachedBy,
  { to = null, intoObjects = false }: { readonly to?: string | null; readonly intoObjects?: boolean } = {},
): AttachedPolicy[] {
  return node ? textsIn(node, intoObjects).map((text) => ({ node: text, by, to })) : [];
}
