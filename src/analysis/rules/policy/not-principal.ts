/** A Deny for all but some, which also meets the accounts of those that it leaves out. */
import type { Item } from "../../policy/model";
import type { PolicyRule } from "../rule";
import { accountOf, wholeAccount } from "../support/accounts";
import { suggestion } from "../support/fixes";
import { elementPage } from "../support/links";

/** The accounts of the principals, with whether each is named as a whole. */
function accountsIn(items: readonly Item[]): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  for (const item of items) {
    const account = accountOf(item);
    if (account !== null) found.set(account, found.get(account) === true || wholeAccount(item) !== null);
  }
  return found;
}

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/not-principal-without-account",
  title: "NotPrincipal with a Deny, without the account",
  severity: "warning",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  types: ["resource"],
  documentation: {
    why: "A Deny for all but those whom `NotPrincipal` names also denies the account that a user or role belongs to, and with it the user or role. AWS asks to name the account beside them, and advises a condition on `aws:PrincipalArn` in place of `NotPrincipal`.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:user/anna" }, "Action": "s3:*", "Resource": "arn:aws:s3:::invoices/*" }',
    },
    prefer: {
      language: "json",
      code: '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::invoices/*", "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/anna" } } }',
    },
    links: [elementPage("notprincipal")],
  },
  *check({ statements }) {
    for (const { effect, notPrincipal } of statements) {
      if (effect !== "Deny" || !notPrincipal?.complete) continue;
      for (const { type, items, complete, array, entry } of notPrincipal.groups) {
        if (type !== "AWS" || !complete || items.some((item) => item.value === null)) continue;
        for (const [account, isNamed] of accountsIn(items)) {
          if (isNamed) continue;
          const item = items.find((one) => accountOf(one) === account)!;
          const partition = item.value!.split(":")[1]!;
          const root = `arn:${partition}:iam::${account}:root`;
          yield {
            at: item.node.span,
            path: item.path,
            message: `This Deny also meets account ${account} as a whole, and so \`${item.value}\`, which it is to leave out. Name \`${root}\` beside it, or write a condition on \`aws:PrincipalArn\` in place of \`NotPrincipal\`.`,
            fixes: () => [
              suggestion(
                `Add ${root}`,
                array
                  ? { kind: "addItem", to: array, value: root }
                  : { kind: "replace", node: entry.value, value: [...items.map((one) => one.value!), root] },
              ),
            ],
          };
        }
      }
    }
  },
};

export default rule;
