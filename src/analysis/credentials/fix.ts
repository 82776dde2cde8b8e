import type { FixKind } from "../finding";
import type { TextEdit } from "../text";

/** What takes a key out of a document. */
export interface CredentialFix {
  readonly title: string;
  /** A package that the edited code needs. */
  readonly dependency?: string;
  readonly kind: FixKind;
  readonly edits: readonly TextEdit[];
}
