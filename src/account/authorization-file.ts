/** The policies of an account as somebody has kept them: what `aws iam get-account-authorization-details` writes. */
import { parseJson } from "../analysis/source/json-tree";
import { valueAt, type ValueNode } from "../analysis/value";
import type { AuthorizationDetails, NamedPolicy, PolicyHolder } from "./sections/iam";

/** Null where the text is something else. */
export function readAuthorizationFile(text: string): AuthorizationDetails | null {
  const { root } = parseJson(text);
  if (!root || !["UserDetailList", "RoleDetailList"].every((key) => valueAt(root, key)?.kind === "array")) return null;
  const policies = itemsOf(root, "Policies").map((one) => {
    const versions = itemsOf(one, "PolicyVersionList");
    const current = versions.find((version) => {
      const isDefault = valueAt(version, "IsDefaultVersion");
      return isDefault?.kind === "boolean" && isDefault.value;
    });
    const document = documentAt(current ?? versions[0], "Document", text);
    return { arn: textAt(one, "Arn"), name: textAt(one, "PolicyName"), document, attachments: 0 };
  });
  return {
    users: itemsOf(root, "UserDetailList").map((one) => ({
      ...holderOf("user", one, text),
      groups: itemsOf(one, "GroupList").flatMap((group) => (group.kind === "string" ? [group.value] : [])),
    })),
    groups: itemsOf(root, "GroupDetailList").map((one) => holderOf("group", one, text)),
    roles: itemsOf(root, "RoleDetailList").map((one) => ({
      ...holderOf("role", one, text),
      path: textAt(one, "Path") || "/",
      trustPolicy: documentAt(one, "AssumeRolePolicyDocument", text),
      createdAt: null,
      lastUsedAt: null,
    })),
    policies: policies.filter(({ arn }) => !arn.includes("::aws:")),
    awsPolicies: policies.filter(({ arn }) => arn.includes("::aws:")),
  };
}

const kinds = { user: "User", group: "Group", role: "Role" } as const;

function holderOf(kind: PolicyHolder["kind"], node: ValueNode, text: string): PolicyHolder {
  const boundary = valueAt(node, "PermissionsBoundary", "PermissionsBoundaryArn");
  return {
    kind,
    arn: textAt(node, "Arn"),
    name: textAt(node, `${kinds[kind]}Name`),
    inline: itemsOf(node, `${kinds[kind]}PolicyList`).map((one): NamedPolicy => ({
      name: textAt(one, "PolicyName"),
      document: documentAt(one, "PolicyDocument", text),
    })),
    attached: itemsOf(node, "AttachedManagedPolicies").map((one) => textAt(one, "PolicyArn")),
    boundary: boundary?.kind === "string" ? boundary.value : null,
  };
}

function itemsOf(node: ValueNode, key: string): readonly ValueNode[] {
  const value = valueAt(node, key);
  return value?.kind === "array" ? value.items : [];
}

function textAt(node: ValueNode, key: string): string {
  const value = valueAt(node, key);
  return value?.kind === "string" ? value.value : "";
}

/** The text of a document: the AWS CLI decodes it, the API has it encoded as in a URL (RFC 3986). */
function documentAt(node: ValueNode | undefined, key: string, text: string): string {
  const value = node && valueAt(node, key);
  if (!value) return "";
  if (value.kind !== "string") return text.slice(value.span.start, value.span.end);
  try {
    return decodeURIComponent(value.value);
  } catch {
    return value.value;
  }
}
