import type { SubjectChange } from "../analysis/change/change";
import type { Verdict } from "../analysis/decide/decision";
import type { Problem } from "../analysis/finding";

/** What a comparison of two states gives to a report, whatever its format. */
export interface DiffReport {
  /** As somebody named them. */
  readonly base: string;
  readonly head: string;
  /** Of all subjects; `unknown` where something could not be read, too. */
  readonly verdict: Verdict;
  readonly subjects: readonly SubjectChange[];
  readonly problems: readonly Problem[];
  readonly stats: {
    /** That differ. */
    readonly files: number;
    /** Of both states, in these files. */
    readonly policies: number;
    readonly durationMs: number;
  };
}
