/** The frame of the rules about lists and objects in which nothing stands. */
import type { PolicyPath } from "../../finding";
import { oncePer } from "../../memo";
import type { Policy, Statement } from "../../policy/model";
import type { Span } from "../../text";
import type { ValueNode } from "../../value";
import type { PolicyFix, PolicyRule } from "../rule";
import { accessAnalyzerPage, elementPage } from "./links";

interface About {
  readonly name: string;
  readonly title: string;
  readonly accessAnalyzer: string;
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
  readonly element: string;
}

export interface Empty {
  readonly at: Span;
  readonly path: PolicyPath;
  readonly message: string;
  readonly fixes: readonly PolicyFix[];
}

export function emptyElementRule(
  { name, title, accessAnalyzer, why, avoid, prefer, element }: About,
  find: (statement: Statement, policy: Policy) => Iterable<Empty>,
): PolicyRule {
  return {
    kind: "policy",
    id: `policy/${name}`,
    title,
    severity: "info",
    confidence: "high",
    recommendation: "least-privilege",
    accessAnalyzer,
    documentation: {
      why,
      avoid: { language: "json", code: avoid },
      prefer: { language: "json", code: prefer },
      links: [
        accessAnalyzerPage("suggestion", accessAnalyzer.toLowerCase().replaceAll("_", "-")),
        elementPage(element),
      ],
    },
    *check(policy) {
      if (!hasEmpty(policy)) return;
      for (const statement of policy.statements) {
        for (const { at, path, message, fixes } of find(statement, policy))
          yield { at, path, message, fixes: () => fixes };
      }
    },
  };
}

/** Whether some list or object in a statement is empty: asked once for all of these rules. */
const hasEmpty = oncePer((policy: Policy): boolean =>
  policy.statements.some(({ node }) => node.entries.some(({ value }) => isEmptyIn(value))),
);

/** Values that a template leaves open may be empty, too. */
function isEmptyIn(value: ValueNode): boolean {
  switch (value.kind) {
    case "array":
      return value.items.length === 0;
    case "object":
      return value.entries.length === 0 || value.entries.some((entry) => isEmptyIn(entry.value));
    case "unknown":
      return true;
    default:
      return false;
  }
}
