/** The `units` of a planeguard.json: which code runs under which policy, where no template says it. */
import type { ValueNode } from "../../analysis/value";
import type { ConfiguredUnit } from "./configuration";
import { type EntriesReader, type Path, quoted } from "./entries-reader";

const keys = ["code", "policy"] as const;

export function readUnits(reader: EntriesReader, node: ValueNode, path: Path): readonly ConfiguredUnit[] {
  return reader.each(node, path, (item, at) => unitEntry(reader, item, at));
}

/** Null where one half of it is missing or wrong. */
function unitEntry(reader: EntriesReader, node: ValueNode, path: Path): ConfiguredUnit | null {
  const before = reader.mistakes.length;
  const read: Partial<Record<(typeof keys)[number], string>> = {};
  for (const { key, keySpan, value } of reader.entries(node, path)) {
    const at = [...path, key];
    const known = keys.find((one) => one === key);
    if (known === undefined) reader.unknownKey(at, keySpan, key, keys);
    else {
      const file = reader.pathInside(value, at, "the unit is left out");
      if (file !== undefined) read[known] = file;
    }
  }
  if (node.kind !== "object" || reader.mistakes.length > before) return null;
  const { code, policy } = read;
  if (code !== undefined && policy !== undefined) return { code, policy };
  const missing = keys.filter((key) => read[key] === undefined).map((key) => `\`${key}\``);
  reader.mistake(path, node.span, `${quoted(path)} says no ${missing.join(" and no ")}, and so is left out.`);
  return null;
}
