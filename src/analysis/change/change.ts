/** What a change of documents newly allows and no longer allows, to whom, and how grave that is. Pure. */
import type { Verdict } from "../decide/decision";
import { severities, type Severity } from "../finding";
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import type { PolicyOption, Statement } from "../policy/model";
import { compareValues, type Span } from "../text";
import { type AllowedChange, allowedChange, type ChangeOptions } from "./allowed";
import { asBoundaries, isWholeUser, usersOf, withLimits } from "./boundaries";
import { withDefaultPolicies } from "./default-policies";
import type { Allowed } from "./differences";
import { declaredIn, staysIn, withGivenUp } from "./given-up";
import { withFormerAddresses, withIdentities } from "./identities";
import { looseDoubts, withoutLoose } from "./loose";
import { matchSubjects, type Pair } from "./match";
import { changedMeanings, meaningPrefix } from "./meanings";
import { joinedByName, perhapsAnother, withOthers } from "./others";
import { withPublicAccess } from "./public-access";
import { withRetained } from "./retained";
import { type FindingsIn, type Risk, riskKey, Risks, uniqueRisks } from "./risks";
import { roleUserPairs } from "./role-users";
import { stillThere } from "./still-there";
import {
  type ChangedDocument,
  type ChangePlace,
  isProgram,
  keyOf,
  type State,
  type Subject,
  subjectsOf,
} from "./subject";
import { byTarget, type TargetPair } from "./targets";
import { withOneBucketPolicy } from "./template/one-bucket";
import { asRead } from "./terraform/as-read";
import { withElsewhere } from "./terraform/from-elsewhere";
import { withHandedOn } from "./terraform/handed-roles";
import { moduleOf, type OfModule } from "./terraform/of-module";
import { withOneKeyPolicy } from "./terraform/one-key";
import { withoutTaken } from "./terraform/unused-statements";

export interface Access extends Omit<Allowed, "statement"> {
  /** Of the gravest risk in it; `info` where the rules see none. */
  readonly severity: Severity;
  readonly risks: readonly Risk[];
  /** The statement that allows it on the side where it is allowed; of a Deny that has gone, where it stood. */
  readonly place: ChangePlace;
}

export interface SubjectChange {
  readonly name: string;
  readonly kind: PolicyOption;
  /** In the new state; null where it has gone. */
  readonly place: ChangePlace | null;
  readonly verdict: Verdict;
  /** The gravest first. */
  readonly newlyAllowed: readonly Access[];
  readonly noLongerAllowed: readonly Access[];
  /** What is written where nobody knows what it newly allows. */
  readonly unknown: readonly string[];
  /** Of what module it is; not in reports. */
  readonly module?: OfModule | null;
}

