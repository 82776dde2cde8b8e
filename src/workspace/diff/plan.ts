/** `diff PLAN.json`: what a plan of Terraform changes in what is there now. */
import { oneDocument } from "../../analysis/change/terraform/join";
import type { Problem } from "../../analysis/finding";
import { parseJson } from "../../analysis/source/json-tree";
import { tableOf } from "../../analysis/table";
import { entryOf, type ObjectEntry, valueAt, type ValueNode } from "../../analysis/value";
import type { DiffReport } from "../../report/diff-report";
import { absolute, readContent } from "../files";
import { compareSides } from "./compare-sides";
import type { SideDocument } from "./documents";

/** Shown for the two states that a plan tells of. */
const states = { base: "what is there now", head: "what the plan leaves" };

/** Compares what is there with what is planned, in one file (`terraform show -json`); null where it is no plan. Throws where it cannot be read. */
export async function diffPlan(name: string, folder: string, signal?: AbortSignal): Promise<DiffReport | null> {
  const started = performance.now();
  const content = readContent(absolute(name, folder));
  if ("unread" in content) throw new Error(content.unread === "binary" ? "it is a binary file" : "it is too large");
  const before = stateBefore(content.text);
  if (before === null) return null;
  const side = (text: string): SideDocument => ({
    document: oneDocument({ name, text }),
    source: { name, text },
    path: name,
  });
  const optionsOf = async () => ({ control: {} });
  const compared = await compareSides([side(before)], [side(content.text)], { optionsOf, signal });
  const problems = [...new Map(compared.problems.map((one): [string, Problem] => [one.message, one])).values()];
  return {
    ...compared,
    ...states,
    problems,
    stats: { ...compared.stats, files: 1, durationMs: Math.round(performance.now() - started) },
  };
}

/** The plan that would leave what is there, in a text in which everything stands where it did; null where the text is no plan. */
function stateBefore(text: string): string | null {
  const { root } = parseJson(text);
  const changes = root ? valueAt(root, "resource_changes") : undefined;
  if (!root || !valueAt(root, "format_version") || changes?.kind !== "array") return null;
  const edits = changes.items.flatMap((item): readonly ObjectEntry[] => {
    const change = item.kind === "object" ? entryOf(item, "change") : undefined;
    if (change?.value.kind !== "object") return [];
    // What Terraform forgets stays in AWS as it is.
    const actions = valueAt(change.value, "actions");
    const isForgotten = actions?.kind === "array" && actions.items.some((one) => isText(one, "forget"));
    return isForgotten ? [change] : change.value.entries.filter(({ key }) => key in renamed);
  });
  let before = "";
  let at = 0;
  for (const { key, keySpan } of edits) {
    before += text.slice(at, keySpan.start) + renamed[key]!.padEnd(keySpan.end - keySpan.start);
    at = keySpan.end;
  }
  return before + text.slice(at);
}

/** By a key of a change the one that stands in its place in the state before; none is longer than what it stands for. */
const renamed: { readonly [key: string]: string | undefined } = tableOf({
  before: '"after"',
  after: '"later"',
  after_unknown: '"later_unknown"',
  change: '"forgot"',
});

function isText(node: ValueNode, text: string): boolean {
  return node.kind === "string" && node.value === text;
}
