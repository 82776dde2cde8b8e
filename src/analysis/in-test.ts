/** What is offered in a test of a program. */
import type { FixProposal } from "./proof/prover";
import type { Rule } from "./rules/rule";

/** Rules about names that AWS does not have: the only mistakes that a test rarely makes on purpose. */
const aboutNames =
  /^policy\/invalid-(?:action|service-in-action|(?:global|service)-condition-key)$|^policy\/misspelt-managed-policy$/;
const aboutPolicies = /^(?:(?:policy|risk|trust)\/|credentials\/access-key-id$)/;

/** What is written in a test is what it compares with: nothing there is safe to change, and what else than a name is wrong was perhaps meant so. */
export function inTest({ id }: Rule, propose: FixProposal): ReturnType<FixProposal> {
  if (!aboutPolicies.test(id)) return propose();
  if (!aboutNames.test(id)) return [];
  const replacing = propose().filter(({ edits }) => edits?.some(({ newText }) => newText !== ""));
  return replacing.map((proposal) => ({ ...proposal, kind: "suggestion" }));
}
