/** The one entry of the analysis: a document in, findings out. Pure, and it never throws. */
import type { Catalog } from '../catalog/catalog';
import type { SourceDocument } from './document';
import type { Finding, Problem } from './finding';
import type { PolicyType } from './policy/model';
import type { Grammar, Parsers } from './syntax';

export interface AnalyzeOptions {
  /** Lent by the caller where `needs` asks for it. */
  readonly catalog: Catalog | null;
  readonly parsers: Parsers | null;
  /** Says the type of the policies of this document; else it is inferred. */
  readonly policyType?: PolicyType | undefined;
  /** Whether findings carry their fixes, each applied and analysed again before it is offered. */
  readonly fixes?: boolean | ((finding: Finding) => boolean) | undefined;
}

export interface Analysis {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** How many policies the document has. */
  readonly policies: number;
}

/** What must be loaded before `analyze` can say everything about a document; most documents need nothing. */
export interface Needs {
  readonly catalog: boolean;
  readonly grammars: readonly Grammar[];
}

export declare function needs(document: SourceDocument): Needs;
export declare function analyze(document: SourceDocument, options: AnalyzeOptions): Analysis;
