/** Syntax trees, lent to the analysis by its caller: grammars are files, and the analysis touches none. */
import type { Tree, TreeCursor } from "web-tree-sitter";

/** Languages in which policies are read, and keys. */
export type PolicyCodeGrammar = "javascript" | "typescript" | "tsx" | "python";
/** Languages in which keys are followed to the clients that get them. */
export type CodeGrammar = PolicyCodeGrammar | "csharp" | "go" | "java" | "php" | "ruby" | "rust";
export type Grammar = CodeGrammar | "hcl";

/** What a tree is read with. Until it is deleted no other tree is asked for anything. */
export type Cursor = Pick<
  TreeCursor,
  | "nodeTypeId"
  | "nodeType"
  | "nodeIsNamed"
  | "currentFieldName"
  | "startIndex"
  | "endIndex"
  | "gotoFirstChild"
  | "gotoNextSibling"
  | "gotoParent"
  | "delete"
>;

export type ParsedTree = Tree & { cursor(): Cursor };

/** Parsers of the grammars that were loaded beforehand; null for one that was not. The caller of `parse` deletes the tree. */
export interface Parsers {
  parse(grammar: Grammar, text: string): ParsedTree | null;
}
