import type { DeclaredUnit } from "../../analysis/units/unit";
import type { CodeText } from "./code-files";
import type { Program } from "./program";

/** A unit with what is known of it. Files are named by their absolute paths. */
export interface Unit {
  readonly declared: DeclaredUnit;
  /** The document that declares it. */
  readonly document: CodeText;
  /** Null where its code is not in the workspace. */
  readonly program: Program | null;
}
