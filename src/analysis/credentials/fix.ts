import type { Text } from "../../wording/sentence";
import type { FixKind, PermissionDelta } from "../finding";
import type { TextEdit } from "../text";

/** What takes a key out of a document. */
export interface CredentialFix {
  readonly title: Text;
  /** A package that the edited code needs. */
  readonly dependency?: string;
  readonly kind: FixKind;
  /** Of another managed policy: what it newly allows, and what it does not allow. */
  readonly delta?: PermissionDelta;
  readonly edits: readonly TextEdit[];
}
