import type { Span, TextEdit } from "../text";

/** Something of a document that could not be read, with its place. */
export interface LocateProblem {
  readonly message: string;
  readonly span: Span;
}

export interface SyntaxMistake extends LocateProblem {
  /** What repairs it, where that is plain. */
  readonly repair: TextEdit | null;
}
