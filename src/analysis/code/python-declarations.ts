/** Every name that Python brings into being, with its scope. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration } from "./language";
import { declared } from "./plain";

const scopes = ["module", "function_definition", "class_definition", "lambda"];

export function pythonDeclarations(tree: SyntaxTree): Declaration[] {
  const found: Declaration[] = [];
  const shown = exportedNames(tree);
  for (const node of tree.nodes) {
    declare(tree, node, (declaration) =>
      found.push(shown.has(declaration.name) ? { ...declaration, exported: true } : declaration),
    );
  }
  return found;
}

/** The names in `__all__`. */
function exportedNames(tree: SyntaxTree): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of partsOf(tree.root)) {
    const text = textOf(tree, statement);
    if (text.startsWith("__all__")) for (const [, name] of text.matchAll(/["'](\w+)["']/g)) names.add(name!);
  }
  return names;
}

type Add = (declaration: Declaration) => void;

function declare(tree: SyntaxTree, node: SyntaxNode, add: Add): void {
  const inScope = (identifier: SyntaxNode | null): void => {
    if (identifier) add(declared(tree, identifier, ancestorOf(node, ...scopes) ?? tree.root));
  };
  switch (node.type) {
    case "assignment": {
      const left = childOf(node, "left")!;
      const statement = node.parent?.type === "expression_statement" ? node.parent : null;
      const value = childOf(node, "right");
      if (left.type === "identifier") {
        const chained = statement === null || value?.type === "assignment";
        const scope = ancestorOf(node, ...scopes) ?? tree.root;
        // What a class has is read through the class and its instances, not by this name.
        add(
          declared(tree, left, scope, {
            removal: chained || scope.type === "class_definition" ? null : statement,
            value: chained ? null : value,
          }),
        );
      } else if (!declareEach(tree, left, value, ancestorOf(node, ...scopes) ?? tree.root, add))
        for (const identifier of targets(left)) inScope(identifier);
      return;
    }
    case "for_statement":
    case "for_in_clause":
      for (const identifier of targets(childOf(node, "left")!)) inScope(identifier);
      return;
    case "as_pattern_target":
      for (const part of partsOf(node)) for (const identifier of targets(part)) inScope(identifier);
      return;
    case "named_expression":
      return inScope(childOf(node, "name"));
    case "function_definition":
      return inScope(childOf(node, "name"));
    case "class_definition": {
      const name = childOf(node, "name");
      if (name) add(declared(tree, name, ancestorOf(node, ...scopes) ?? tree.root, { value: node }));
      return;
    }
    case "parameters":
    case "lambda_parameters":
      for (const part of partsOf(node)) {
        const name = parameterName(part);
        if (name) add(declared(tree, name, node.parent!));
      }
      return;
    case "import_statement":
    case "import_from_statement":
      return declareImport(tree, node, add);
  }
}

/** `a, b = [1], [2]`: each name has its own value. */
function declareEach(
  tree: SyntaxTree,
  left: SyntaxNode,
  right: SyntaxNode | null,
  scope: SyntaxNode,
  add: Add,
): boolean {
  if (!right || !/^(?:pattern_list|tuple_pattern)$/.test(left.type)) return false;
  if (!/^(?:expression_list|tuple)$/.test(right.type)) return false;
  const [names, values] = [partsOf(left), partsOf(right)];
  const isEach = names.every(({ type }) => type === "identifier") && names.length === values.length;
  if (!isEach || values.some(({ type }) => type === "list_splat")) return false;
  names.forEach((name, at) => add(declared(tree, name, scope, { value: values[at]! })));
  return true;
}

/** The variables that an assignment to several gives values to. */
function targets(left: SyntaxNode): SyntaxNode[] {
  if (left.type === "identifier") return [left];
  return /^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern|parenthesized_expression|tuple)$/.test(
    left.type,
  )
    ? partsOf(left).flatMap(targets)
    : [];
}

function parameterName(part: SyntaxNode): SyntaxNode | null {
  if (part.type === "identifier") return part;
  const name = childOf(part, "name") ?? partsOf(part)[0];
  return name ? parameterName(name) : null;
}

function declareImport(tree: SyntaxTree, statement: SyntaxNode, add: Add): void {
  const from = childOf(statement, "module_name");
  const scope = ancestorOf(statement, ...scopes)!;
  for (const item of statement.children.filter((child) => child.field === "name")) {
    const name = item.type === "aliased_import" ? childOf(item, "name")! : item;
    const alias = item.type === "aliased_import" ? childOf(item, "alias")! : null;
    const whole = textOf(tree, name);
    // `import a.b` gives the name `a`.
    const first = partsOf(name)[0] ?? name;
    const imported = from ? `${textOf(tree, from)}.${whole}` : alias ? whole : textOf(tree, first);
    add(declared(tree, alias ?? first, scope, { removal: item, imported }));
  }
}
