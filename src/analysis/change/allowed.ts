/** What the policies of a subject allow after a change that they did not before, and the other way round. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import type { Verdict } from "../decide/decide";
import type { PolicyOption } from "../policy/model";
import { align } from "./align";
import { arnNamesOf } from "./arn-names";
import { Comparison, isActionOf, type Question } from "./comparison";
import { isFileOfDenials, listsAllowed } from "./denials";
import type { Allowed } from "./differences";
import { partsIn } from "./parts";
import { isPerhapsKept, withoutPerhapsKept } from "./perhaps-kept";
import { sayTheSame, type Subject } from "./subject";
import { Symbols } from "./symbols";

/** Before actions that are allowed and may have been before, among what is not known. */
export const perhapsBeforePrefix = "perhaps allowed before: ";

export interface ChangeOptions {
  readonly catalog: Catalog;
  /** What AWS itself has, which boundaries may be; null: not at hand. */
  readonly managed?: ManagedPolicies | null;
  /** Nobody makes a request before this day, `YYYY-MM-DD`; absent: at any time. */
  readonly today?: string | undefined;
}

export interface AllowedChange {
  readonly verdict: Verdict;
  readonly newlyAllowed: readonly Allowed[];
  readonly noLongerAllowed: readonly Allowed[];
  /** What is written where nobody knows what it newly allows. */
  readonly unknown: readonly string[];
}

const same: AllowedChange = { verdict: "same", newlyAllowed: [], noLongerAllowed: [], unknown: [] };

/** Null stands for a side on which the subject is not there. */
export function allowedChange(old: Subject | null, current: Subject | null, options: ChangeOptions): AllowedChange {
  // What a boundary allows says nothing beside one of which nobody knows that.
  const isKnown = [old, current].every((one) => !one || one.boundary === null || one.limits);
  const limited = (one: Subject | null) => (isKnown || !one ? one : { ...one, limits: undefined });
  const [before, after] = [limited(old), limited(current)];
  // Branches of a choice may have changed places.
  if (before && after && sayTheSame(before, after) && ![before, after].some(isChosen)) return same;
  const { deployments, mayAllow, mightHaveAllowed, isCut } = align(before, after, isActionOf(options.catalog));
  const question = questionOf((after ?? before)!.kind, before, after);
  const limits = [before, after].map((one) => partsIn(one?.limits ?? []));
  const symbols = new Symbols(arnNamesOf(before, after));
  const both = new Comparison(deployments, limits, question, options, symbols).decided();
  const noLonger = isPerhapsKept(before, after) ? [] : withoutPerhapsKept(both.noLongerAllowed, before, after);
  // What is read now may be what stood where nobody could read it.
  const isPerhapsOld = both.newlyAllowed.length > 0 && isPerhapsKept(after, before);
  const newly = isPerhapsOld ? [] : both.newlyAllowed;
  const perhaps = isPerhapsOld
    ? [...new Set(both.newlyAllowed.map(({ together }) => perhapsBeforePrefix + shownActions(together)))]
    : [];
  const open = [...mayAllow, ...perhaps];
  const unknown = both.isOpen || isCut ? [...open, ""] : open;
  // Beside what is newly allowed counts only what surely no longer is: the report names it.
  const isLess = noLonger.length > 0 || (newly.length === 0 && mightHaveAllowed.length > 0);
  return {
    verdict: unknown.length > 0 ? "unknown" : verdictOf(newly.length > 0, isLess),
    newlyAllowed: newly,
    noLongerAllowed: noLonger,
    unknown,
  };
}

const mostNamed = 3;

/** Actions for people, the first of many. */
export function shownActions(all: readonly string[]): string {
  const more = all.length - mostNamed;
  return all.slice(0, mostNamed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function isChosen({ policies }: Subject): boolean {
  return policies.some(
    ({ policy, branches = [] }) => branches.length > 0 || policy.statements.some(({ conditional }) => conditional),
  );
}

/** Of a change of which all is known. */
export function verdictOf(isMore: boolean, isLess: boolean): Verdict {
  if (isMore) return isLess ? "incomparable" : "more";
  return isLess ? "less" : "same";
}

/** What only limits is compared as if its holder had nothing else. */
function questionOf(kind: PolicyOption, before: Subject | null, after: Subject | null): Question {
  switch (kind) {
    case "rcp":
      return { type: "resource", byDenials: true, limits: false };
    case "scp": {
      // Another has to stay attached (AWS Organizations: "SCP evaluation"): what one lists is no longer allowed without it, but nothing more is.
      const byDenials = after === null || [before, after].every((one) => !one || !listsAllowed(one));
      return { type: "identity", byDenials, limits: !byDenials };
    }
    case "boundary": {
      const all = [before, after].flatMap((one) => one?.policies ?? []);
      const allows = all.some(({ policy }) => policy.statements.some(({ effect }) => effect === "Allow"));
      return { type: "identity", byDenials: !allows, limits: allows };
    }
    case "identity":
      // A file that only denies is attached beside what allows, as SCPs are.
      return {
        type: kind,
        byDenials: isFileOfDenials(before) && (after === null || isFileOfDenials(after)),
        limits: false,
      };
    default:
      return kind === "endpoint"
        ? { type: "resource", byDenials: false, limits: false }
        : { type: kind, byDenials: false, limits: false, isDirect: true };
  }
}
