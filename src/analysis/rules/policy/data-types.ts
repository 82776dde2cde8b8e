/** JSON values of a type that the element does not take. */
import type { PolicyPath } from "../../finding";
import { choicesOf, isOpen } from "../../policy/elements";
import type { ObjectNode, ValueNode } from "../../value";
import type { PolicyReport, PolicyRule } from "../rule";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage } from "../support/links";
import { statementObjects, writable, writtenEntries } from "../support/structure";

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/data-type-mismatch",
  title: "Value of the wrong JSON type",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "DATA_TYPE_MISMATCH",
  documentation: {
    why: "Each element takes values of certain JSON types. AWS rejects a policy with any other.",
    avoid: { language: "json", code: '"Action": { "s3": "GetObject" }' },
    prefer: { language: "json", code: '"Action": "s3:GetObject"' },
    links: [
      accessAnalyzerPage("error", "data-type-mismatch"),
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    ],
  },
  *check(policy) {
    for (const entry of writtenEntries(policy.node)) {
      if (entry.key === "Version" || entry.key === "Id") yield* text(entry.value, [entry.key]);
    }
    if (policy.statementEntry) yield* statements(policy.statementEntry.value);
    for (const statement of statementObjects(policy)) yield* elements(statement.node, statement.path);
  },
};

export default rule;

function* elements(node: ObjectNode, path: PolicyPath): Iterable<PolicyReport> {
  for (const { key, value } of writtenEntries(node)) {
    // Most values are what they should be.
    if (
      key === "Condition"
        ? isPlainCondition(value)
        : value.kind === "string" ||
          ((key.endsWith("Action") || key.endsWith("Resource")) && value.kind === "array" && value.items.every(isText))
    )
      continue;
    const at = [...path, key];
    switch (key) {
      case "Sid":
      case "Effect":
        yield* text(value, at);
        break;
      case "Action":
      case "NotAction":
      case "Resource":
      case "NotResource":
        yield* texts(value, at, false);
        break;
      case "Principal":
      case "NotPrincipal":
        if (value.kind === "object")
          for (const group of writtenEntries(value)) yield* texts(group.value, [...at, group.key], true);
        else if (!isLeftOpen(value) && value.kind !== "string")
          yield mismatch(value, at, 'an object such as `{ "AWS": "…" }`, or `"*"`');
        break;
      case "Condition":
        yield* condition(value, at);
    }
  }
}

function isText({ kind }: ValueNode): boolean {
  return kind === "string";
}

/** Whether a condition is of operators with keys that have texts. */
function isPlainCondition(value: ValueNode): boolean {
  return (
    value.kind === "object" &&
    value.entries.every(
      (operator) =>
        operator.value.kind === "object" &&
        operator.value.entries.every(
          (key) => isText(key.value) || (key.value.kind === "array" && key.value.items.every(isText)),
        ),
    )
  );
}

function* statements(value: ValueNode): Iterable<PolicyReport> {
  const path = ["Statement"];
  if (value.kind === "array")
    for (const [index, item] of value.items.entries()) {
      if (item.kind === "object") continue;
      yield* object(item, [...path, index]);
      yield* chosenLists(item, [...path, index]);
    }
  else yield* object(value, path, " or a list of objects");
}

/** Lists that a template may put into the list around an item: it takes them as they are, with their brackets. */
function* chosenLists(item: ValueNode, path: PolicyPath): Iterable<PolicyReport> {
  if (item.kind !== "unknown") return;
  for (const { node } of choicesOf(item))
    if (node?.kind === "array" && node.span.end > node.span.start)
      yield {
        at: node.span,
        path,
        message:
          "Where the template chooses this, a list stands in the list, and AWS rejects the policy. Choose between whole lists, or item by item.",
      };
}

function* condition(value: ValueNode, path: PolicyPath): Iterable<PolicyReport> {
  yield* object(value, path);
  for (const operator of value.kind === "object" ? writtenEntries(value) : []) {
    const at = [...path, operator.key];
    yield* object(operator.value, at);
    for (const key of operator.value.kind === "object" ? writtenEntries(operator.value) : [])
      yield* scalars(key.value, [...at, key.key]);
  }
}

