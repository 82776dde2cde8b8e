/** Policies of a Terraform plan that nobody can read before it is applied. */
import type { PolicyRule } from "../rule";

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/known-after-apply",
  title: "Policy that is known only after apply",
  severity: "hint",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "A plan leaves a policy open where a part of it comes from a resource that does not exist yet, such as the ARN of a new bucket. Terraform then shows `(known after apply)`, and neither a reviewer nor Planeguard can judge in the plan what it will allow. The source can be checked instead.",
    avoid: {
      language: "json",
      code: '{\n  "format_version": "1.2",\n  "resource_changes": [\n    {\n      "address": "aws_iam_policy.reports",\n      "mode": "managed",\n      "type": "aws_iam_policy",\n      "change": { "actions": ["create"], "before": null, "after": { "name": "reports" }, "after_unknown": { "policy": true } }\n    }\n  ]\n}',
    },
    prefer: {
      language: "json",
      code: '{\n  "format_version": "1.2",\n  "resource_changes": [\n    {\n      "address": "aws_iam_policy.reports",\n      "mode": "managed",\n      "type": "aws_iam_policy",\n      "change": {\n        "actions": ["create"],\n        "before": null,\n        "after": {\n          "policy": "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:ListBucket\\",\\"Resource\\":\\"arn:aws:s3:::reports\\"}]}"\n        }\n      }\n    }\n  ]\n}',
    },
    links: ["https://developer.hashicorp.com/terraform/internals/json-format#change-representation"],
  },
  *check({ place, node }) {
    if (!place.afterApply) return;
    yield {
      at: node.span,
      path: [],
      message: `What the policy of \`${place.label ?? "this resource"}\` allows is known only after apply, so this plan does not tell it. Check the source that it comes from.`,
    };
  },
};

export default rule;
