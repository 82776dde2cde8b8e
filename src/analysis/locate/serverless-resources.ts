/** The resources of a service of the Serverless Framework: those of a list are one template (serverless.com: "AWS Infrastructure Resources"). */
import { type ObjectEntry, type ObjectNode, valueAt, type ValueNode } from "../value";
import { leavesOf } from "./attached/leaves";

/** So deep a resource is put together. */
const deepest = 20;

/** The sections `Resources` as one: what several entries say of one resource is put together, as the framework does. */
export function serverlessResources(resources: ValueNode | undefined): readonly ObjectNode[] {
  const sections = leavesOf(resources).flatMap(({ node, conditional }): (ObjectNode & { isSure: boolean })[] => {
    const section = valueAt(node, "Resources");
    return section?.kind === "object" ? [{ ...section, isSure: !conditional }] : [];
  });
  // Of branches there is one at a time.
  if (sections.length < 2 || sections.some(({ isSure }) => !isSure)) return sections;
  return [sections.reduce<ObjectNode>((all, one) => both(all, one, 0), { ...sections[0]!, entries: [] })];
}

function both(first: ObjectNode, second: ObjectNode, depth: number): ObjectNode {
  const entries = new Map<string, ObjectEntry>(first.entries.map((entry) => [entry.key, entry]));
  for (const entry of second.entries) {
    const earlier = entries.get(entry.key);
    entries.set(entry.key, earlier ? { ...earlier, value: merged(earlier.value, entry.value, depth + 1) } : entry);
  }
  return { ...first, entries: [...entries.values()] };
}

/** As `merge` of lodash does it: objects by their keys, lists by their places, of all else the later one counts. */
function merged(first: ValueNode, second: ValueNode, depth: number): ValueNode {
  if (depth > deepest) return second;
  // A policy is read where it stands: of two the later one.
  if (first.kind === "object" && second.kind === "object")
    return valueAt(second, "Statement") ? second : both(first, second, depth);
  if (first.kind !== "array" || second.kind !== "array") return second;
  const items = second.items.map((item, at) => (first.items[at] ? merged(first.items[at], item, depth + 1) : item));
  return { ...second, items: [...items, ...first.items.slice(items.length)] };
}
