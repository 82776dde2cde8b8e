/** What `planeguard denied` tells. */
import type { DeniedPlace, Explanation } from "../analysis/denied/explain";
import type { Range } from "../analysis/text";

export interface ReportedPlace extends Omit<DeniedPlace, "span"> {
  readonly range: Range;
}

export interface ReportedDenial extends Omit<Explanation, "places"> {
  readonly places: readonly ReportedPlace[];
}
