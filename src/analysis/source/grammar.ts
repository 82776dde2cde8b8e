/** Syntax trees, lent to the analysis by its caller: grammars are files, and the analysis touches none. */
import type { Tree } from "web-tree-sitter";

/** Languages in which policies are read, and keys. */
export type PolicyCodeGrammar = "javascript" | "typescript" | "tsx" | "python";
/** Languages in which keys are followed to the clients that get them. */
export type CodeGrammar = PolicyCodeGrammar | "csharp" | "go" | "java" | "php" | "ruby" | "rust";
export type Grammar = CodeGrammar | "hcl";

/** Parsers of the grammars that were loaded beforehand; null for one that was not. The caller of `parse` deletes the tree. */
export interface Parsers {
  parse(grammar: Grammar, text: string): Tree | null;
}
