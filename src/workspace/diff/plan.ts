/** `diff PLAN.json`: what a plan of Terraform changes in what is there now. */
import { oneDocument } from "../../analysis/change/join";
import type { Problem } from "../../analysis/finding";
import type { DiffReport } from "../../report/diff-report";
import { absolute, readContent } from "../files";
import { compareSides } from "./compare-sides";
import type { SideDocument } from "./documents";

/** Shown for the two states that a plan tells of. */
const states = { base: "what is there now", head: "what the plan leaves" };

interface PlannedChange {
  readonly change?: { readonly actions?: unknown; readonly before?: unknown; readonly after?: unknown };
}

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

/** The plan that would leave what is there; null where the text is no plan. */
function stateBefore(text: string): string | null {
  try {
    const plan = JSON.parse(text) as { readonly format_version?: unknown; readonly resource_changes?: unknown };
    if (plan?.format_version === undefined || !Array.isArray(plan.resource_changes)) return null;
    // What Terraform forgets stays in AWS as it is.
    const changed = (plan.resource_changes as readonly PlannedChange[]).filter(
      (one) => JSON.stringify(one?.change?.actions) !== '["forget"]',
    );
    const changes = changed.map((one) => ({
      ...one,
      change: { before: null, after: one?.change?.before ?? null, after_unknown: {} },
    }));
    return JSON.stringify({ format_version: plan.format_version, resource_changes: changes });
  } catch {
    return null;
  }
}
