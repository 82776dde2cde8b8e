/** Every name that JavaScript and TypeScript bring into being, with its scope. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration } from "./language";
import { declared } from "./plain";

const functions = [
  "program",
  "function_declaration",
  "function_expression",
  "arrow_function",
  "method_definition",
  "generator_function",
  "generator_function_declaration",
  "class_static_block",
];
const blocks = [...functions, "statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body"];

const namedStatements = new Set([
  "function_declaration",
  "generator_function_declaration",
  "class_declaration",
  "abstract_class_declaration",
  "enum_declaration",
  "interface_declaration",
  "type_alias_declaration",
  "internal_module",
  "function_signature",
]);

type Add = (declaration: Declaration) => void;

/** What all names of one pattern share. */
interface PatternOf {
  readonly scope: SyntaxNode;
  readonly value: SyntaxNode | null;
  readonly exported: boolean;
}

export function javascriptDeclarations(tree: SyntaxTree): Declaration[] {
  const found: Declaration[] = [];
  for (const node of tree.nodes) declare(tree, node, (declaration) => found.push(declaration));
  return found;
}

function declare(tree: SyntaxTree, node: SyntaxNode, add: Add): void {
  switch (node.type) {
    case "variable_declarator":
      return declareVariable(tree, node, add);
    case "formal_parameters": {
      for (const part of partsOf(node)) {
        pattern(
          tree,
          childOf(part, "pattern") ?? part,
          { scope: node.parent!, value: null, exported: false },
          [],
          null,
          add,
        );
      }
      return;
    }
    case "arrow_function":
    case "catch_clause": {
      const parameter = childOf(node, "parameter");
      if (parameter) pattern(tree, parameter, { scope: node, value: null, exported: false }, [], null, add);
      return;
    }
    case "for_in_statement": {
      const left = childOf(node, "left");
      if (left && childOf(node, "kind"))
        pattern(tree, left, { scope: node, value: null, exported: false }, [], null, add);
      return;
    }
    case "import_statement":
      return declareImport(tree, node, add);
    case "function_expression":
    case "class": {
      const name = childOf(node, "name");
      if (name) add(declared(tree, name, node));
      return;
    }
    default: {
      const name = namedStatements.has(node.type) ? childOf(node, "name") : null;
      if (name)
        add(
          declared(tree, name, ancestorOf(node, ...blocks) ?? tree.root, {
            exported: node.parent?.type === "export_statement",
          }),
        );
    }
  }
}

function declareVariable(tree: SyntaxTree, declarator: SyntaxNode, add: Add): void {
  const declaration = declarator.parent!;
  const isVar = declaration.type === "variable_declaration";
  const scope = ancestorOf(declaration, ...(isVar ? functions : blocks)) ?? tree.root;
  const inLoopHead = declaration.parent?.type === "for_statement";
  pattern(
    tree,
    childOf(declarator, "name")!,
    { scope, value: childOf(declarator, "value"), exported: declaration.parent?.type === "export_statement" },
    [],
    inLoopHead ? null : declarator,
    add,
  );
}

/** Declares the names in a pattern; `removal` is what takes away the name when the pattern is nothing but that. */
function pattern(
  tree: SyntaxTree,
  node: SyntaxNode,
  of: PatternOf,
  path: readonly string[] | null,
  removal: SyntaxNode | null,
  add: Add,
): void {
  switch (node.type) {
    case "identifier":
    case "shorthand_property_identifier_pattern": {
      const name = textOf(tree, node);
      const whole = path && node.type !== "identifier" ? [...path, name] : path;
      add({
        name,
        node,
        scope: of.scope,
        removal,
        value: whole && of.value,
        path: whole ?? [],
        imported: null,
        exported: of.exported,
      });
      return;
    }
    case "object_pattern": {
      const parts = partsOf(node);
      // With a rest, what is taken away here would turn up there.
      const removable = !parts.some((part) => part.type === "rest_pattern");
      for (const part of parts) pattern(tree, part, of, path, removable ? part : null, add);
      return;
    }
    case "pair_pattern": {
      const key = childOf(node, "key")!;
      const name = key.type === "property_identifier" ? textOf(tree, key) : null;
      const value = childOf(node, "value")!;
      pattern(
        tree,
        value,
        of,
        path && name !== null ? [...path, name] : null,
        value.type === "object_pattern" ? null : removal,
        add,
      );
      return;
    }
    case "object_assignment_pattern":
    case "assignment_pattern": {
      // A default makes the value one of two.
      const left = childOf(node, "left")!;
      pattern(tree, left, { ...of, value: null }, null, removal, add);
      return;
    }
    default:
      for (const part of partsOf(node)) pattern(tree, part, { ...of, value: null }, null, null, add);
  }
}

function declareImport(tree: SyntaxTree, statement: SyntaxNode, add: Add): void {
  const source =
    childOf(statement, "source") ?? statement.children.map((child) => childOf(child, "source")).find(Boolean);
  if (!source) return;
  const module = textOf(tree, source).slice(1, -1);
  const imported = (node: SyntaxNode, removal: SyntaxNode, name: string) =>
    add(declared(tree, node, tree.root, { removal, imported: name }));
  for (const clause of partsOf(statement)) {
    if (clause.type === "import_require_clause") imported(partsOf(clause)[0]!, statement, module);
    if (clause.type !== "import_clause") continue;
    for (const part of partsOf(clause)) {
      if (part.type === "identifier") imported(part, part, module);
      if (part.type === "namespace_import") imported(partsOf(part)[0]!, part, module);
      if (part.type !== "named_imports") continue;
      for (const specifier of partsOf(part)) {
        const name = childOf(specifier, "name");
        if (name) imported(childOf(specifier, "alias") ?? name, specifier, `${module}.${textOf(tree, name)}`);
      }
    }
  }
}

/** The parts that `const { a, b: { c } } = expression` takes; null where the expression is not taken apart, or has a rest. */
export function takenApart(tree: SyntaxTree, expression: SyntaxNode): { path: string[]; node: SyntaxNode }[] | null {
  const declarator = expression.parent;
  if (declarator?.type !== "variable_declarator" || expression.field !== "value") return null;
  const name = childOf(declarator, "name")!;
  return name.type === "object_pattern" ? partsTaken(tree, name, []) : null;
}

function partsTaken(
  tree: SyntaxTree,
  node: SyntaxNode,
  path: readonly string[],
): { path: string[]; node: SyntaxNode }[] | null {
  const taken: { path: string[]; node: SyntaxNode }[] = [];
  for (const part of partsOf(node)) {
    const target = part.type === "object_assignment_pattern" ? childOf(part, "left")! : part;
    if (target.type === "shorthand_property_identifier_pattern") {
      taken.push({ path: [...path, textOf(tree, target)], node: part });
      continue;
    }
    const key = target.type === "pair_pattern" ? childOf(target, "key")! : null;
    if (key?.type !== "property_identifier") return null;
    const inner = [...path, textOf(tree, key)];
    const value = childOf(target, "value")!;
    const deeper = value.type === "object_pattern" ? partsTaken(tree, value, inner) : [{ path: inner, node: part }];
    if (!deeper) return null;
    taken.push(...deeper);
  }
  return taken;
}