/** Those of which something changes, the gravest first. */
export function subjectChanges(
  oldState: State,
  newState: State,
  options: ChangeOptions,
  findingsIn: FindingsIn,
): SubjectChange[] {
  const [ofKeys, ofNewKeys] = [withOneKeyPolicy(oldState, newState), withOneKeyPolicy(newState, oldState)];
  const [first, second] = [withOneBucketPolicy(ofKeys, ofNewKeys), withOneBucketPolicy(ofNewKeys, ofKeys)];
  const [ofOld, ofNew] = [withoutTaken(first, second), withoutTaken(second, first)];
  const [was, is] = [withoutLoose(ofOld, ofNew), withoutLoose(ofNew, ofOld)];
  const [before, after] = [
    withOthers(withDefaultPolicies(was, is, false)),
    withOthers(withDefaultPolicies(is, was, true)),
  ];
  const [old, found] = joinedByName(
    comparedOf({ ...before, policies: asBoundaries(before.policies, after.policies) }, after, options),
    comparedOf({ ...after, policies: asBoundaries(after.policies, before.policies) }, before, options),
  );
  const current = withFormerAddresses(old, found, after);
  // Asked only of what has gone, or is new.
  const [staying, known] = [lazily(() => staysIn(before, after)), lazily(() => declaredIn(before))];
  const risks = { before: new Risks(before.policies, findingsIn), after: new Risks(after.policies, findingsIn) };
  const matched = withRetained(matchSubjects(old, current), oldState, newState);
  const others = roleUserPairs([before, after], [old, current], matched);
  // A role that a tool makes for a function goes as another comes in its place.
  const alone = matched.filter((pair) => !others.some((one) => isWithin(pair, one)));
  return withHandedOn([...alone.flatMap(byTarget).map(withPublicAccess), ...others], options)
    .flatMap((pair) => {
      const users = [usersOf(pair.before, old, before.bounds), usersOf(pair.after, current, after.bounds)].flat();
      if (users.length > 0 && users.every(isWholeUser)) return [];
      const isLimited = (pair.before?.boundary ?? null) !== null;
      if (!pair.doubts && !isLimited && !pair.before?.policies.length && !pair.after?.policies.length) return [];
      const allowed = withGivenUp(
        allowedChange(pair.before, pair.after, options),
        pair,
        (one) => staying()(one),
        (one) => known()(one),
        options,
      );
      const change = withElsewhere(withMeanings(asRead(allowed, pair), pair, options), pair);
      return change.verdict === "same" ? [] : [described(pair, change, risks)];
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || compareValues(a.kind, b.kind) || compareValues(a.name, b.name));
}

/** Whether a pair is one side of another, and has nothing on the other side. */
function isWithin({ before, after }: Pair, { before: was, after: is, of }: TargetPair): boolean {
  const [own, side, rest] = after?.policies.length ? [after, is, before] : [before, was, after];
  return own?.name === of && own?.policies === side?.policies && !rest?.policies.length;
}

/** What is written as before and stands for something else allows nobody knows what. */
function withMeanings(
  change: AllowedChange,
  { before, after, doubts = [] }: TargetPair,
  options: ChangeOptions,
): AllowedChange {
  const changed = [
    ...changedMeanings(before, after).map((name) => meaningPrefix + name),
    ...perhapsAnother(before, after),
    ...doubts,
    ...looseDoubts({ before, after }, options),
  ];
  return changed.length === 0
    ? change
    : {
        ...change,
        verdict: "unknown",
        unknown: [...new Set([...changed, ...change.unknown.filter((one) => one !== "")])],
      };
}

/** The subjects of a side, with who has nothing there; what is attached to nobody is compared with whom the other side attaches it to. */
function comparedOf(
  { policies, bounds, holders = [], identities }: State,
  other: State,
  { managed = null }: ChangeOptions,
): readonly Subject[] {
  const attached = new Set(
    other.policies
      .filter(
        ({ policy: { place } }) =>
          place.principal !== undefined && place.principal !== place.label && place.throughGroup === undefined,
      )
      .map(({ policy, document }) => keyOf(document.scope, policy.place.label)),
  );
  const subjects = withLimits(subjectsOf(policies, bounds), policies, managed).filter(
    (one) =>
      one.kind !== "identity" ||
      !attached.has(keyOf(one.scope, one.name)) ||
      !one.policies.every(({ policy: { place } }) => /^AWS::IAM::\w*Policy$/.test(place.resourceType ?? "")),
  );
  const known = new Set(
    subjects.filter(({ kind }) => kind === "identity").map(({ scope, name }) => keyOf(scope, name)),
  );
  const declared = [...holders.filter(({ hasHolders }) => !hasHolders), ...stillThere({ policies, holders }, other)];
  const empty = declared.filter(({ name, document: { scope } }) => !known.has(keyOf(scope, name)));
  const limits = new Map(bounds.map(({ scope, holder, boundary }) => [keyOf(scope, holder), boundary]));
  const alone = empty.map(({ name, document }): Subject => ({
    kind: "identity",
    name,
    named: true,
    scope: document.scope,
    policies: [],
    // A program says all that it gives, elsewhere or not.
    boundary: (!isProgram(document) && limits.get(keyOf(document.scope, name))) || null,
  }));
  return withIdentities([...subjects, ...alone], { holders, identities });
}

/** Of all subjects together. */
export function verdictOf(subjects: readonly Pick<SubjectChange, "verdict">[]): Verdict {
  const verdicts = new Set(subjects.map(({ verdict }) => verdict));
  if (verdicts.has("unknown")) return "unknown";
  if (verdicts.has("incomparable") || (verdicts.has("more") && verdicts.has("less"))) return "incomparable";
  return verdicts.has("more") ? "more" : verdicts.has("less") ? "less" : "same";
}

function described(
  pair: TargetPair,
  change: AllowedChange,
  risksOf: { readonly before: Risks; readonly after: Risks },
): SubjectChange {
  const subject = (pair.after ?? pair.before)!;
  // Looked for only where there is a risk afterwards.
  const known = lazily(
    () => new Set((pair.before?.policies ?? []).flatMap((one) => risksOf.before.of(one).map(riskKey))),
  );
  const none = () => new Set<string>();
  const access = (
    all: readonly Allowed[],
    from: Subject | null,
    to: Subject | null,
    known: () => ReadonlySet<string>,
    own: Risks,
  ) => {
    const found = all
      .map(({ statement, ...allowed }): Access => {
        const at = stands(statement, to) ?? stands(null, to) ?? stands(statement, from) ?? stands(null, subject)!;
        const risks = uniqueRisks(
          own.ofStatement(statement, at.document, at.span).filter((one) => !known().has(riskKey(one))),
        );
        // A hint says less than that something is newly allowed.
        const severity = risks[0] && risks[0].severity !== "hint" ? risks[0].severity : "info";
        return { ...allowed, severity, risks, place: at.document.placeOf(at.span) };
      })
      .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
    return saidOnce(found);
  };
  const [first] = pair.after?.policies ?? [];
  return {
    name: subject.handedTo ?? subject.name,
    kind: subject.kind,
    place: pair.at ?? (first ? first.document.placeOf(first.at) : null),
    verdict: change.verdict,
    newlyAllowed: access(change.newlyAllowed, pair.before, pair.after, known, risksOf.after),
    noLongerAllowed: access(change.noLongerAllowed, pair.after, pair.before, none, risksOf.before),
    unknown: change.unknown,
    module: moduleOf(pair.after, pair.before),
  };
}

/** What several statements say alike, once, with the risks of each. */
function saidOnce(all: readonly Access[]): Access[] {
  const groups = groupBy(all, ({ actions, together, resources, principals, byPermission, conditions }) =>
    JSON.stringify([actions, together, resources, principals, byPermission, conditions]),
  );
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    risks: uniqueRisks(group.flatMap(({ risks }) => risks)),
  }));
}

/** Null as a statement: the subject's first policy. */
function stands(
  statement: Statement | null,
  subject: Subject | null,
): { readonly document: ChangedDocument; readonly span: Span } | null {
  const found = subject?.policies.find(({ policy }) => statement === null || policy.statements.includes(statement));
  if (!found) return null;
  const span = statement === null || found.managed ? found.at : statement.node.span;
  return { document: found.document, span };
}

/** Smaller is graver. */
function rankOf({ newlyAllowed, verdict }: SubjectChange): number {
  const [gravest] = newlyAllowed;
  return gravest ? severities.indexOf(gravest.severity) : verdict === "unknown" ? 10 : 20;
}
