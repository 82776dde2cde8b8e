/** What a change of policies that act together newly allows and no longer allows: decided, with a request that shows it. */
import { Comparison } from "../policy/compare";
import { type DecidingStatement, evaluate } from "../policy/evaluate";
import type { Policy } from "../policy/model";
import type { Request } from "../policy/request";
import type { DecideOptions, Decision, Difference, PolicySets, Verdict } from "./decision";

export type { DecideOptions, Decision, Difference, PolicySets, Verdict } from "./decision";
export { policySetsOf } from "./sets";

/** Decides what is allowed after a change and was not before, and the other way round. */
export function decide(before: PolicySets, after: PolicySets, options: DecideOptions): Decision {
  const more = side(before, after, options);
  const less = side(after, before, options);
  const verdict: Verdict =
    more === null || less === null
      ? "unknown"
      : more.length > 0
        ? less.length > 0
          ? "incomparable"
          : "more"
        : less.length > 0
          ? "less"
          : "same";
  return { verdict, newlyAllowed: more ?? [], noLongerAllowed: less ?? [] };
}

function all(sets: PolicySets): readonly Policy[] {
  return [...(sets.identity ?? []), ...(sets.resource ?? [])];
}

function side(from: PolicySets, to: PolicySets, { textOf }: DecideOptions): readonly Difference[] | null {
  const [old, current] = [all(from), all(to)];
  const text = (list: readonly Policy[]) => (list[0] && textOf?.(list[0])) ?? "";
  const compared = new Comparison(old, current, { source: { before: text(old), after: text(current) } });
  if (compared.allowsNoMore) return [];
  const found: Difference[] = [];
  for (const grant of compared.difference.newlyAllowed) {
    const policy = current.find((one) => one.statements.includes(grant.statement));
    if (!policy || grant.statement.effect !== "Allow") return null;
    const statement: DecidingStatement = { policy, statement: grant.statement };
    const witness: Request = {
      principal: "arn:aws:iam::111122223333:role/Example",
      action: (grant.notActions ? "*" : grant.actions[0]!).replaceAll("*", ""),
      resource: (grant.notResources ? "*" : (grant.resources[0] ?? "*")).replaceAll("*", "x"),
      resourceAccount: "111122223333",
      context: {},
    };
    if (evaluate(witness, to).decision !== "allowed" || evaluate(witness, from).decision === "allowed") return null;
    const { actions, resources, conditions } = grant;
    found.push({
      actions,
      resources,
      conditions: conditions.length > 0 ? conditions.join(" and ") : null,
      witness,
      statement,
    });
  }
  return found;
}
