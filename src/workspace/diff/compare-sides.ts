/** Two sides of a change, read and compared with what is loaded for them. */
import type { AnalyzeOptions } from "../../analysis/analysis";
import { allowPoliciesIn } from "../../analysis/change/cdk/allow-policies";
import { chosenInCode } from "../../analysis/change/cdk/choices";
import { declaredInCdk } from "../../analysis/change/cdk/declared";
import { effectsIn, mayAct, mayNameManaged, withEffects } from "../../analysis/change/cdk/effects";
import { grantsOfPolicies } from "../../analysis/change/cdk/granted-policies";
import { grantsIn, mayGrant, withGrants } from "../../analysis/change/cdk/grants";
import { holdersIn, identitiesIn, roleUsersIn } from "../../analysis/change/cdk/holders";
import { withMembers } from "../../analysis/change/cdk/members";
import { mayOpen } from "../../analysis/change/cdk/opened";
import { withOwnRoles } from "../../analysis/change/cdk/own-roles";
import { ofOwnResources } from "../../analysis/change/cdk/resource-policies";
import { withTaskRoles } from "../../analysis/change/cdk/task-roles";
import { subjectChanges, verdictOf } from "../../analysis/change/change";
import { asCalled } from "../../analysis/change/code/helpers";
import { changedNames, mayStandElsewhere, type Named, namedIn, notCompared } from "../../analysis/change/elsewhere";
import { meantIn } from "../../analysis/change/meant";
import { readChanged } from "../../analysis/change/read";
import type { FindingsIn } from "../../analysis/change/risks";
import type {
  BareResource,
  Bound,
  ChangedDocument,
  Fate,
  Holder,
  ReadPolicy,
  RoleUserOf,
  State,
} from "../../analysis/change/subject";
import { withoutSameCalls } from "../../analysis/change/terraform/same-calls";
import { withoutUnnamed } from "../../analysis/change/terraform/unused-statements";
import { callMark, withinCall } from "../../analysis/change/terraform/within-call";
import { examinerOf } from "../../analysis/examiner";
import type { Finding, Problem } from "../../analysis/finding";
import { mayGenerate, mayLink } from "../../analysis/locate/locate";
import { needs } from "../../analysis/needs";
import { formOf } from "../../analysis/source/forms";
import type { Source } from "../../analysis/source/source";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { loadCatalog } from "../../data/catalog-file";
import { loadManagedPolicies } from "../../data/managed-policies-file";
import type { DiffReport } from "../../report/diff-report";
import { today } from "../day";
import { newlyCalled, withoutUncalled } from "./called-code";
import { withHelpers } from "./called-helpers";
import { calledSides, markedElsewhere, withCalls } from "./called-sides";
import { declarations } from "./declarations";
import { type SideDocument, sourceOf } from "./documents";
import { withoutKeptCalls } from "./kept-calls";
import type { IsNamedBeside } from "./named-beside";
import { namedByCalls } from "./named-by-calls";
import { resourcesByText } from "./named-by-text";
import { namesApart } from "./names-apart";
import { withNewForms } from "./new-forms";
import { newlyRepeated } from "./newly-repeated";
import { withOneForm, withoutFieldsOfVariables, withRenamed, withRenamedConstants } from "./renamed";
import { withNewInputs } from "./renamed-inputs";
import { changedProblems, type UnreadSide } from "./same-problems";
import { unrolledSides } from "./unrolled-sides";

