/** What a change of a document does to what its policies allow, in words for whoever has to agree to it. */
import type { Catalog } from "../../catalog/catalog";
import { shortened } from "../../escape/visible";
import type { PermissionDelta } from "../finding";
import { type CompareOptions, Comparison, type Difference, type Grant } from "./compare";
import type { Policy } from "./model";
import { actionsOfPattern } from "./pattern-actions";

/** The policies of one document, with the text that they stand in. */
export interface PoliciesInText {
  readonly policies: readonly Policy[];
  readonly text: string;
}

/** What a change of a document does to its policies, policy by policy. Made when it is asked for. */
export class PermissionChange {
  private compared: readonly Comparison[] | null = null;

  constructor(
    private readonly before: PoliciesInText,
    private readonly after: PoliciesInText,
    private readonly catalog: Catalog | null,
  ) {}

  private get comparisons(): readonly Comparison[] {
    const { before, after, catalog } = this;
    const options = optionsOf(before, after, catalog);
    return (this.compared ??= pairs(before, after).map(([old, current]) => new Comparison(old, current, options)));
  }

  /** Whether the policies certainly allow the same as before: no more, and no less. */
  get isNone(): boolean {
    return this.comparisons.every((one) => one.allowsNoMore) && this.comparisons.every((one) => one.allowsNoLess);
  }

  /** Whether the policies afterwards certainly allow a part of what was allowed, and nothing else. */
  get allowsLess(): boolean {
    return this.comparisons.every((one) => one.allowsNoMore) && !this.comparisons.every((one) => one.allowsNoLess);
  }

  /** A grant without the actions that AWS does not have: they allow nothing. Null where none is left. */
  private real(grant: Grant): Grant | null {
    const { catalog } = this;
    if (catalog === null || grant.notActions) return grant;
    const actions = grant.actions.filter((action) => actionsOfPattern(action, catalog)?.length !== 0);
    return actions.length > 0 ? { ...grant, actions } : null;
  }

  get delta(): PermissionDelta {
    const differences = this.comparisons.map((one) => one.difference);
    const lines = (grants: (difference: Difference) => readonly Grant[]) => [
      ...new Set(
        differences
          .flatMap(grants)
          .flatMap((grant) => this.real(grant) ?? [])
          .map(grantLine),
      ),
    ];
    return { newlyAllowed: lines((one) => one.newlyAllowed), noLongerAllowed: lines((one) => one.noLongerAllowed) };
  }
}

/** Policies stay in their order through a fix; where one comes or goes, they are compared together. */
function pairs(
  before: PoliciesInText,
  after: PoliciesInText,
): readonly (readonly [readonly Policy[], readonly Policy[]])[] {
  if (before.policies.length !== after.policies.length) return [[before.policies, after.policies]];
  return before.policies.map((policy, at) => [[policy], [after.policies[at]!]]);
}

function optionsOf(before: PoliciesInText, after: PoliciesInText, catalog: Catalog | null): CompareOptions {
  return {
    source: { before: before.text, after: after.text },
    actionsOf: (pattern) => catalog && actionsOfPattern(pattern, catalog),
  };
}

const fewest = 4;
const longest = 500;

function grantLine({ actions, notActions, resources, notResources, conditions, exceptWhere }: Grant): string {
  const list = (all: readonly string[], negated: boolean) => {
    const named =
      all.length > fewest ? `${all.slice(0, fewest).join(", ")} and ${all.length - fewest} more` : all.join(", ");
    return negated ? `everything but ${named}` : named;
  };
  const on = resources.length > 0 ? ` on ${list(resources, notResources)}` : "";
  const all = (some: readonly string[]) => some.map(conditionWords).join(" and ");
  const where = conditions.length > 0 ? ` where ${all(conditions)}` : "";
  const except = exceptWhere.length > 0 ? `, except where ${all(exceptWhere)}` : "";
  return shortened(`${list(actions, notActions)}${on}${where}${except}`, longest);
}

/** Operators as people say them, without `ForAnyValue` and `IfExists`. */
const operatorWords: Readonly<Record<string, string>> = {
  StringEquals: "is",
  StringEqualsIgnoreCase: "is",
  ArnEquals: "is",
  NumericEquals: "is",
  DateEquals: "is",
  BinaryEquals: "is",
  Bool: "is",
  StringNotEquals: "is not",
  StringNotEqualsIgnoreCase: "is not",
  ArnNotEquals: "is not",
  NumericNotEquals: "is not",
  DateNotEquals: "is not",
  StringLike: "is like",
  ArnLike: "is like",
  StringNotLike: "is not like",
  ArnNotLike: "is not like",
  IpAddress: "is in",
  NotIpAddress: "is not in",
  NumericLessThan: "is less than",
  NumericLessThanEquals: "is at most",
  NumericGreaterThan: "is more than",
  NumericGreaterThanEquals: "is at least",
  DateLessThan: "is before",
  DateLessThanEquals: "is at the latest",
  DateGreaterThan: "is after",
  DateGreaterThanEquals: "is at the earliest",
};

/** `StringEquals aws:SourceAccount 111122223333` as "aws:SourceAccount is 111122223333"; as it is where the operator is not known. */
function conditionWords(condition: string): string {
  const [, qualifier, operator, ifExists, key, values] =
    /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)? (\S+) (.*)$/s.exec(condition) ?? [];
  if (operator === "Null") return `${key} ${values === "true" ? "is absent" : "is present"}`;
  const words = Object.hasOwn(operatorWords, operator ?? "") ? operatorWords[operator!] : undefined;
  if (words === undefined) return condition;
  const subject = qualifier === undefined ? key : `${qualifier === "ForAnyValue" ? "one of" : "each of"} ${key}`;
  return `${subject} ${words} ${values}${ifExists === undefined ? "" : " or absent"}`;
}
