/** Suppressions against what was found: what each accepts, and what is wrong with it. */
import type { Finding, SuppressedFinding } from "../finding";
import { groupBy } from "../group-by";
import type { Span, TextEdit } from "../text";
import type { Day, NamedRule } from "./suppression";

/** A suppression, in a comment or in a planeguard.json, as the rules of `suppression/` see it. */
export interface JudgedSuppression {
  /** All of it. */
  readonly span: Span;
  readonly rules: readonly NamedRule[];
  readonly reason: string;
  readonly until: Day | null;
  readonly expired: boolean;
  /** Those of its rules that find nothing there; empty where it cannot be told. */
  readonly unused: readonly NamedRule[];
  /** Names that no rule has, and those that rules have. */
  readonly unknown: readonly NamedRule[];
  readonly known: readonly string[];
  /** Takes all of it out; null where something else stands there too. */
  readonly removal: readonly TextEdit[] | null;
}

/** What accepts findings. */
export interface Acceptance extends Pick<JudgedSuppression, "span" | "rules" | "reason" | "until" | "removal"> {
  /** Where it stands; the index of the entry in `Control.suppressions`. */
  readonly source: "comment" | number;
  /** The one line that it speaks of; null where `covers` tells. */
  readonly line: number | null;
  /** Whether it speaks of the place of a finding, whatever the rule. */
  covers(finding: Finding): boolean;
}

/** `today` is a day as `YYYY-MM-DD`; without it nothing is expired. */
function isExpired({ until }: Pick<Acceptance, "until">, today: string | undefined): boolean {
  return until !== null && until.valid && today !== undefined && until.text < today;
}

/** Whether it has an effect: half a suppression would hide more than somebody meant. */
function holds(acceptance: Acceptance, today: string | undefined): boolean {
  return acceptance.reason !== "" && acceptance.until?.valid !== false && !isExpired(acceptance, today);
}

export interface Judged {
  /** What nobody accepts. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** By acceptance, in their order: the ids of the rules that it was needed for. */
  readonly used: readonly ReadonlySet<string>[];
}

/** The first acceptance that covers a finding takes it: a later one is not needed for it. */
export function judge(
  findings: readonly Finding[],
  acceptances: readonly Acceptance[],
  today: string | undefined,
): Judged {
  const used = acceptances.map(() => new Set<string>());
  const candidates = byPlace(acceptances, today);
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const { ruleId, range } = finding;
    const covers = (at: number): boolean => acceptances[at]!.covers(finding);
    const index = Math.min(
      candidates.get(placeOf(ruleId, range.start.line))?.find(covers) ?? Infinity,
      candidates.get(placeOf(ruleId, null))?.find(covers) ?? Infinity,
    );
    const by = acceptances[index];
    if (!by) {
      kept.push(finding);
      continue;
    }
    used[index]!.add(finding.ruleId);
    suppressed.push({ finding, reason: by.reason, source: by.source });
  }
  return { findings: kept, suppressed, used };
}

/** Those that have an effect, by rule and line: there may be one for each line of a text. */
function byPlace(
  acceptances: readonly Acceptance[],
  today: string | undefined,
): ReadonlyMap<string, readonly number[]> {
  const places = acceptances.flatMap((one, index) =>
    holds(one, today) ? one.rules.map(({ id }) => ({ index, place: placeOf(id, one.line) })) : [],
  );
  return new Map(
    [...groupBy(places, ({ place }) => place)].map(([place, all]) => [place, all.map(({ index }) => index)]),
  );
}

function placeOf(ruleId: string, line: number | null): string {
  return `${ruleId} ${line ?? "any"}`;
}

/** As the rules of `suppression/` see it; `ran` tells of the id of a rule whether it would have found what there is. */
export function asJudged(
  acceptance: Acceptance,
  used: ReadonlySet<string>,
  today: string | undefined,
  known: readonly string[],
  ran: (ruleId: string) => boolean,
): JudgedSuppression {
  return {
    ...acceptance,
    known,
    unknown: acceptance.rules.filter(({ id }) => !known.includes(id)),
    unused: holds(acceptance, today)
      ? acceptance.rules.filter(({ id }) => known.includes(id) && !used.has(id) && ran(id))
      : [],
    expired: isExpired(acceptance, today),
  };
}
