/** Fixes by what they change. */
import type { Text } from "../../../wording/sentence";
import type { Change } from "../../locate/located";
import type { PolicyFix } from "../rule";

/** What may allow more than before, or something else. */
export function suggestion(title: Text, ...changes: readonly Change[]): PolicyFix {
  return { title, kind: "suggestion", changes };
}

/** What never allows more than before. */
export function safeFix(title: Text, ...changes: readonly Change[]): PolicyFix {
  return { title, kind: "safe", changes };
}
