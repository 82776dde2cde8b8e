/** Services that assume a role for whoever asks them to. */
import { say } from "../../../wording/sentence";
import type { PolicyRule } from "../rule";
import { ownAccount } from "../support/accounts";
import { deniesAllBut, keepsStrangersOut } from "../support/narrowing";
import { hasKey, isWholeCondition } from "../support/oidc-providers";
import { withCondition } from "../support/value-fixes";

/** Those that send `aws:SourceAccount` and `aws:SourceArn` when they assume a role, and whose documentation asks for a condition on them. */
const supporting = new Set([
  "amplify",
  "aps",
  "batchoperations.s3",
  "bedrock",
  "bedrock-agentcore",
  "codebuild",
  "comprehend",
  "deadline",
  "ecs-tasks",
  "events",
  "finspace",
  "grafana",
  "iotsitewise",
  "kendra",
  "lex",
  "monitoring.rds",
  "osis",
  "personalize",
  "pipes",
  "rekognition",
  "scheduler",
  "ssm",
  "states",
  "transcribe",
  "transfer",
  "translate",
  "vpc-flow-logs",
]);

function nameOf(value: string | null): string | null {
  return /^([a-z0-9.-]+)\.amazonaws\.com(?:\.cn)?$/.exec(value ?? "")?.[1] ?? null;
}

const example = (more: string): string =>
  `{\n  "Effect": "Allow",\n  "Principal": { "Service": "scheduler.amazonaws.com" },\n  "Action": "sts:AssumeRole"${more}\n}`;

const rule: PolicyRule = {
  kind: "policy",
  id: "trust/service-without-source",
  title: "Service that assumes the role for any of its customers",
  severity: "info",
  confidence: "medium",
  recommendation: "cross-account-roles",
  accessAnalyzer: null,
  types: ["trust"],
  documentation: {
    why: "A service works for all its customers under one name. Where it does not make sure that who configures it may pass the role, somebody in another account can have it use this one (the confused deputy). These services tell for whom they work, and AWS asks to make it a condition.",
    avoid: { language: "json", code: example("") },
    prefer: {
      language: "json",
      code: example(',\n  "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }'),
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
  },
  *check(policy, { policies }) {
    if (deniesAllBut(policy.statements, (key) => /^aws:source(?:arn|account|org)/.test(key))) return;
    for (const statement of policy.statements) {
      const { effect, principal, condition } = statement;
      if (
        effect !== "Allow" ||
        !principal ||
        !isWholeCondition(condition) ||
        hasKey(statement, (key) => key === "sts:externalid") ||
        keepsStrangersOut(statement)
      )
        continue;
      for (const group of principal.groups) {
        if (group.type !== "Service") continue;
        const item = group.items.find((one) => supporting.has(nameOf(one.value) ?? ""));
        if (!item) continue;
        // A condition would also keep away what does not send the key.
        const alone =
          principal.groups.length === 1 &&
          group.complete &&
          group.items.every((one) => supporting.has(nameOf(one.value) ?? ""));
        const account = alone ? ownAccount(policies) : null;
        yield {
          at: item.node.span,
          path: group.array ? item.path : group.path,
          message: say`\`${item.value!}\` works for every account, and nothing here says that it must be for yours. Add a condition on \`aws:SourceAccount\`, or on \`aws:SourceArn\` with what may use the role.`,
          fixes: () =>
            account === null ? [] : withCondition(statement, "StringEquals", "aws:SourceAccount", account, "safe"),
        };
      }
    }
  },
};

export default rule;
