import { say } from "../../../wording/sentence";
import type { PolicyRule } from "../rule";
import { toFillIn } from "../support/placeholders";

const example = (account: string): string =>
  `{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-central-1:${account}:invoices" }`;

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/to-be-filled-in",
  title: "Placeholder that is to be filled in",
  severity: "info",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "An example or a template of a policy leaves names to whoever uses it: `<account-id>`, `{region}`, `ACCOUNT_ID`. As it stands such a value matches nothing, or AWS rejects it. Planeguard says so once a document, and does not say of each such value what is wrong with it.",
    avoid: { language: "json", code: example("<account-id>") },
    prefer: { language: "json", code: example("111122223333") },
  },
  *check(policy, { policies }) {
    const [first] = toFillIn(policy);
    if (!first || policies.find((one) => toFillIn(one).length > 0) !== policy) return;
    const others = new Set(policies.flatMap((one) => toFillIn(one).map(({ placeholder }) => placeholder)));
    others.delete(first.placeholder);
    yield {
      at: first.item.node.span,
      path: first.item.path,
      message:
        others.size === 0
          ? say`\`${first.placeholder}\` is to be filled in: until then the value matches nothing, or AWS rejects it.`
          : say`\`${first.placeholder}\` is to be filled in, and ${others.size} more in this document: until then the value matches nothing, or AWS rejects it.`,
    };
  },
};

export default rule;
