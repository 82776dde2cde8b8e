/** What code calls what it makes. */
import type { CodeFile } from "../../code/code-file";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";

/** `reader` of `const reader = new Role(…)`, `this.reader` of `this.reader = new Role(…)`; undefined for what has no name. */
export function nameOfMade(file: CodeFile, made: SyntaxNode): string | undefined {
  const { parent } = made;
  const name = parent && (childOf(parent, "name") ?? childOf(parent, "left"));
  return name ? file.text(name) : undefined;
}
