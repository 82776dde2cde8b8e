/** What the documents of a workspace have, as they were read. */
import type { Bound, Holder, ReadPolicy } from "../change/subject";
import type { DeclaredResource } from "../locate/located";
import type { Names } from "../units/granted";

/** What one document declares. */
export interface DocumentNames {
  readonly scope: string;
  readonly names: Names;
  readonly declared: readonly DeclaredResource[];
}

export interface WorkspaceState {
  readonly policies: readonly ReadPolicy[];
  /** What documents attach to those whom they name and do not declare. */
  readonly others?: readonly ReadPolicy[];
  readonly bounds: readonly Bound[];
  readonly holders?: readonly Holder[];
  readonly documents: readonly DocumentNames[];
  /** Nothing is declared: names are those that resources and holders have in the account. */
  readonly byName?: boolean;
}
