/** Calls of Terraform's modules that a change gives the name of another. */
import { mayRepeatCalls, repeatedCalls, repeatedProblem } from "../../analysis/change/terraform/repeated-calls";
import type { Problem } from "../../analysis/finding";
import { formOf } from "../../analysis/source/forms";
import { type SideDocument, sourceOf } from "./documents";

/** Calls of modules that have the name of another of their folder, and had not before. */
export async function newlyRepeated(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const current of after) {
    const { source, document, isDependant = false, call } = current;
    if (isDependant || call !== undefined || formOf(source) !== "hcl" || !mayRepeatCalls(source.text)) continue;
    const old = before.find((one) => one.document.scope === document.scope);
    const known = new Set(old ? repeatedCalls(await sourceOf(old)).map(({ name }) => name) : []);
    for (const one of repeatedCalls(await sourceOf(current)))
      if (!known.has(one.name)) problems.push(repeatedProblem(one, document));
  }
  return problems;
}
