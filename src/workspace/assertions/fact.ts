/** What breaks an assertion, as a fact about the file in which it stands. */
import type { Broken } from "../../analysis/assertions/outcome";
import { brokenSentence } from "../../analysis/assertions/sentence";
import type { ChangePlace, ReadPolicy } from "../../analysis/change/subject";
import { addTo } from "../../analysis/group-by";
import type { Statement } from "../../analysis/policy/model";
import { type AssertionFact, textOfFact } from "../../analysis/source/facts";
import type { Span } from "../../analysis/text";
import type { PlacedAssertion } from "../configuration/loaded";

/** By the files, as documents name them: one for each place and assertion. */
export function factsByFile(
  outcomes: readonly Broken[],
  assertions: readonly PlacedAssertion[],
): ReadonlyMap<string, readonly AssertionFact[]> {
  const facts = new Map<string, AssertionFact[]>();
  const told = new Set<string>();
  for (const outcome of outcomes) {
    const { path, fact } = factOf(outcome);
    // A managed policy has many statements at the place of its name.
    const key = JSON.stringify([path, fact.at.start, assertions.indexOf(outcome.assertion as PlacedAssertion)]);
    if (told.has(key)) continue;
    told.add(key);
    addTo(facts, path, fact);
  }
  return facts;
}

function factOf(outcome: Broken): { readonly path: string; readonly fact: AssertionFact } {
  const { verdict, assertion, read, statement } = outcome;
  const { file: path, range } = statementPlace(read, statement);
  const at = { start: range.start.offset, end: range.end.offset };
  const { file, range: where } = assertion as PlacedAssertion;
  const whole = spanOf(read, statement);
  return {
    path,
    fact: {
      kind: verdict === "broken" ? "assertion-broken" : "assertion-unknown",
      at,
      text: textOfFact(read.document.text, whole),
      sentence: assertion.sentence,
      told: brokenSentence(outcome),
      asserted: { file, range: where },
    },
  };
}

export function statementPlace(read: ReadPolicy, statement: Statement | null): ChangePlace {
  return read.document.placeOf(spanOf(read, statement));
}

/** What a person would point at: the actions of the statement, or where the policy begins. */
function spanOf({ managed, at, policy }: ReadPolicy, statement: Statement | null): Span {
  if (managed) return at;
  const element = statement?.action ?? statement?.notAction;
  const span = element?.entry.value.span ?? statement?.node.span ?? policy.node.span;
  return span.end > span.start ? span : at;
}
