import { say } from "../../../wording/sentence";
import type { PolicyRule } from "../rule";
import { isStar } from "../support/actions";
import { permissionsOf } from "../support/permissions";

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
  *check(policy, context) {
    for (const { policy: own, statement, item } of permissionsOf(policy, context).everything) {
      const everyResource = statement.resource?.items.find(isStar);
      if (own !== policy || !item || !everyResource) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: say`This allows every action on every resource: whoever holds these permissions owns the account. Name the actions and resources that are needed.`,
        related: [{ at: everyResource.node.span, message: say`On every resource.` }],
      };
    }
  },
};

export default rule;
