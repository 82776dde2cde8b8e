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

export interface AccessAnalyzerSections {
  "access-analyzer/analyzers": readonly Analyzer[];
}

export const accessAnalyzerActions: SectionActions<AccessAnalyzerSections> = {
  "access-analyzer/analyzers": ["access-analyzer:ListAnalyzers"],
};
