import type { RecommendationId } from "../guidance/recommendations";
import type { Sentence } from "../wording/sentence";
import type { Range } from "./text";

export type Severity = "error" | "warning" | "info" | "hint";
/** The gravest first. */
export const severities: readonly Severity[] = ["error", "warning", "info", "hint"];
export type Confidence = "high" | "medium" | "low";

/** Where in a policy, as Access Analyzer says it: `["Statement", 0, "Action", 2]`. */
export type PolicyPath = readonly (string | number)[];

/** A replacement in a file; `file` is the name of the document unless the fix reaches another one. */
export interface Edit {
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
}

/**
 * A **safe** fix never allows more than before and may be applied in bulk. A **suggestion** may allow more or
 * change behaviour: it is applied one at a time.
 */
export type FixKind = "safe" | "suggestion";

/** What a change newly allows and no longer allows: lines such as `s3:GetObject on arn:aws:s3:::reports/*`; both empty where nothing changes that is known. */
export interface PermissionDelta {
  readonly newlyAllowed: readonly string[];
  readonly noLongerAllowed: readonly string[];
}

export interface Fix {
  readonly title: string;
  /** The title, where it can be said in other languages. */
  readonly said?: Sentence;
  readonly kind: FixKind;
  /** Of a suggestion for a policy: what it newly allows or no longer allows. */
  readonly delta: PermissionDelta | null;
  readonly edits: readonly Edit[];
  /** Where the edits are of another file: with `checkOf` its text, for in any other they are not to be made. */
  readonly elsewhere?: { readonly file: string; readonly check: number };
  /** A package that the edited code needs beside those that it had. */
  readonly dependency?: string;
  /** Texts within what the edits write that a person has to replace, for nobody else knows them: an editor asks, a report leaves the fix out. */
  readonly blanks?: readonly string[];
}

/** Another place that belongs to the finding, such as the other half of an escalation path. */
export interface RelatedPlace {
  readonly file: string;
  readonly range: Range;
  /** Where in the policy, if Access Analyzer names it as a location of the finding too. */
  readonly policyPath: PolicyPath | null;
  readonly message: string;
  /** The message, where it can be said in other languages. */
  readonly said?: Sentence;
}

export interface Finding {
  readonly ruleId: string;
  /** The equivalent Access Analyzer code, such as `REDUNDANT_ACTION`. */
  readonly accessAnalyzer: string | null;
  readonly recommendation: RecommendationId;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** English. */
  readonly message: string;
  /** The message, where it can be said in other languages. */
  readonly said?: Sentence;
  readonly file: string;
  readonly range: Range;
  readonly policyPath: PolicyPath | null;
  readonly related: readonly RelatedPlace[];
  /** What the finding points at has no effect and may be shown faded. */
  readonly unnecessary: boolean;
  /** AWS has retired what the finding points at: it may be shown struck through. */
  readonly deprecated: boolean;
  /** Filled only where fixes were asked for (`AnalyzeOptions.fixes`). */
  readonly fixes: readonly Fix[];
}

/** A finding that somebody accepts: it is shown nowhere, but counted. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** A comment in the document, an entry of `Control.suppressions` by its index, or the baseline of the project. */
  readonly source: "comment" | number | "baseline";
}

/** Something that kept a document, or part of it, from being read. */
export interface Problem {
  readonly file: string;
  readonly message: string;
  readonly range: Range | null;
}
