/** Suppressions that do nothing, or more than anybody can answer for. */
import type { JudgedSuppression } from "../../control/judge";
import type { NamedRule } from "../../control/suppression";
import type { CredentialFix } from "../../credentials/fix";
import type { FixKind } from "../../finding";
import type { CredentialReport, Example, SuppressionRule } from "../rule";
import { allOf, anyOf, closest } from "../support/closest";

const comment = (text: string, action = "s3:*"): Example => ({ language: "yaml", code: `${text}\nAction: ${action}` });
const good = comment("# planeguard-ignore risk/service-wildcard until 2027-01-31: the migration reads all buckets");

function suppressionRule(
  id: string,
  more: Pick<SuppressionRule, "title" | "severity"> & Partial<Pick<SuppressionRule, "unnecessary">>,
  why: string,
  avoid: Example,
  prefer: Example,
  check: SuppressionRule["check"],
): SuppressionRule {
  return {
    kind: "suppression",
    id: `suppression/${id}`,
    confidence: "high",
    recommendation: "least-privilege",
    accessAnalyzer: null,
    documentation: { why, avoid, prefer },
    ...more,
    check,
  };
}

/** Safe only where it had nothing to do: a reason that somebody gave, or has yet to give, is not to vanish on saving. */
function removal({ removal: edits }: JudgedSuppression, kind: FixKind = "suggestion"): CredentialFix[] {
  return edits ? [{ title: "Remove the suppression", kind, edits }] : [];
}

/** The names of rules without some of them; all of the suppression where none is left. */
function without(suppression: JudgedSuppression, gone: readonly NamedRule[], kind: FixKind): CredentialFix[] {
  if (gone.length === suppression.rules.length) return removal(suppression, kind);
  const edits = gone.map((one) => {
    const index = suppression.rules.indexOf(one);
    const [before, next] = [suppression.rules[index - 1], suppression.rules[index + 1]];
    // With what separates it from its neighbour.
    return {
      span: next
        ? { start: one.element.start, end: next.element.start }
        : { start: before!.element.end, end: one.element.end },
      newText: "",
    };
  });
  const overlap = edits.some((edit, index) => index > 0 && edit.span.start < edits[index - 1]!.span.end);
  return overlap ? [] : [{ title: `Remove ${gone.map(({ id }) => id).join(", ")} from the suppression`, kind, edits }];
}

export default [
  suppressionRule(
    "expired",
    { title: "Suppression that has expired", severity: "warning" },
    "Somebody accepted a finding until a day that is past. What it hid is shown again: put it right, or say anew why it is accepted, and until when.",
    comment("# planeguard-ignore risk/service-wildcard until 2020-01-31: the migration reads all buckets"),
    good,
    function* (suppression): Iterable<CredentialReport> {
      const { expired, until } = suppression;
      if (expired)
        yield {
          at: until!.span,
          message: `This suppression held until ${until!.text}, and suppresses nothing any more. Put right what it hid, or give it another day.`,
          fixes: () => removal(suppression),
        };
    },
  ),
  suppressionRule(
    "unused",
    { title: "Suppression of what is not found", severity: "info", unnecessary: true },
    "Nothing is found where this would be suppressed: what was accepted has been put right, or stands elsewhere. Left behind, it would hide the next mistake of this kind.",
    comment("# planeguard-ignore risk/service-wildcard: the migration reads all buckets", "s3:GetObject"),
    { language: "yaml", code: "Action: s3:GetObject" },
    function* (suppression): Iterable<CredentialReport> {
      const { unused, rules, span } = suppression;
      if (unused.length > 0)
        yield {
          at: unused.length === rules.length ? span : unused[0]!.span,
          message: `${allOf(unused.map(({ id }) => id))} ${unused.length === 1 ? "finds" : "find"} nothing here: this suppression would hide the next mistake. Remove it.`,
          fixes: () => without(suppression, unused, "safe"),
        };
    },
  ),
  suppressionRule(
    "without-reason",
    { title: "Suppression that does not say why", severity: "warning" },
    "A suppression without a reason cannot be judged by whoever comes next: whether it still holds, and who accepted what. It suppresses nothing until it says why, behind a colon.",
    comment("# planeguard-ignore risk/service-wildcard"),
    good,
    function* (suppression): Iterable<CredentialReport> {
      if (suppression.reason === "" && suppression.rules.length > 0)
        yield {
          at: suppression.span,
          message:
            "This suppression does not say why, and so suppresses nothing. Write the reason behind a colon: `planeguard-ignore RULE: reason`.",
          fixes: () => removal(suppression),
        };
    },
  ),
  suppressionRule(
    "unknown-rule",
    { title: "Suppression of a rule that does not exist", severity: "warning" },
    "No rule has this name: it is misspelt, or the rule is called otherwise now. What was to be suppressed is shown.",
    comment("# planeguard-ignore risk/service-wildcrad: the migration reads all buckets"),
    good,
    function* (suppression): Iterable<CredentialReport> {
      for (const named of suppression.unknown) {
        const meant = closest(named.id, suppression.known);
        yield {
          at: named.span,
          message: `There is no rule \`${named.id.slice(0, 60)}\` that could be suppressed${meant.length > 0 ? `; did you mean ${anyOf(meant)}?` : "."}`,
          fixes: () => [
            ...meant.map((id): CredentialFix => ({
              title: `Replace with ${id}`,
              kind: "suggestion",
              edits: [{ span: named.span, newText: id }],
            })),
            ...without(suppression, [named], "suggestion"),
          ],
        };
      }
    },
  ),
  suppressionRule(
    "malformed",
    { title: "Suppression that cannot be read", severity: "warning" },
    "It names no rule, or its last day does not exist, so it suppresses nothing. It is written as `planeguard-ignore RULE, RULE until YYYY-MM-DD: reason`.",
    comment("# planeguard-ignore risk/service-wildcard until 31.1.2027: the migration reads all buckets"),
    good,
    function* (suppression): Iterable<CredentialReport> {
      const { until, rules, span } = suppression;
      if (rules.length === 0)
        yield {
          at: span,
          message:
            "This suppression names no rule, and so suppresses nothing. It is written as `planeguard-ignore RULE: reason`.",
          fixes: () => removal(suppression),
        };
      if (until && !until.valid)
        yield {
          at: until.span,
          message: `\`${until.text.slice(0, 40)}\` is not a date, so this suppresses nothing. Write the last day that it holds as YYYY-MM-DD.`,
          fixes: () => removal(suppression),
        };
    },
  ),
] satisfies readonly SuppressionRule[];