export interface CompareRequest {
  /** What governs a file, by its path as the documents have it. */
  readonly optionsOf: (path: string) => Promise<Pick<AnalyzeOptions, "policyType" | "control">>;
  /** Whether a file of the new state beside one that is there names a word; absent: that cannot be known. */
  readonly isNamedBeside?: IsNamedBeside;
  /** The same of the old state. */
  readonly wasNamedBeside?: IsNamedBeside;
  /** The paths that differ. */
  readonly changed?: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

interface Lent {
  readonly managed: ManagedPolicies | null;
  readonly options: Pick<AnalyzeOptions, "policyType" | "control">;
}

/** Other rules do not run: what is risky in a change is all that is asked. */
const onlyRisks = { "policy/*": "off", "credentials/*": "off" } as const;

type Compared = Pick<DiffReport, "verdict" | "subjects" | "problems" | "stats">;

/** What the second side newly allows, and no longer allows. */
export async function compareSides(
  oldSides: readonly SideDocument[],
  currentSides: readonly SideDocument[],
  request: CompareRequest,
): Promise<Compared> {
  const apart = await namesApart(...(await withNewForms(oldSides, currentSides)));
  const old = await withoutFieldsOfVariables(apart.before, apart.after);
  const current = await withoutFieldsOfVariables(apart.after, apart.before);
  const first = await withNewInputs(await withRenamedConstants(old, current), current);
  const renamed = await withRenamed(first, current);
  const calls = await calledSides(withoutKeptCalls(renamed, current), withoutKeptCalls(current, renamed));
  const [was, is] = await withOneForm(renamed, current);
  const { before, after, problems, named } = await unrolledSides(
    [...markedElsewhere(was, calls), ...calls.sides[0]],
    [...markedElsewhere(is, calls), ...calls.sides[1]],
  );
  const compared = await compareWritten(...(await withHelpers(before, after)), request);
  const subjects = withoutSameCalls(apart.named(withCalls(compared.subjects, calls)));
  const all = [...apart.said(compared.problems), ...problems];
  return {
    ...compared,
    verdict: all.length > 0 ? "unknown" : verdictOf(subjects),
    problems: all,
    subjects: named(subjects),
  };
}

async function compareWritten(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
  request: CompareRequest,
): Promise<Compared> {
  const lent = new Map<ChangedDocument, { readonly made: Source } & Lent>();
  const problems: Problem[] = [
    ...(await changedElsewhere(before, after, request)),
    ...(await newlyRepeated(before, after)),
  ];
  const [beforeCalls, afterCalls] = [withoutKeptCalls(before, after), withoutKeptCalls(after, before)];
  const declared = await declarations(beforeCalls, afterCalls);
  const byText = await resourcesByText(beforeCalls, afterCalls);
  // What is made of a call several times is compared by each, and not as one call.
  const apart = new Set(
    [...before, ...after].flatMap(({ call, document: { scope } }) =>
      call === undefined ? [] : scope.slice(0, -call.length) + call.replace(/\[[^\]]{0,300}\]/g, ""),
    ),
  );
  // What the other side has a policy in is read on both: what that stood on may be there still.
  const read = new Set([...beforeCalls, ...afterCalls].filter(mayHold).map(({ document }) => document.scope));
  const { wasNamedBeside = always, isNamedBeside = always, changed } = request;
  const newly = await newlyCalled(before, after, (word, path) => wasNamedBeside(word, path, changed));
  const unread: [UnreadSide[], UnreadSide[]] = [[], []];
  const stateOf = async (sides: readonly SideDocument[], isNamed: IsNamedBeside): Promise<State> => {
    const policies: ReadPolicy[] = [];
    const bounds: Bound[] = [];
    const holders: Holder[] = [];
    const others: ReadPolicy[] = [];
    const bare: BareResource[] = [];
    const roleUsers: RoleUserOf[] = [];
    const identities: Holder[] = [];
    const fates: Fate[] = [];
    for (const [index, side] of sides.entries()) {
      if (request.signal?.aborted) return { policies, bounds, holders, identities, others, bare, roleUsers, fates };
      const { document, source } = side;
      const wanted = needs(source);
      const grants = mayGrant(formOf(source), source.text);
      const isWanted = wanted.catalog || wanted.managed;
      const opens = mayOpen(formOf(source), source.text);
      const acts = mayAct(formOf(source), source.text);
      if (!read.has(document.scope)) continue;
      const made = await sourceOf(side, grants || opens || acts || !isWanted || wanted.grammars.length > 0);
      const one: Lent = {
        managed:
          wanted.managed || mayGenerate(source) || mayNameManaged(formOf(source), source.text)
            ? await loadManagedPolicies()
            : null,
        options: await request.optionsOf(side.path),
      };
      const { policyType } = one.options;
      const own = readChanged(document, source, {
        ...one,
        isApart: (call) => apart.has(document.scope + (side.call === undefined ? callMark : ".") + call),
        parsers: made.parsers,
        policyType,
        values: side.values,
        beside: side.beside,
        isCompared: true,
        byText: byText.get(document.scope),
        made,
        ...declared.get(document),
      });
      const used = side.isWhole ? { ...own, policies: withoutUnnamed(own.policies) } : own;
      const found = side.call === undefined ? used : withinCall(used, side.call);
      const withMeanings = meantIn(made, side.beside);
      const granted = grants ? grantsOfPolicies(made, grantsIn(made, document)) : [];
      const given = [...granted, ...allowPoliciesIn(made, document)];
      const effects = acts ? effectsIn(made, document, [...found.policies, ...(found.others ?? [])], one.managed) : [];
      const all = withEffects(given.length > 0 ? withGrants(found.policies, given) : found.policies, effects);
      const onOwn = ofOwnResources(made, document, all);
      const byRole = grants || acts ? withOwnRoles(made, document, withTaskRoles(made, document, onOwn)) : onOwn;
      const called = grants || acts ? asCalled(made, byRole).map(withMeanings) : byRole;
      const run = await withoutUncalled(called, made, side, isNamed);
      const byOthers = sides === afterCalls ? newly.get(document.scope) : undefined;
      policies.push(...chosenInCode(made, side.beside, withMembers(made, run), byOthers));
      bounds.push(...found.bounds);
      holders.push(...(found.holders ?? []), ...(grants || acts ? holdersIn(made, document) : []));
      others.push(...(found.others ?? []));
      bare.push(...(found.bare ?? []));
      identities.push(...identitiesIn(made, document));
      roleUsers.push(...(found.roleUsers ?? []), ...roleUsersIn(made, document));
      fates.push(...(found.fates ?? []), ...declaredInCdk(made, document));
      if (!side.isDependant) unread[sides === afterCalls ? 1 : 0].push({ side, made, problems: found.problems });
      lent.set(document, { ...one, made });
      if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve)); // lets a stop come through
    }
    return {
      policies,
      bounds,
      holders: await namedByCalls(holders, sides),
      identities,
      others,
      bare,
      roleUsers,
      fates,
    };
  };
  const [old, current] = [await stateOf(beforeCalls, wasNamedBeside), await stateOf(afterCalls, isNamedBeside)];
  problems.push(...changedProblems(...unread));
  const policies = [old, current].flatMap((side) => [...side.policies, ...(side.others ?? [])]).length;
  const stats = { files: before.length + after.length, policies, durationMs: 0 };
  if (policies + Math.min(old.roleUsers!.length, current.roleUsers!.length) === 0)
    return { verdict: problems.length > 0 ? "unknown" : "same", subjects: [], problems, stats };
  const catalog = await loadCatalog();
  const found = new Map<ChangedDocument, readonly Finding[]>();
  const findingsIn: FindingsIn = (document) => {
    let findings = found.get(document);
    const of = lent.get(document);
    if (!findings && of) {
      const { made, managed, options } = of;
      const examined = examinerOf(made, {
        ...options,
        catalog,
        managed,
        parsers: made.parsers,
        control: {
          ...options.control,
          rules: { ...options.control?.rules, ...onlyRisks },
        },
        needs: {
          catalog: true,
          managed: managed !== null,
          credentials: false,
          suppressions: false,
          grammars: [],
        },
      });
      found.set(document, (findings = examined.examination().analysis.findings));
    }
    return findings ?? [];
  };
  const ofAws = [...old.bounds, ...current.bounds].some(({ boundary }) => boundary.includes(":iam::aws:policy/"));
  const managed = ofAws ? await loadManagedPolicies() : null;
  const subjects = subjectChanges(old, current, { catalog, managed, today: today() }, findingsIn);
  return { verdict: problems.length > 0 ? "unknown" : verdictOf(subjects), subjects, problems, stats };
}

function mayHold({ source }: SideDocument): boolean {
  const { catalog, managed } = needs(source);
  const [form, { text }] = [formOf(source), source];
  return (
    catalog ||
    managed ||
    mayGrant(form, text) ||
    mayOpen(form, text) ||
    mayAct(form, text) ||
    mayLink(source) ||
    mayNameManaged(form, text)
  );
}

const always = async () => true;

/** What other files may use, and has another value. */
async function changedElsewhere(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
  { isNamedBeside = always }: CompareRequest,
): Promise<Problem[]> {
  const old = new Map(before.map((side) => [side.document.scope, side]));
  const read = async (side: SideDocument): Promise<readonly Named[]> => namedIn(await sourceOf(side), side.document);
  const problems: Problem[] = [];
  for (const current of after.filter(({ isDependant = false }) => !isDependant)) {
    const other = old.get(current.document.scope);
    const sides = other ? [other, current] : [];
    if (!other || !sides.every(({ source }) => mayStandElsewhere({ form: formOf(source), text: source.text })))
      continue;
    for (const one of changedNames(await read(other), await read(current)))
      if (one.word === null || (await isNamedBeside(one.word, current.path))) problems.push(notCompared(one));
  }
  return problems;
}
