import type { PolicyRule } from "../rule";

/** `*` and `*:*`. */
const everything = /^\*+(:\*+)?$/;

const rule: PolicyRule = {
  kind: "policy",
  id: "risk/full-administrator",
  title: "Every action on every resource",
  severity: "warning",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  types: ["identity"],
  documentation: {
    why: "Whoever holds these permissions, or takes over the workload that holds them, owns the account: they can create users, read every secret, delete every backup and switch off the logs.",
    avoid: { language: "json", code: '{ "Effect": "Allow", "Action": "*", "Resource": "*" }' },
    prefer: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::invoices/*" }',
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"],
  },
  *check(policy) {
    for (const { effect, action, resource, condition } of policy.statements) {
      if (effect !== "Allow" || condition) continue;
      const everyAction = action?.items.find((item) => item.value !== null && everything.test(item.value));
      const everyResource = resource?.items.find((item) => item.value !== null && /^\*+$/.test(item.value));
      if (!everyAction || !everyResource) continue;
      yield {
        at: everyAction.node.span,
        path: everyAction.path,
        message:
          "This allows every action on every resource: whoever holds these permissions owns the account. Name the actions and resources that are needed.",
        related: [{ at: everyResource.node.span, message: "On every resource." }],
      };
    }
  },
};

export default rule;
