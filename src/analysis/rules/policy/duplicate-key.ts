import type { PolicyPath } from "../../finding";
import type { NewValue } from "../../locate/located";
import { type ObjectEntry, type ObjectNode, openKey, type ValueNode } from "../../value";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { suggestion } from "../support/fixes";
import { writable } from "../support/structure";

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/duplicate-key",
  title: "Key that stands twice",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "Only one of two equal keys in an object counts, and IAM refuses some of them: a condition or an effect that a reader relies on may not apply at all.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Deny", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }',
    },
    prefer: { language: "json", code: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }' },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"],
  },
  check(policy) {
    const found: PolicyReport[] = [];
    collect(policy.node, [], found);
    return found;
  },
};

const few = 16;

function firstOfEach(entries: readonly ObjectEntry[]): ReadonlyMap<string, ObjectEntry> {
  const firsts = new Map<string, ObjectEntry>();
  for (const entry of entries) if (!firsts.has(entry.key)) firsts.set(entry.key, entry);
  return firsts;
}

/** `path` leads to the node and is the same again afterwards. */
function collect(node: ValueNode, path: (string | number)[], found: PolicyReport[]): void {
  if (node.kind === "array") {
    for (let index = 0; index < node.items.length; index++) collectIn(node.items[index]!, index, path, found);
    return;
  }
  if (node.kind !== "object") return;
  const { entries } = node;
  // For the few keys of a statement, looking through them is quicker than a map.
  const firsts = entries.length > few ? firstOfEach(entries) : null;
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!;
    const first =
      entry.key === openKey ? entry : (firsts?.get(entry.key) ?? entries.find((one) => one.key === entry.key)!);
    if (first !== entry) found.push(report(node, first, entry, [...path, entry.key]));
    collectIn(entry.value, entry.key, path, found);
  }
}

function collectIn(node: ValueNode, key: string | number, path: (string | number)[], found: PolicyReport[]): void {
  if (node.kind !== "object" && node.kind !== "array") return;
  path.push(key);
  collect(node, path, found);
  path.pop();
}

function report(node: ObjectNode, first: ObjectEntry, entry: ObjectEntry, path: PolicyPath): PolicyReport {
  const { key, keySpan } = entry;
  return {
    at: keySpan,
    path,
    message: `"${key}" stands twice in this object and only one of them counts, so that the policy may not do what it seems to. Keep one.`,
    related: [{ at: first.keySpan, message: "It stands here first." }],
    fixes: () => [
      ...joined(node, first, entry),
      ...[entry, first].map((one, index) =>
        suggestion(`Remove the ${index === 0 ? "second" : "first"} ${key}`, {
          kind: "removeEntry" as const,
          from: node,
          entry: one,
        }),
      ),
    ],
  };
}

/** What the two say together, where that is plain: objects without a key in common. */
function joined(node: ObjectNode, first: ObjectEntry, second: ObjectEntry): readonly PolicyFix[] {
  const to = first.value;
  const { value } = second;
  if (
    to.kind !== "object" ||
    value.kind !== "object" ||
    value.entries.some(({ key }) => to.entries.some((one) => one.key === key))
  )
    return [];
  const added = value.entries.map(({ key, value: one }) => ({ key, value: writable(one) }));
  if (added.some((one) => one.value === undefined)) return [];
  return [
    suggestion(
      `Join them in one ${first.key}`,
      { kind: "removeEntry", from: node, entry: second },
      ...added.map((one) => ({ kind: "addEntry" as const, to, key: one.key, value: one.value as NewValue })),
    ),
  ];
}

export default rule;
