/** Rules that say what a check of IAM Access Analyzer says: what they share. */
import type { RecommendationId } from "../../../guidance/recommendations";
import type { Confidence, Severity } from "../../finding";
import type { PolicyType } from "../../policy/model";
import type { PolicyRule } from "../rule";
import { accessAnalyzerPage } from "./links";

/** The kinds of AWS's findings. */
export type AnalyzerKind = "ERROR" | "WARNING" | "SECURITY_WARNING" | "SUGGESTION";

const severities: Readonly<Record<AnalyzerKind, Severity>> = {
  ERROR: "error",
  WARNING: "warning",
  SECURITY_WARNING: "warning",
  SUGGESTION: "info",
};
const sections = {
  ERROR: "error",
  WARNING: "general-warning",
  SECURITY_WARNING: "security-warning",
  SUGGESTION: "suggestion",
} as const;

export interface AnalyzerRule {
  /** Access Analyzer's; the rule is named after it unless `name` says otherwise. */
  readonly code: string;
  readonly name?: string;
  readonly kind: AnalyzerKind;
  readonly title: string;
  readonly why: string;
  /** JSON, as all of Access Analyzer's examples. */
  readonly avoid: string;
  readonly prefer: string;
  readonly types?: readonly PolicyType[];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly recommendation?: RecommendationId;
  readonly family?: "policy" | "trust";
  readonly unnecessary?: boolean;
  readonly deprecated?: boolean;
  readonly links?: readonly string[];
}

/** A policy rule under an Access Analyzer code. */
export function analyzerRule(about: AnalyzerRule, check: PolicyRule["check"]): PolicyRule {
  const anchor = about.code.toLowerCase().replaceAll("_", "-");
  return {
    kind: "policy",
    id: `${about.family ?? "policy"}/${about.name ?? anchor}`,
    title: about.title,
    severity: about.severity ?? severities[about.kind],
    confidence: about.confidence ?? "high",
    recommendation: about.recommendation ?? "least-privilege",
    accessAnalyzer: about.code,
    ...(about.types ? { types: about.types } : {}),
    ...(about.unnecessary ? { unnecessary: true } : {}),
    ...(about.deprecated ? { deprecated: true } : {}),
    documentation: {
      why: about.why,
      avoid: { language: "json", code: about.avoid },
      prefer: { language: "json", code: about.prefer },
      links: [accessAnalyzerPage(sections[about.kind], anchor), ...(about.links ?? [])],
    },
    check,
  };
}
