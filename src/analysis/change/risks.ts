/** What the rules see in what a change newly allows. */
import { type Finding, severities } from "../finding";
import { lazily } from "../lazily";
import type { Item, Statement } from "../policy/model";
import { contains, type Span } from "../text";
import type { ChangedDocument, ReadPolicy } from "./subject";

export type Risk = Pick<Finding, "ruleId" | "message" | "severity">;

/** Everything that is found in a document, by the offsets of its text. */
export type FindingsIn = (document: ChangedDocument) => readonly Finding[];

/** The risks of a side. */
export class Risks {
  /** How many statements take what stands there. */
  private readonly takers = lazily(() => {
    const counts = new Map<ChangedDocument, Map<number, number>>();
    for (const { document, policy } of this.policies)
      for (const { node } of policy.statements.flatMap((one) => elsewhereOf(one, one.node.span))) {
        const { start } = node.span;
        const ofDocument = counts.get(document) ?? new Map<number, number>();
        counts.set(document, ofDocument.set(start, (ofDocument.get(start) ?? 0) + 1));
      }
    return counts;
  });

  constructor(
    private readonly policies: readonly ReadPolicy[],
    private readonly findingsIn: FindingsIn,
  ) {}

  /** Those of a policy. */
  of({ policy, document, at }: ReadPolicy): readonly Risk[] {
    return [...this.within(document, at), ...policy.statements.flatMap((one) => this.elsewhere(one, document, at))];
  }

  /** Those of a statement, or of a whole policy. @param span where it stands */
  ofStatement(statement: Statement | null, document: ChangedDocument, span: Span): readonly Risk[] {
    return [...this.within(document, span), ...(statement ? this.elsewhere(statement, document, span) : [])];
  }

  private within(document: ChangedDocument, { start, end }: Span): readonly Risk[] {
    return this.findingsIn(document)
      .filter(
        ({ ruleId, range }) =>
          /^(?:risk|trust)\//.test(ruleId) && range.start.offset >= start && range.end.offset <= end,
      )
      .map(({ ruleId, message, severity }) => ({ ruleId, message, severity }));
  }

  /** What is found where a variable has the actions of a statement, unless others take them too. */
  private elsewhere(statement: Statement, document: ChangedDocument, span: Span): readonly Risk[] {
    const items = elsewhereOf(statement, span);
    if (items.some(({ node }) => this.takers().get(document)?.get(node.span.start) !== 1)) return [];
    return items.flatMap(({ node }) => this.within(document, node.span));
  }
}

function elsewhereOf({ action }: Statement, span: Span): readonly Item[] {
  return action?.items.filter(({ node }) => !contains(span, node.span)) ?? [];
}

/** Tells one risk from another. */
export function riskKey({ ruleId, message }: Risk): string {
  return `${ruleId} ${message}`;
}

/** Each once, the gravest first. */
export function uniqueRisks(risks: readonly Risk[]): Risk[] {
  return [...new Map(risks.map((one) => [riskKey(one), one])).values()].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}
