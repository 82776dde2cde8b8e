/** Permissions of a role that no code of it uses. */
import { quoted, say, someOf, type Value } from "../../../wording/sentence";
import type { Change } from "../../locate/located";
import type { Item, Policy, Statement } from "../../policy/model";
import type { GrantFact, UnitFact } from "../../source/facts";
import type { PolicyFix, UnitRule } from "../rule";
import { suggestion } from "../support/fixes";
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
      const place = placeOf(policies, fact);
      yield {
        at,
        ...(place ? { path: place.item.path } : {}),
        message: say`Nothing that runs as \`${role}\` calls \`${action}\` (${runs(units)}). Take it out, so that whoever takes over the code cannot use it.`,
        fixes: () => (place ? [...without(place, action), ...withoutAll(place.policy, facts)] : []),
      };
    }
  },
};

const mostNamed = 3;

function runs(units: readonly string[]): Value {
  const named = quoted(units);
  return named.length > mostNamed ? someOf(named, mostNamed) : named.join(", ");
}

interface GrantPlace {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly item: Item;
}

function placeOf(policies: readonly Policy[], { at }: GrantFact): GrantPlace | null {
  for (const policy of policies)
    for (const statement of policy.statements) {
      const item = statement.action?.items.find(({ node: { span } }) => span.start === at.start && span.end === at.end);
      if (item) return { policy, statement, item };
    }
  return null;
}

function without({ policy, statement, item }: GrantPlace, action: string): readonly PolicyFix[] {
  const array = statement.action?.array;
  if (!array || array.items.length < 2 || !array.items.includes(item.node)) return withoutStatement(policy, statement);
  return [suggestion(say`Remove ${action}`, { kind: "removeItem", from: array, item: item.node })];
}

/** What is left of the policy is what is called. */
function withoutAll(policy: Policy, facts: readonly UnitFact[]): readonly PolicyFix[] {
  const unused = facts.flatMap((fact) => (fact.kind === "unused" ? (placeOf([policy], fact) ?? []) : []));
  if (unused.length < 2) return [];
  const changes = policy.statements.flatMap((statement): readonly Change[] => {
    const gone = unused.filter((one) => one.statement === statement);
    const { array, items = [] } = statement.action ?? {};
    if (gone.length === 0) return [];
    if (gone.length === items.length) return withoutStatement(policy, statement)[0]?.changes ?? [];
    return array ? gone.map(({ item }) => ({ kind: "removeItem", from: array, item: item.node })) : [];
  });
  const title = say`Remove all ${unused.length} permissions of this policy that nothing calls`;
  return [{ title, kind: "suggestion", changes }];
}

export default rule;