/** Whether a template decides what stands there. */
function isLeftOpen(value: ValueNode): boolean {
  return value.kind === "unknown" || value.kind === "template" || (value.kind === "object" && isOpen(value));
}

function* object(value: ValueNode, path: PolicyPath, or = ""): Iterable<PolicyReport> {
  if (!isLeftOpen(value) && value.kind !== "object") yield mismatch(value, path, `an object${or}`);
}

function* text(value: ValueNode, path: PolicyPath): Iterable<PolicyReport> {
  if (!isLeftOpen(value) && value.kind !== "string") yield mismatch(value, path, "a string");
}

/** A string or a list of strings. An account id may be written as a number: YAML makes one of it. */
function* texts(value: ValueNode, path: PolicyPath, numbers: boolean): Iterable<PolicyReport> {
  const fits = (one: ValueNode): boolean =>
    isLeftOpen(one) || one.kind === "string" || (numbers && one.kind === "number");
  if (value.kind === "array") {
    for (const [index, item] of value.items.entries()) {
      if (!fits(item)) yield mismatch(item, [...path, index], "a string");
      yield* chosenLists(item, [...path, index]);
    }
  } else if (!fits(value)) yield mismatch(value, path, "a string or a list of strings");
}

function* scalars(value: ValueNode, path: PolicyPath): Iterable<PolicyReport> {
  const fits = (one: ValueNode): boolean =>
    isLeftOpen(one) || one.kind === "string" || one.kind === "number" || one.kind === "boolean";
  if (value.kind === "array") {
    for (const [index, item] of value.items.entries()) {
      if (!fits(item)) yield mismatch(item, [...path, index], "a string");
      yield* chosenLists(item, [...path, index]);
    }
  } else if (!fits(value)) yield mismatch(value, path, "a string or a list of strings");
}

const kinds: Partial<Record<ValueNode["kind"], string>> = {
  object: "an object",
  array: "a list",
  string: "a string",
  number: "a number",
  boolean: "`true` or `false`",
  null: "`null`",
};

function mismatch(value: ValueNode, path: PolicyPath, expected: string): PolicyReport {
  return {
    at: value.span,
    path,
    message: `This is ${kinds[value.kind] ?? "of another type"}, so AWS rejects the policy. Write ${expected}.`,
    fixes: () => {
      const { kind } = value;
      // One statement, one element: the list around it, or the quotes, were forgotten or are too many.
      if ((kind === "number" || kind === "boolean") && expected.startsWith("a string"))
        return [suggestion(`Write "${value.value}"`, { kind: "replace", node: value, value: String(value.value) })];
      const only = kind === "array" && value.items.length === 1 ? value.items[0] : undefined;
      const object = only?.kind === "object" && expected.startsWith("an object") ? writable(only) : undefined;
      if (object !== undefined)
        return [suggestion("Write what is in the list", { kind: "replace", node: value, value: object })];
      const pairs =
        kind === "object" && expected.startsWith("a string")
          ? value.entries.map((entry) => ({ prefix: entry.key, name: entry.value }))
          : [];
      // `{ "s3": "GetObject" }` as other languages write actions.
      if (
        path.at(-1) === "Action" &&
        pairs.length > 0 &&
        pairs.every(({ prefix, name }) => /^[a-z0-9-]+$/.test(prefix) && name.kind === "string")
      ) {
        const actions = pairs.map(({ prefix, name }) => `${prefix}:${name.kind === "string" ? name.value : ""}`);
        return [
          suggestion(`Write ${actions.join(", ")}`, {
            kind: "replace",
            node: value,
            value: actions.length === 1 ? actions[0]! : actions,
          }),
        ];
      }
      return only?.kind === "string" && expected === "a string"
        ? [suggestion(`Write "${only.value}"`, { kind: "replace", node: value, value: only.value })]
        : [];
    },
  };
}
