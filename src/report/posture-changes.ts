/** What changed in an account between two collections, as data and as a page. */
import type { CheckResult, Posture, ResourceVerdict, Verdict } from "../account/posture";
import { joined } from "../escape/escaped";
import { code, type Markdown, md, prose } from "../escape/markdown";
import { verdictCounts } from "./posture-places";

export interface CheckChange {
  /** As it is now; as it was, where it is no longer there. */
  readonly check: CheckResult;
  /** null: the check is new, or gone. */
  readonly before: Verdict | null;
  readonly after: Verdict | null;
  /** Resources that fail and did not, and that failed and do no more. */
  readonly newlyFailing: readonly ResourceVerdict[];
  readonly mended: readonly ResourceVerdict[];
}

/** What fails first, then what is mended, then the rest; checks of which nothing changed are left out. */
export function postureChanges(before: Posture, after: Posture): CheckChange[] {
  const earlier = new Map(before.checks.map((check) => [check.id, check]));
  const later = new Set(after.checks.map(({ id }) => id));
  return [
    ...after.checks.map((check) => changeOf(earlier.get(check.id) ?? null, check)),
    ...before.checks.filter(({ id }) => !later.has(id)).map((check) => changeOf(check, null)),
  ]
    .filter(isChange)
    .sort((a, b) => rank(a) - rank(b));
}

function changeOf(before: CheckResult | null, after: CheckResult | null): CheckChange {
  const failing = (check: CheckResult | null) => (check?.resources ?? []).filter(({ verdict }) => verdict === "fail");
  const verdicts = (check: CheckResult | null) =>
    new Map((check?.resources ?? []).map((one) => [keyOf(one), one.verdict]));
  const [was, is] = [verdicts(before), verdicts(after)];
  return {
    check: (after ?? before)!,
    before: before?.verdict ?? null,
    after: after?.verdict ?? null,
    // Of a check that was not there nothing is known to be new.
    newlyFailing: before === null ? [] : failing(after).filter((one) => was.get(keyOf(one)) !== "fail"),
    // What could not be seen is not mended.
    mended:
      after === null || after.verdict === "not-assessed"
        ? []
        : failing(before).filter((one) => !["fail", "not-assessed"].includes(is.get(keyOf(one)) ?? "gone")),
  };
}

function keyOf({ id, region }: ResourceVerdict): string {
  return `${region ?? ""}|${id}`;
}

function isChange({ before, after, newlyFailing, mended }: CheckChange): boolean {
  return before !== after || newlyFailing.length > 0 || mended.length > 0;
}

function rank({ before, after, newlyFailing, mended }: CheckChange): number {
  if (after === "fail" && before !== null && (before !== "fail" || newlyFailing.length > 0)) return 0;
  if (before === "fail" && after !== null && (after === "pass" || mended.length > 0)) return 1;
  return before === null || after === null ? 3 : 2;
}

const headings = ["Fails now", "Mended", "Changed otherwise", "Checks that are new or gone"];

const mostNamed = 50;

/** Markdown. */
export function changesPage(before: Posture, after: Posture): string {
  const changes = postureChanges(before, after);
  const { account, profile } = after;
  const name = account.alias === null ? account.id : `${account.id} (${account.alias})`;
  const sections = headings.flatMap((heading, index) => {
    const of = changes.filter((change) => rank(change) === index);
    return of.length === 0 ? [] : [md`## ${heading}`, md``, ...of.flatMap(changeLines), md``];
  });
  return joined(
    [
      md`# What changed in account ${name}`,
      md``,
      md`${profile === null ? "" : `Profile ${profile}. `}Between ${timeOf(before)} and ${timeOf(after)}: ${changes.length === 0 ? "no verdict and no failing resource changed." : summary(changes)}`,
      md``,
      ...sections,
    ],
    "\n",
  ).text;
}

function timeOf({ collectedAt }: Posture): string {
  return collectedAt.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC");
}

function summary(changes: readonly CheckChange[]): string {
  const count = (wanted: number) => changes.filter((change) => rank(change) === wanted).length;
  return `${count(0)} got worse, ${count(1)} got better, ${count(2) + count(3)} changed otherwise.`;
}

function changeLines({ check, before, after, newlyFailing, mended }: CheckChange): Markdown[] {
  const verdict =
    before === after
      ? verdictCounts[check.verdict]
      : [before, after].map((one) => (one === null ? "not there" : verdictCounts[one])).join(" → ");
  return [
    md`- **${check.title}** (${code(check.id)}): ${verdict}`,
    ...(after === null ? [] : [md``, md`  ${prose(check.reason)}`, md``]),
    ...named("newly failing", newlyFailing),
    ...named("mended", mended),
  ];
}

function named(what: string, resources: readonly ResourceVerdict[]): Markdown[] {
  const rest = resources.length - mostNamed;
  return [
    ...resources
      .slice(0, mostNamed)
      .map(({ id, region }) => md`  - ${what}: ${code(id)}${region === null ? "" : ` (${region})`}`),
    ...(rest > 0 ? [md`  - ${what}: ${rest} more`] : []),
  ];
}
