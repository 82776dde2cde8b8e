/** The `suppressions` of a planeguard.json. */
import type { NamedRule } from "../../analysis/control/suppression";
import type { ValueNode } from "../../analysis/value";
import type { SuppressionEntry } from "./configuration";
import { type EntriesReader, type Path, quoted } from "./entries-reader";

const suppressionKeys = ["rules", "path", "policy", "statement", "reason", "until"];

export function readSuppressions(reader: EntriesReader, node: ValueNode, path: Path): SuppressionEntry[] {
  return reader.each(node, path, (item, at) => suppression(reader, item, at));
}

/** Null where what it needs is missing or wrong: half of it would hide more than was meant. */
function suppression(reader: EntriesReader, node: ValueNode, path: Path): SuppressionEntry | null {
  const before = reader.mistakes.length;
  const read: {
    named?: NamedRule[];
    path?: string | undefined;
    policy?: string | undefined;
    statement?: string | number | undefined;
    reason?: string | undefined;
    until?: string | undefined;
  } = {};
  for (const { key, keySpan, value } of reader.entries(node, path)) {
    const at = [...path, key];
    switch (key) {
      case "rules":
        read.named = namedRules(reader, value, at);
        break;
      case "path":
        read.path = reader.pathInside(value, at, "it suppresses nothing")?.replace(/^\.\//, "");
        break;
      case "policy":
        read.policy = reader.text(value, at, "the name of a policy in the file");
        break;
      case "statement":
        read.statement = statementOf(reader, value, at);
        break;
      case "reason":
        read.reason = reader.text(value, at, "a text that says why");
        break;
      case "until":
        read.until = reader.day(value, at);
        break;
      default:
        reader.unknownKey(at, keySpan, key, suppressionKeys);
    }
  }
  if (reader.mistakes.length > before) return null;
  const missing = [...(read.named?.length ? [] : ["rules"]), ...(read.path ? [] : ["path"])];
  if (missing.length > 0)
    reader.mistake(
      path,
      node.span,
      `${quoted(path)} says no ${missing.map((key) => `\`${key}\``).join(" and no ")}, and so suppresses nothing.`,
    );
  if (missing.length > 0) return null;
  const { named, path: file, policy, statement, reason = "", until } = read;
  return {
    rules: named!.map(({ id }) => id),
    named: named!,
    path: file!,
    reason,
    span: node.span,
    ...(policy === undefined ? {} : { policy }),
    ...(statement === undefined ? {} : { statement }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Which of them exist, rules tell (`suppression/unknown-rule`). */
function namedRules(reader: EntriesReader, node: ValueNode, path: Path): NamedRule[] {
  reader.list(node, path, "ids of rules", () => null);
  return node.kind !== "array"
    ? []
    : node.items.flatMap((item) =>
        item.kind === "string"
          ? [{ id: item.value, element: item.span, span: { start: item.span.start + 1, end: item.span.end - 1 } }]
          : [],
      );
}

function statementOf(reader: EntriesReader, node: ValueNode, path: Path): string | number | undefined {
  if (node.kind === "string" && node.value !== "") return node.value;
  if (node.kind === "number" && Number.isInteger(node.value) && node.value >= 0) return node.value;
  reader.wrongType(node, path, "the `Sid` of a statement or its index, from 0");
  return undefined;
}
