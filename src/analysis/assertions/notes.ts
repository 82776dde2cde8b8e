/** What an editor shows of assertions in one file. Plain data; places are known only while the text stands there (`isAbout`). */
import type { AssertionFact } from "../source/facts";
import type { Range, Span } from "../text";
import type { HolderKind } from "./assertion";

/** An assertion, where it is written. */
export interface AssertionNote {
  readonly at: Span;
  /** How the text begins there. */
  readonly text: string;
  readonly sentence: string;
  /** `idle`: it names what nothing has, and so proves nothing. */
  readonly verdict: "holds" | "broken" | "unknown" | "idle";
  readonly looked: LookedAt;
  /** Why it does not hold, as a sentence without what is asserted; null where it does. */
  readonly because: string | null;
  /** How many more places break it, or may. */
  readonly more: number;
  /** What breaks it, or the statement that comes closest; null where nothing speaks of it. */
  readonly statement: StatementNote | null;
}

export interface StatementNote {
  /** What people call it: its Sid, or its actions. */
  readonly label: string;
  /** Whose it is. */
  readonly subject: string;
  readonly file: string;
  readonly range: Range;
}

/** Who and what was held to an assertion. */
export type LookedAt = Readonly<Record<HolderKind | "other" | "resource" | "policy", number>>;

/** What assertions of a file can name. */
export interface NamedInWorkspace {
  /** `role`, `table`, … */
  readonly kind: string;
  readonly name: string;
  /** Where it is declared. */
  readonly file: string;
}

export interface AssertionNotes {
  readonly facts: readonly AssertionFact[];
  /** Of the file itself, where it asserts something. */
  readonly assertions: readonly AssertionNote[];
  /** Empty for a file that asserts nothing. */
  readonly named: readonly NamedInWorkspace[];
  /** Not all is read and judged yet: ask again. */
  readonly isPartial?: true;
}

export const noAssertionNotes: AssertionNotes = { facts: [], assertions: [], named: [] };
