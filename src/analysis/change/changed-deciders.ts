/** Statements, values in them and what nobody can read, which are there as before and about which something else decides. */
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import { contains, type Span } from "../text";
import type { ValueNode } from "../value";
import { openTexts, valueText } from "./canonical";
import { Deciders, type Saying, textOfBranches } from "./deciders";
import { type Branch, branchOf } from "./deployments";
import { countPrefix, meaningPrefix, meaningsIn } from "./meanings";
import type { Part } from "./parts";
import { type Subject, textOf } from "./subject";
import { dynamicPrincipals } from "./terraform/dynamic-principals";

/** What decides, by what the two sides say. */
export function decidersOf(before: Subject | null, after: Subject | null): () => Deciders {
  const saying = (subject: Subject | null): Saying => ({
    meanings: meaningsIn(subject),
    texts: [...new Set(subject?.policies.map(({ document }) => document.text))],
  });
  return lazily(() => new Deciders([saying(before), saying(after)]));
}

/** Statements, and values in them, that something else decides about than before: nobody knows where they are newly there. */
export function changedDeciders(
  same: ReadonlyMap<Part, Part>,
  changed: { readonly old: readonly Part[]; readonly current: readonly Part[] },
  deciders: () => Deciders,
): readonly string[] {
  const statements = [...same].flatMap(([now, then]) => {
    const [was, is] = [then.branches ?? [], now.branches ?? []];
    return textOfBranches(was) !== textOfBranches(is) && deciders().isAnother(was, is) ? [shownPart(now)] : [];
  });
  const [old, current] = [changed.old, changed.current].map(chosenValues);
  const values = [...current!].flatMap(([key, { shown, ways }]) => {
    const then = old!.get(key)?.ways ?? [];
    const [was, is] = [then, ways].map((all) => new Set(all.map(textOfBranches)));
    if ([...is!].every((one) => was!.has(one)) || [...was!].every((one) => is!.has(one))) return [];
    return ways.every((one) => then.every((other) => deciders().areOther(other, one))) ? [shown] : [];
  });
  return [...new Set([...statements, ...values])].map((shown) => meaningPrefix + countPrefix + shown);
}

/** What nobody can read, and something else decides about than before. */
export function changedOpenings(
  before: Subject | null,
  after: Subject | null,
  deciders: () => Deciders,
): readonly string[] {
  const openOf = (subject: Subject | null) =>
    (subject?.policies ?? []).flatMap((one) =>
      one.isUnread && one.branches?.length
        ? openTexts(one.policy, textOf(one)).map((shown) => ({ shown, branches: one.branches! }))
        : [],
    );
  const old = groupBy(openOf(before), ({ shown }) => shown);
  return openOf(after).flatMap(({ shown, branches }) => {
    const then = old.get(shown) ?? [];
    return then.length > 0 && then.every((one) => deciders().areOther(one.branches, branches))
      ? [meaningPrefix + countPrefix + shown]
      : [];
  });
}

function shownPart({ statement, policy, text }: Part): string {
  const { action, notAction } = statement;
  const element = action ?? notAction;
  return element ? valueText(element.entry.value, text) : (policy.place.label ?? "");
}

interface ChosenValue {
  readonly shown: string;
  readonly ways: (readonly Branch[])[];
}

/** Of statements, the values that a deployment chooses, with where they are chosen. */
function chosenValues(parts: readonly Part[]): ReadonlyMap<string, ChosenValue> {
  const found = new Map<string, ChosenValue>();
  // Whom such blocks let in by what they go over is compared by that.
  let others: Span | undefined;
  const look = (node: ValueNode, key: string, branches: readonly Branch[], text: string): void => {
    if (node.kind === "unknown" && node.alternatives.length > 0) {
      for (const [branch, one] of node.alternatives.entries())
        if (one) look(one, key, [...branches, branchOf(node, branch, text)], text);
    } else if (node.kind === "array") for (const item of node.items) look(item, key, branches, text);
    else if (node.kind === "object")
      for (const { key: of, value } of node.entries) look(value, `${key} ${of}`, branches, text);
    else if (branches.length > 0 && !(node.kind === "unknown" && others && contains(others, node.span))) {
      const shown = valueText(node, text);
      const known = found.get(`${key} ${shown}`) ?? { shown, ways: [] };
      known.ways.push(branches);
      found.set(`${key} ${shown}`, known);
    }
  };
  for (const { statement, text } of parts) {
    others = dynamicPrincipals(statement, text)?.span;
    look(statement.node, statement.effect ?? "", [], text);
  }
  return found;
}
