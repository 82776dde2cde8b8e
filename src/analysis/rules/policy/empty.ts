/** Lists and objects in which nothing stands. */
import type { Policy, Statement } from "../../policy/model";
import { type Empty, emptyElementRule } from "../support/empty-element";
import { safeFix, suggestion } from "../support/fixes";
import { withoutStatement } from "../support/removal-fixes";

function emptyList(kind: "Action" | "Resource"): (statement: Statement, policy: Policy) => Iterable<Empty> {
  return function* find(statement, policy) {
    const [element, notElement] =
      kind === "Action" ? [statement.action, statement.notAction] : [statement.resource, statement.notResource];
    for (const one of [element, notElement]) {
      if (one?.array?.items.length !== 0) continue;
      yield {
        at: one.array.span,
        path: one.path,
        message: `This list is empty, so the statement is about no ${kind.toLowerCase()}${one === element ? " and has no effect" : " left out"}. Name ${kind === "Action" ? "the actions" : "the resources"}, or remove the statement.`,
        // Nothing left out is everything.
        fixes:
          one === element
            ? withoutStatement(policy, statement, "safe")
            : [
                suggestion(
                  `Write "${kind}": "*"`,
                  { kind: "renameKey", entry: one.entry, key: kind },
                  { kind: "replace", node: one.array, value: "*" },
                ),
              ],
      };
    }
  };
}

const action = emptyElementRule(
  {
    name: "empty-array-action",
    title: "Empty list of actions",
    accessAnalyzer: "EMPTY_ARRAY_ACTION",
    element: "action",
    why: "A statement with no action allows and denies nothing; often it is left over from a template.",
    avoid: '"Action": []',
    prefer: '"Action": ["s3:GetObject"]',
  },
  emptyList("Action"),
);

const resource = emptyElementRule(
  {
    name: "empty-array-resource",
    title: "Empty list of resources",
    accessAnalyzer: "EMPTY_ARRAY_RESOURCE",
    element: "resource",
    why: "A statement about no resource allows and denies nothing; often it is left over from a template.",
    avoid: '"Resource": []',
    prefer: '"Resource": ["arn:aws:s3:::invoices/*"]',
  },
  emptyList("Resource"),
);

const principal = emptyElementRule(
  {
    name: "empty-array-principal",
    title: "Empty list of principals",
    accessAnalyzer: "EMPTY_ARRAY_PRINCIPAL",
    element: "principal",
    why: "A statement about nobody allows and denies nothing.",
    avoid: '"Principal": { "AWS": [] }',
    prefer: '"Principal": { "AWS": ["111122223333"] }',
  },
  function* find(statement, policy) {
    for (const element of [statement.principal, statement.notPrincipal]) {
      for (const group of element?.groups ?? []) {
        if (group.array?.items.length !== 0) continue;
        const others = element!.groups.length > 1 && element!.entry.value.kind === "object";
        yield {
          at: group.array.span,
          path: group.path,
          message: "This list of principals is empty and names nobody. Name the principals, or remove it.",
          fixes:
            others && element!.entry.value.kind === "object"
              ? [
                  safeFix(`Remove ${group.type}`, {
                    kind: "removeEntry",
                    from: element!.entry.value,
                    entry: group.entry,
                  }),
                ]
              : element === statement.principal
                ? withoutStatement(policy, statement, "safe")
                : [],
        };
      }
    }
  },
);

const principalObject = emptyElementRule(
  {
    name: "empty-object-principal",
    title: "Empty Principal",
    accessAnalyzer: "EMPTY_OBJECT_PRINCIPAL",
    element: "principal",
    why: "A statement about nobody allows and denies nothing.",
    avoid: '"Principal": {}',
    prefer: '"Principal": { "AWS": "111122223333" }',
  },
  function* find(statement, policy) {
    for (const element of [statement.principal, statement.notPrincipal]) {
      if (element?.entry.value.kind !== "object" || element.entry.value.entries.length > 0) continue;
      yield {
        at: element.entry.value.span,
        path: element.path,
        message:
          "This names no principal, so the statement is about nobody. Name the principals, or remove the statement.",
        fixes: element === statement.principal ? withoutStatement(policy, statement, "safe") : [],
      };
    }
  },
);

export default [action, resource, principal, principalObject];
