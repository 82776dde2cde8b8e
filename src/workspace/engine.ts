/** `analyze` with what it needs loaded on first use: the way the editor, the terminal and the workers all call it. */
import type { SourceDocument } from '../analysis/document';
import type { Analysis, AnalyzeOptions } from '../analysis/analyze';

export interface Engine {
  analyze(document: SourceDocument, options?: Pick<AnalyzeOptions, 'policyType' | 'fixes'>): Promise<Analysis>;
}

export declare function createEngine(): Engine;
