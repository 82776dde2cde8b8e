/** Fixes are offered only when they work: each is applied to the text and the text is analysed again. */
import type { Catalog } from "../../catalog/catalog";
import type { Text } from "../../wording/sentence";
import { briefText } from "../brief";
import { maskKeys } from "../credentials/mask";
import type { Finding, Fix, FixKind, PermissionDelta } from "../finding";
import { PermissionChange } from "../policy/delta";
import type { SourceDocument } from "../source/document";
import { applyEdits, LineIndex, type Span, type TextEdit } from "../text";
import { Budget } from "./budget";
import { type Examined, improves } from "./examined";
import { TakenSpans } from "./taken-spans";

/** One way to put a finding right; `edits` is null where the form cannot say the change. */
export interface Proposal {
  readonly title: Text;
  readonly kind: FixKind;
  readonly edits: readonly TextEdit[] | null;
  readonly dependency?: string | undefined;
  /** What changes in a policy that the document only names. */
  readonly delta?: PermissionDelta | undefined;
  readonly blanks?: readonly string[] | undefined;
  /** Of another file, and proven there: in this document nothing changes. */
  readonly proven?: Fix | undefined;
}

/** What a rule proposes for one finding, the preferred one first. */
export type FixProposal = () => readonly Proposal[];

/** A finding with what its rule proposes. */
export interface Candidate {
  readonly finding: Finding;
  readonly propose: FixProposal;
}

/** What is proven against: a document as it is, and how to examine another text in its place. */
export interface Ground {
  readonly document: SourceDocument;
  readonly before: Examined;
  readonly catalog: Catalog | null;
  readonly examine: (text: string) => Examined;
  /** Where comments stand; absent: there are none that a fix could take out. */
  readonly comments?: () => readonly Span[];
}

/** Fixes of several findings, made at once. */
export interface FixedTogether {
  readonly edits: readonly TextEdit[];
  /** How many findings they put right. */
  readonly applied: number;
  /** False where the budget was spent before everything was tried. */
  readonly isComplete: boolean;
}

/** A text after edits, and what was found out about it. */
interface Outcome {
  readonly text: string;
  readonly examined: Examined;
  readonly change: PermissionChange;
}

/** How many fixes can be proposed in the time that it takes to analyse the text. */
const proposalsPerReading = 20;

export class Prover {
  private lines: LineIndex | null = null;
  private comments: readonly Span[] | null = null;
  /** Several findings at one place often propose the same. */
  private last: Outcome | null = null;
  /** By rule: what went wrong in a proposal of it. */
  readonly failures = new Map<string, string>();

  constructor(
    private readonly ground: Ground,
    private readonly budget = new Budget(),
  ) {}

  /**
   * The proposals that leave the document readable and free of that finding, and add no other as grave. What a rule
   * calls safe stays so only where the policies afterwards provably allow the same: else it is a suggestion. Null where
   * nothing is known, for the budget is spent.
   */
  fixesOf({ finding, propose }: Candidate): Fix[] | null {
    if (this.budget.isSpent) return null;
    const fixes: Fix[] = [];
    for (const proposal of this.proposalsOf({ finding, propose })) {
      if (this.budget.isSpent) return null;
      const fix = this.guarded(finding, () => this.proven(finding, proposal), null);
      if (fix) fixes.push(fix);
    }
    return fixes;
  }

  private proven(finding: Finding, { title, kind, edits, dependency, delta, blanks, proven }: Proposal): Fix | null {
    if (proven) return proven;
    if (!edits || edits.length === 0) return null;
    const { examined, change } = this.outcomeOf(edits);
    if (!improves(this.ground.before, examined, [finding])) return null;
    const isPolicy = finding.policyPath !== null;
    // Who takes away what is used changes behaviour: that too is for a person to decide.
    const safe = kind === "safe" && !blanks && (!isPolicy || change.isNone) && this.keepsComments(finding, edits);
    const { text, said } = briefText(title);
    return {
      title: text,
      ...(said && { said }),
      kind: safe ? "safe" : "suggestion",
      delta: safe ? null : isPolicy ? maskedDelta(change.delta) : (delta ?? null),
      edits: edits.map((edit) => this.asEdit(edit)),
      ...(dependency === undefined ? {} : { dependency }),
      ...(blanks === undefined ? {} : { blanks }),
    };
  }

