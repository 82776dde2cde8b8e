/** What IAM Access Analyzer says of an account. */
import type { SectionActions } from "./section";

export interface Analyzer {
  readonly arn: string;
  readonly name: string;
  /** `ACCOUNT` and `ORGANIZATION` look for access from outside; `…_UNUSED_ACCESS` and `…_INTERNAL_ACCESS` are others. */
  readonly type: string;
  /** `ACTIVE`, `CREATING`, `DISABLED`, `FAILED`. */
  readonly status: string;
}

export interface ActiveFindings {
  readonly findings: readonly { readonly resource: string; readonly type: string }[];
  /** There are others. */
  readonly more: boolean;
}

export interface AccessAnalyzerSections {
  "access-analyzer/analyzers": readonly Analyzer[];
  /** Those that are active, of an active analyzer for access from outside, whose ARN is its `resource`. */
  "access-analyzer/findings": ActiveFindings;
}

export const accessAnalyzerActions: SectionActions<AccessAnalyzerSections> = {
  "access-analyzer/analyzers": ["access-analyzer:ListAnalyzers"],
  "access-analyzer/findings": ["access-analyzer:ListFindings"],
};
