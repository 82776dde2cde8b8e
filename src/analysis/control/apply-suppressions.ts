/** Takes out of an examination what the document or its project accepts, and judges who accepts it. */
import type { AnalyzeOptions, Examination } from "../analysis";
import type { Finding } from "../finding";
import { lazily } from "../lazily";
import type { Policy } from "../policy/model";
import type { FixProposal } from "../proof/prover";
import { findingOf, inOrder } from "../rules/finding-of";
import { rules } from "../rules/generated/index";
import type { SuppressionRule } from "../rules/rule";
import { commentsOf } from "../source/comments";
import type { SourceDocument } from "../source/document";
import type { Source } from "../source/source";
import { LineIndex } from "../text";
import { type ConfiguredSuppression, type Control, severityOf } from "./control";
import { type Acceptance, asJudged, judge, type JudgedSuppression } from "./judge";
import { marker, readSuppression } from "./suppression";

const suppressionRules = lazily(() => rules.filter((rule): rule is SuppressionRule => rule.kind === "suppression"));
/** The ids of the rules whose findings may be suppressed. */
export const suppressible = lazily((): readonly string[] =>
  rules.filter(({ kind }) => kind !== "suppression").map(({ id }) => id),
);

export function applySuppressions(source: Source, options: AnalyzeOptions, examination: Examination): Examination {
  const { control = {}, today } = options;
  const configured = control.suppressions ?? [];
  if (configured.length === 0 && (control.untrusted || !source.text.includes(marker))) return examination;
  const { analysis, policies } = examination;
  const comments = control.untrusted ? [] : acceptancesIn(source);
  const acceptances = [...comments, ...configured.map((entry, index) => configuredAcceptance(entry, index, policies))];
  const { findings, suppressed, used } = judge(analysis.findings, acceptances, today);
  const ran = (id: string) => examination.complete && severityOf(ruleOf(id), control) !== null;
  const judgements = acceptances.map((one, index) => asJudged(one, used[index]!, today, suppressible(), ran));
  const own = findingsAbout(judgements.slice(0, comments.length), source.document, control);
  return {
    ...examination,
    analysis: {
      ...analysis,
      findings: inOrder([...findings, ...own.keys()]),
      suppressed,
      unused: judgements.slice(comments.length).map((one) => one.unused.map(({ id }) => id)),
    },
    proposals: new Map([...examination.proposals, ...own]),
  };
}

/** What the rules of `suppression/` find, with what they propose. */
export function findingsAbout(
  suppressions: readonly JudgedSuppression[],
  { name, text }: SourceDocument,
  control: Control,
): Map<Finding, FixProposal> {
  const found = new Map<Finding, FixProposal>();
  if (suppressions.length === 0) return found;
  const lines = new LineIndex(text);
  for (const rule of suppressionRules()) {
    const severity = severityOf(rule, control);
    if (severity === null) continue;
    for (const suppression of suppressions) {
      for (const report of rule.check(suppression))
        found.set(
          findingOf(rule, report, { file: name, lines, severity, policyPath: null }),
          () => report.fixes?.() ?? [],
        );
    }
  }
  return found;
}

function ruleOf(id: string) {
  return rules.find((rule) => rule.id === id)!;
}

/** Those for a line before those for the whole file. */
function acceptancesIn(source: Source): Acceptance[] {
  const { text } = source;
  if (!text.includes(marker)) return [];
  const lines = new LineIndex(text);
  const found = commentsOf(source, marker).flatMap(({ span, covers, removal }) => {
    const said = readSuppression(text, span);
    if (!said) return [];
    const line = lines.position(covers).line;
    // What else stands in a comment of several lines is not ours to remove.
    const whole = !text.slice(span.start, span.end).trim().includes("\n");
    const acceptance: Acceptance = {
      ...said,
      source: "comment",
      line: said.wholeFile ? null : line,
      covers: () => true,
      removal: whole ? [{ span: removal, newText: "" }] : null,
    };
    return [{ acceptance, wholeFile: said.wholeFile }];
  });
  return [...found.filter(({ wholeFile }) => !wholeFile), ...found.filter(({ wholeFile }) => wholeFile)].map(
    ({ acceptance }) => acceptance,
  );
}

const nowhere = { start: 0, end: 0 };

function configuredAcceptance(
  { rules: ids, policy, statement, reason, until }: ConfiguredSuppression,
  index: number,
  policies: readonly Policy[],
): Acceptance {
  const places = policies
    .filter(({ place }) => policy === undefined || place.label === policy)
    .flatMap((one) =>
      statement === undefined
        ? [one.node.span]
        : one.statements
            .filter(({ path, sid }) => sid?.value === statement || (path[1] ?? 0) === statement)
            .map(({ node }) => node.span),
    );
  return {
    span: nowhere,
    rules: ids.map((id) => ({ id, span: nowhere, element: nowhere })),
    reason,
    until: until === undefined ? null : { text: until, span: nowhere, valid: true },
    source: index,
    line: null,
    covers: ({
      range: {
        start: { offset },
      },
    }) =>
      (policy === undefined && statement === undefined) ||
      places.some(({ start, end }) => start <= offset && offset < end),
    removal: null,
  };
}
