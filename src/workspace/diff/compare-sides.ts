/** Two sides of a change, read and compared with what is loaded for them. */
import type { AnalyzeOptions } from "../../analysis/analysis";
import { type FindingsIn, type State, subjectChanges, verdictOf } from "../../analysis/change/change";
import { defaultsOf, differing } from "../../analysis/change/defaults";
import { readChanged, type ReadOptions } from "../../analysis/change/read";
import type { Bound, ChangedDocument, Holder, ReadPolicy } from "../../analysis/change/subject";
import { changedElsewhere, changedGrants } from "../../analysis/change/unfollowed";
import { examinerOf } from "../../analysis/examiner";
import type { Finding, Problem } from "../../analysis/finding";
import { needs } from "../../analysis/needs";
import type { Parsers } from "../../analysis/source/grammar";
import { Source } from "../../analysis/source/source";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { loadCatalog } from "../../data/catalog-file";
import { loadParsers } from "../../data/grammars";
import { loadManagedPolicies } from "../../data/managed-policies-file";
import type { DiffReport } from "../../report/diff-report";
import { today } from "../day";
import { isAutomatic, type SideDocument } from "./documents";

export interface CompareRequest {
  /** What governs a file, by its path as the documents have it. */
  readonly optionsOf: (path: string) => Promise<Pick<AnalyzeOptions, "policyType" | "control">>;
  readonly signal?: AbortSignal | undefined;
}

interface Lent {
  readonly parsers: Parsers | null;
  readonly managed: ManagedPolicies | null;
  readonly options: Pick<AnalyzeOptions, "policyType" | "control">;
}

/** Other rules do not run: what is risky in a change is all that is asked. */
const onlyRisks = { "policy/*": "off", "credentials/*": "off" } as const;

type Compared = Pick<DiffReport, "verdict" | "subjects" | "problems" | "stats">;

/** What the second side newly allows, and no longer allows. */
export async function compareSides(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
  request: CompareRequest,
): Promise<Compared> {
  const lent = new Map<ChangedDocument, { readonly side: SideDocument } & Lent>();
  const problems: Problem[] = [...changedGrants(before, after), ...changedElsewhere(before, after)];
  const [beforeCalls, afterCalls] = [withoutKeptCalls(before, after), withoutKeptCalls(after, before)];
  const defaults = await changedDefaults(beforeCalls, afterCalls);
  const read = async (sides: readonly SideDocument[]): Promise<State> => {
    const policies: ReadPolicy[] = [];
    const bounds: Bound[] = [];
    const holders: Holder[] = [];
    for (const [index, side] of sides.entries()) {
      if (request.signal?.aborted) return { policies, bounds, holders };
      const { document, source } = side;
      const wanted = needs(source);
      if (!wanted.catalog && !wanted.managed) continue;
      const one: Lent = {
        parsers: wanted.grammars.length > 0 ? await loadParsers(wanted.grammars) : null,
        managed: wanted.managed ? await loadManagedPolicies() : null,
        options: await request.optionsOf(side.path),
      };
      const { policyType } = one.options;
      const found = readChanged(document, source, {
        ...one,
        policyType,
        values: side.values,
        ...defaults.get(document),
      });
      policies.push(...found.policies);
      bounds.push(...found.bounds);
      holders.push(...(found.holders ?? []));
      problems.push(...found.problems);
      lent.set(document, { ...one, side });
      if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve)); // lets a stop come through
    }
    return { policies, bounds, holders };
  };
  const [old, current] = [await read(beforeCalls), await read(afterCalls)];
  const policies = old.policies.length + current.policies.length;
  const stats = { files: before.length + after.length, policies, durationMs: 0 };
  if (policies === 0) return { verdict: problems.length > 0 ? "unknown" : "same", subjects: [], problems, stats };
  const catalog = await loadCatalog();
  const found = new Map<ChangedDocument, readonly Finding[]>();
  const findingsIn: FindingsIn = (document) => {
    let findings = found.get(document);
    const of = lent.get(document);
    if (!findings && of) {
      const { side, parsers, managed, options } = of;
      const examined = examinerOf(new Source(side.source, parsers), {
        ...options,
        catalog,
        managed,
        parsers,
        control: { ...options.control, rules: { ...options.control?.rules, ...onlyRisks } },
        needs: { catalog: true, managed: managed !== null, credentials: false, grammars: [] },
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

/** What may declare one. */
const mayDeclare = /\bvariable\s{0,20}"|\bParameters\b/;

type Declared = Required<Pick<ReadOptions, "made" | "defaults">>;

/** By document, the defaults to which the two sides give other values. */
async function changedDefaults(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<ReadonlyMap<ChangedDocument, Declared>> {
  const found = new Map<ChangedDocument, Declared>();
  const others = new Map(after.map((side) => [side.document.scope, side]));
  const declared = async ({ source, values = [] }: SideDocument) => {
    const { grammars } = needs(source);
    const made = new Source(source, grammars.length > 0 ? await loadParsers(grammars) : null);
    return {
      made,
      defaults: defaultsOf(
        made,
        values.filter(({ name }) => isAutomatic(name) > 0),
      ),
    };
  };
  for (const old of before) {
    const current = others.get(old.document.scope);
    if (!current || ![old, current].every(({ source }) => mayDeclare.test(source.text))) continue;
    const [one, two] = [await declared(old), await declared(current)];
    found.set(old.document, { ...one, defaults: differing(one.defaults, two.defaults) });
    found.set(current.document, { ...two, defaults: differing(two.defaults, one.defaults) });
  }
  return found;
}

/** The sides without the modules that they call just as the others do: what has changed in these is told of them. */
function withoutKeptCalls(sides: readonly SideDocument[], others: readonly SideDocument[]): readonly SideDocument[] {
  const calls = new Map(others.map((other) => [other.document.scope, callsIn(other)]));
  return sides.map((side) => {
    const { modules, ...alone } = side.source;
    return modules && calls.get(side.document.scope) === callsIn(side) ? { ...side, source: alone } : side;
  });
}

/** The blocks of Terraform that call modules, and that what they are given may stand in. */
function callsIn({ document, values = [] }: SideDocument): string {
  let isWithin = false;
  const calls = document.text.split("\n").filter((line) => {
    if (/^(?:module|locals|variable)\b/.test(line)) isWithin = true;
    const isOf = isWithin;
    if (/^(?:\}|\w.{0,2000}\}$)/.test(line)) isWithin = false;
    return isOf;
  });
  return [...calls, ...values.map(({ text }) => text)].join("\n");
}
