import type { Item, Statement } from "../../../analysis/policy/model";
import { actionPattern } from "../../../analysis/rules/support/actions";
import { coversEvery, knownAction } from "../../../analysis/rules/support/every-resource";
import { counted } from "../evaluation";
import { defineLivePolicyCheck } from "../live-policy-check";
import { narrowedPolicy } from "../narrowed-policy";
import { permissionPolicies } from "../policy-documents";

const decrypting = ["kms:Decrypt", "kms:ReEncryptFrom"];

function decrypts({ effect, action, notAction, condition }: Statement): string | undefined {
  if (effect !== "Allow" || condition) return undefined;
  const names = (item: Item, name: string) => actionPattern(item).matches(name.toLowerCase());
  return decrypting.find(
    (name) =>
      action?.items.some((item) => names(item, name) === true) ??
      notAction?.items.every((item) => names(item, name) === false),
  );
}

export default defineLivePolicyCheck({
  id: "policies/kms-decrypt",
  title: "No policy of this account decrypts with every key",
  why: "A key of KMS keeps data apart only where not everybody may decrypt with it. With this permission all that any key protects lies open.",
  severity: "medium",
  recommendation: "least-privilege",
  cis: [],
  securityHub: ["KMS.1", "KMS.2"],
  links: ["https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"],
  remediation: narrowedPolicy(
    "Name the keys by their ARNs, or add a condition on kms:ViaService or kms:ResourceAliases.",
  ),
  policies: permissionPolicies,
  by(policy, catalog) {
    const key = knownAction("kms:Decrypt", catalog)?.types ?? [];
    return policy.statements.flatMap((statement) => {
      const action = decrypts(statement);
      return action !== undefined && coversEvery(statement, key)
        ? [{ statement, message: `Allows ${action} with every key of the account.` }]
        : [];
    });
  },
  right: "Does not decrypt with every key.",
  words: {
    none: { verdict: "pass", reason: "The account has no customer-managed and no inline policies." },
    pass: (count) => `${counted(count, "policy document")} read; none decrypts with every key.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "policy document")} ${count === 1 ? "decrypts" : "decrypt"} with every key.`,
  },
});
