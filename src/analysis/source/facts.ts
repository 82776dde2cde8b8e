/** What is known of a document from the others of its workspace: what its code runs as, and what runs as its roles. Plain data. */
import type { Fix } from "../finding";
import type { Range, Span } from "../text";

interface Fact {
  /** What it is about. */
  readonly at: Span;
  /** How the text begins there: in another text it is not known. */
  readonly text: string;
}

const longest = 100;

/** How a text begins at a place. */
export function textOfFact(text: string, { start, end }: Span): string {
  return text.slice(start, Math.min(end, start + longest));
}

/** Whether a text still has what a fact is about. */
export function isAbout({ at, text: known }: Pick<UnitFact, "at" | "text">, text: string): boolean {
  return at.end <= text.length && textOfFact(text, at) === known;
}

/** A call whose permission is not there. */
export interface CallFact extends Fact {
  readonly kind: "not-granted" | "denied" | "unmet";
  /** Those that are not granted. */
  readonly actions: readonly string[];
  /** As the template writes it; null where it is not one resource. */
  readonly resource: string | null;
  readonly unit: string;
  readonly role: string;
  /** The policy of the key lets neither the role in nor its account decide. */
  readonly isRefusedByKey?: true;
  /** The role, or the statement that decides. */
  readonly decided: { readonly file: string; readonly range: Range };
  /** Changes of the file of the policy, each proven to allow this call; empty where nobody asked for them. */
  readonly fixes: readonly Fix[];
}

/** A grant that nothing calls. */
export interface GrantFact extends Fact {
  readonly kind: "unused";
  readonly action: string;
  readonly role: string;
  /** What runs as the role. */
  readonly units: readonly string[];
}

/** A statement that breaks what the project asserts, or may. */
export interface AssertionFact extends Fact {
  readonly kind: "assertion-broken" | "assertion-unknown";
  /** What is asserted, as a sentence. */
  readonly sentence: string;
  /** What breaks it, as a sentence. */
  readonly told: string;
  /** Where it is asserted. */
  readonly asserted: { readonly file: string; readonly range: Range };
}

export type UnitFact = CallFact | GrantFact | AssertionFact;
