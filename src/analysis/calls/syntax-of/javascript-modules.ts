/** What modules of JavaScript and TypeScript take from others, and what they give. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { Exported } from "../syntax";
import { importedBy } from "./common";

function moduleOf(tree: SyntaxTree, statement: SyntaxNode): string | null {
  const source =
    childOf(statement, "source") ?? statement.children.map((child) => childOf(child, "source")).find(Boolean);
  return source ? textOf(tree, source).slice(1, -1) : null;
}

/** `import`, `export … from`, `require(…)` and `import(…)`. */
export function imports(tree: SyntaxTree) {
  return tree.nodes.flatMap((node) => {
    if (node.type === "import_statement" || node.type === "export_statement") {
      const specifier = moduleOf(tree, node);
      return specifier === null ? [] : [{ specifier, names: [], span: spanOf(node) }];
    }
    if (node.type !== "call_expression") return [];
    const callee = childOf(node, "function");
    const [argument] = partsOf(childOf(node, "arguments") ?? node);
    if (!callee || argument?.type !== "string") return [];
    const isLoaded = callee.type === "import" || (callee.type === "identifier" && textOf(tree, callee) === "require");
    return isLoaded ? [{ specifier: textOf(tree, argument).slice(1, -1), names: [], span: spanOf(node) }] : [];
  });
}

export function exports(tree: SyntaxTree): ReadonlyMap<string, Exported> {
  const found = new Map<string, Exported>();
  for (const statement of partsOf(tree.root)) {
    if (statement.type === "export_statement") exportStatement(tree, statement, found);
    if (statement.type === "expression_statement") exportAssignment(tree, partsOf(statement)[0], found);
  }
  return found;
}

function exportStatement(tree: SyntaxTree, statement: SyntaxNode, found: Map<string, Exported>): void {
  const value = childOf(statement, "value");
  if (value) found.set("default", { node: value });
  const declaration = childOf(statement, "declaration");
  if (declaration) {
    const isDefault = statement.children.some(({ type }) => type === "default");
    const names = /^(?:lexical|variable)_declaration$/.test(declaration.type) ? partsOf(declaration) : [declaration];
    for (const one of names) {
      const name = childOf(one, "name");
      if (isDefault) found.set("default", { node: one });
      else if (name) for (const inner of namesIn(name)) found.set(textOf(tree, inner), { node: inner });
    }
  }
  const specifier = moduleOf(tree, statement);
  const clause = statement.children.find(({ type }) => type === "export_clause");
  for (const part of clause ? partsOf(clause) : []) {
    const name = childOf(part, "name");
    if (!name) continue;
    const as = textOf(tree, childOf(part, "alias") ?? name);
    found.set(as, specifier === null ? { node: name } : { specifier, name: textOf(tree, name) });
  }
}

/** The names that a declaration gives, those in a pattern too. */
function namesIn(name: SyntaxNode): SyntaxNode[] {
  if (!/pattern$/.test(name.type)) return [name];
  return partsOf(name).flatMap((part) => namesIn(childOf(part, "value") ?? childOf(part, "left") ?? part));
}

/** `module.exports = …`, `module.exports.name = …`, `exports.name = …`. */
function exportAssignment(tree: SyntaxTree, node: SyntaxNode | undefined, found: Map<string, Exported>): void {
  if (node?.type !== "assignment_expression") return;
  const left = childOf(node, "left")!;
  const right = childOf(node, "right")!;
  const path = left.end - left.start > 200 ? "" : textOf(tree, left).replace(/^module\./, "");
  if (path === "exports") {
    found.set("default", { node: right });
    if (right.type !== "object") return;
    for (const part of partsOf(right)) {
      const key =
        part.type === "shorthand_property_identifier" ? part : (childOf(part, "key") ?? childOf(part, "name"));
      if (key) found.set(textOf(tree, key), { node: childOf(part, "value") ?? part });
    }
  } else if (path.startsWith("exports.")) found.set(path.slice("exports.".length), { node: right });
}

/** Where a name comes from that an `import` declares. */
export const imported = importedBy((tree, { node }) => {
  const statement = ancestorOf(node, "import_statement");
  const specifier = statement && moduleOf(tree, statement);
  if (specifier === null) return null;
  const part = node.parent!;
  if (part.type === "namespace_import" || part.type === "import_require_clause") return { specifier, name: null };
  const name = part.type === "import_specifier" ? childOf(part, "name") : null;
  return { specifier, name: name ? textOf(tree, name) : "default" };
});

/** The modules of which everything is exported again. */
export function exportsAgain(tree: SyntaxTree): string[] {
  return partsOf(tree.root).flatMap((statement) => {
    const isAll = statement.type === "export_statement" && statement.children.some(({ type }) => type === "*");
    const specifier = isAll ? moduleOf(tree, statement) : null;
    return specifier === null ? [] : [specifier];
  });
}
