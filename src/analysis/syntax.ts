/** Syntax trees, lent to the analysis by its caller: grammars are files, and the analysis touches none. */
import type { Tree } from 'web-tree-sitter';

export type CodeGrammar = 'javascript' | 'typescript' | 'tsx' | 'python';
export type Grammar = CodeGrammar | 'hcl';

/** Parsers of the grammars that were loaded beforehand; null for one that was not. The caller of `parse` deletes the tree. */
export interface Parsers {
  parse(grammar: Grammar, text: string): Tree | null;
}
