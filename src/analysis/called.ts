/** What rules say of the policies of local modules, with the values that a document calls them with. */
import type { Catalog } from "../catalog/catalog";
import { locateCalledPolicies } from "./locate/locate";
import type { CalledPolicy } from "./locate/terraform/called-modules";
import type { Policy } from "./policy/model";
import { readPolicy } from "./policy/read";
import type { FixProposal } from "./proof/prover";
import type { PolicyReport, PolicyRule, RelatedReport } from "./rules/rule";
import { alone } from "./rules/support/alone";
import type { Source } from "./source/source";

export interface ReadCalled {
  readonly policy: Policy;
  /** What a rule says of the policy and not of the module alone, where the document gives the cause. */
  reports(rule: PolicyRule): Iterable<{ readonly report: PolicyReport; readonly fixes: FixProposal }>;
}

export function readCalled(source: Source, catalog: Catalog, trustedAccounts: ReadonlySet<string>): ReadCalled[] {
  return locateCalledPolicies(source).flatMap((called): ReadCalled[] => {
    const policy = readPolicy(called.policy.root, called.policy.place);
    const plain = called.plain && readPolicy(called.plain.root, called.plain.place);
    if (!policy) return [];
    return [
      {
        policy,
        *reports(rule) {
          if (rule.types && !rule.types.includes(policy.type)) return;
          const reports = [...rule.check(policy, alone(policy, catalog, trustedAccounts))];
          if (reports.length === 0) return;
          const isAsked = plain !== null && (!rule.types || rule.types.includes(plain.type));
          const known = new Set(
            isAsked ? Array.from(rule.check(plain, alone(plain, catalog, trustedAccounts)), keyOf) : [],
          );
          for (const report of reports) {
            const at = known.has(keyOf(report)) ? null : called.cause(report.at);
            if (at)
              yield { report: { ...report, at, related: relatedIn(called, report) }, fixes: fixesOf(called, report) };
          }
        },
      },
    ];
  });
}

/** What a rule says of one place in the module is the same matter, in whatever words. */
function keyOf({ at }: PolicyReport): string {
  return `${at.start} ${at.end}`;
}

function relatedIn(called: CalledPolicy, { at, related = [] }: PolicyReport): readonly RelatedReport[] {
  const own = called.inModule(at);
  const others = related.flatMap((one): RelatedReport[] => {
    if (one.at.end <= called.end) return [one];
    const elsewhere = called.inModule(one.at);
    return elsewhere ? [{ ...one, elsewhere }] : [];
  });
  return own
    ? [
        {
          at,
          elsewhere: own,
          message: /\.(?:tf|tofu)$/i.test(own.file)
            ? "The module uses it here."
            : /\.json$/i.test(own.file)
              ? "It stands here."
              : "The template uses it here.",
        },
        ...others,
      ]
    : others;
}

/** Fixes of what the document gives; the module is another file. */
function fixesOf({ policy: { writer }, end }: CalledPolicy, report: PolicyReport): FixProposal {
  return () =>
    (report.fixes?.() ?? []).map(({ title, kind, changes, edits: written }) => {
      const edits = written ?? writer.edits(changes);
      return { title, kind, edits: edits?.every(({ span }) => span.end <= end) ? edits : null };
    });
}