  /**
   * As many fixes as can be made at once, one for each finding: proven together, for two that are right alone may not
   * be. `kinds` leaves out suggestions. What overlaps or touches what is made already is left for another time.
   */
  fixTogether(candidates: readonly Candidate[], kinds: "safe" | "any"): FixedTogether {
    const open: { readonly finding: Finding; readonly edits: readonly (readonly TextEdit[])[] }[] = [];
    for (const candidate of candidates) {
      // Half of the budget is for the proof: else nothing would come of it.
      if (this.budget.isHalfSpent) break;
      const { finding } = candidate;
      const proposals = this.proposalsOf(candidate).filter(
        ({ kind, edits }) => kinds === "any" || (kind === "safe" && (!edits || this.keepsComments(finding, edits))),
      );
      open.push({ finding, edits: proposals.flatMap(({ edits }) => (edits && edits.length > 0 ? [edits] : [])) });
    }
    const made: Made[] = [];
    const most = Math.max(0, ...open.map(({ edits }) => edits.length));
    for (let rank = 0; rank < most; rank++) {
      const done = new Set(made.map(({ finding }) => finding));
      const taken = new TakenSpans(made.flatMap(({ edits }) => edits));
      const group = open.flatMap(({ finding, edits: all }): Made[] => {
        const edits = all[rank];
        return edits && !done.has(finding) && taken.take(edits) ? [{ finding, edits }] : [];
      });
      this.extend(made, group, kinds);
    }
    return {
      edits: made.flatMap(({ edits }) => edits),
      applied: made.length,
      isComplete: open.length === candidates.length && !this.budget.isSpent,
    };
  }

  /** Adds to `made` what of the group works beside it: all of it, else half by half. */
  private extend(made: Made[], group: readonly Made[], kinds: "safe" | "any"): void {
    if (group.length === 0 || this.budget.isSpent) return;
    if (this.works([...made, ...group], kinds)) {
      made.push(...group);
    } else if (group.length > 1) {
      const middle = group.length >> 1;
      this.extend(made, group.slice(0, middle), kinds);
      this.extend(made, group.slice(middle), kinds);
    }
  }

  private works(made: readonly Made[], kinds: "safe" | "any"): boolean {
    const findings = made.map(({ finding }) => finding);
    const work = (): boolean => {
      const { examined, change } = this.outcomeOf(made.flatMap(({ edits }) => edits));
      return (
        improves(this.ground.before, examined, findings) &&
        (kinds === "any" || findings.every(({ policyPath }) => policyPath === null) || change.isNone)
      );
    };
    return this.guarded(findings.at(-1)!, work, false);
  }

  private proposalsOf({ finding, propose }: Candidate): readonly Proposal[] {
    this.budget.spend(this.ground.document.text.length / proposalsPerReading);
    return this.guarded(finding, propose, []);
  }

  /** Whether every comment is still there that the finding is not about: what somebody wrote down is not to vanish on saving. */
  private keepsComments({ range }: Finding, edits: readonly TextEdit[]): boolean {
    const taking = edits.filter(({ span }) => span.end > span.start);
    if (taking.length === 0) return true;
    const found = { start: range.start.offset, end: range.end.offset };
    this.comments ??= this.ground.comments?.() ?? [];
    return this.comments.every((comment) => {
      const written = this.ground.document.text.slice(comment.start, comment.end).trim();
      return (
        (found.start < comment.end && comment.start < found.end && found.start >= comment.start) ||
        !taking.some(
          ({ span, newText }) => span.start < comment.end && comment.start < span.end && !newText.includes(written),
        )
      );
    });
  }

  /** A rule that fails has no fix, and must not keep the others from theirs. */
  private guarded<T>({ ruleId }: Finding, make: () => T, otherwise: T): T {
    try {
      return make();
    } catch (error) {
      this.failures.set(ruleId, error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  }

  private outcomeOf(edits: readonly TextEdit[]): Outcome {
    const { document, before, catalog, examine } = this.ground;
    const text = applyEdits(document.text, edits);
    if (this.last?.text === text) return this.last;
    const examined = examine(text);
    this.budget.spend(text.length, examined.findings.length);
    return (this.last = { text, examined, change: new PermissionChange(before, examined, catalog) });
  }

  private asEdit({ span, newText }: TextEdit): Fix["edits"][number] {
    this.lines ??= new LineIndex(this.ground.document.text);
    return { file: this.ground.document.name, range: this.lines.range(span), newText };
  }
}

interface Made {
  readonly finding: Finding;
  readonly edits: readonly TextEdit[];
}

function maskedDelta({ newlyAllowed, noLongerAllowed }: PermissionDelta): PermissionDelta {
  return { newlyAllowed: newlyAllowed.map(maskKeys), noLongerAllowed: noLongerAllowed.map(maskKeys) };
}
