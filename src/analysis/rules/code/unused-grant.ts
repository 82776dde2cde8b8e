/** Permissions of a role that no code of it uses. */
import type { Policy } from "../../policy/model";
import type { GrantFact } from "../../units/facts";
import type { PolicyFix, UnitRule } from "../rule";
import { withoutStatement } from "../support/removal-fixes";

const statement = (actions: string): string => `Policies:
  - Statement:
      - Effect: Allow
        Action: ${actions}
        Resource: !GetAtt Orders.Arn`;

const rule: UnitRule = {
  kind: "unit",
  id: "code/unused-grant",
  title: "Permission that no code of the role uses",
  severity: "info",
  confidence: "medium",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "Whoever takes over the code can do what its role allows, also what the code never does. It is reported only where everything that runs as the role is in the workspace, all its calls are known, and AWS itself does not need the permission: of logs, networks, keys, the sources of events, and of what is called without an SDK, nothing is said.",
    avoid: {
      language: "yaml",
      code: `# The function calls nothing but GetItem.\n${statement("[dynamodb:GetItem, dynamodb:DeleteItem]")}`,
    },
    prefer: { language: "yaml", code: statement("dynamodb:GetItem") },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"],
  },
  *check(facts, { policies }) {
    for (const fact of facts) {
      if (fact.kind !== "unused") continue;
      const { at, action, role, units } = fact;
      yield {
        at,
        message: `Nothing that runs as \`${role}\` calls \`${action}\` (${runs(units)}). Take it out, so that whoever takes over the code cannot use it.`,
        fixes: () => policies.flatMap((policy) => without(policy, fact)),
      };
    }
  },
};

const mostNamed = 3;

function runs(units: readonly string[]): string {
  const named = units.slice(0, mostNamed).map((unit) => `\`${unit}\``);
  const more = units.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}

function without(policy: Policy, { at, action }: GrantFact): readonly PolicyFix[] {
  for (const one of policy.statements) {
    const item = one.action?.items.find(({ node }) => node.span.start === at.start && node.span.end === at.end);
    if (!item || !one.action) continue;
    const { array } = one.action;
    if (!array) return withoutStatement(policy, one);
    if (array.items.length < 2 || !array.items.includes(item.node)) return withoutStatement(policy, one);
    return [
      {
        title: `Remove ${action}`,
        kind: "suggestion",
        changes: [{ kind: "removeItem", from: array, item: item.node }],
      },
    ];
  }
  return [];
}

export default rule;
