import { childOf, nameOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Entry, Language, Member } from "./language";
import { pythonDeclarations } from "./python-declarations";

function isReference(node: SyntaxNode): boolean {
  if (node.type !== "identifier") return false;
  switch (node.parent?.type) {
    case "attribute":
      return node.field === "object";
    case "keyword_argument":
      return node.field === "value";
    case "dotted_name":
      return (
        node.parent.parent?.type !== "import_from_statement" &&
        node.parent.parent?.type !== "import_statement" &&
        node.parent.children[0] === node
      );
    case "keyword_pattern":
      return false;
    default:
      return true;
  }
}

function isWritten(reference: SyntaxNode): boolean {
  const type = reference.parent?.type;
  return (
    (type === "augmented_assignment" && reference.field === "left") ||
    type === "global_statement" ||
    type === "nonlocal_statement" ||
    type === "delete_statement"
  );
}

function unwrap(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  while (at.type === "parenthesized_expression") at = partsOf(at)[0] ?? at;
  return at;
}

function stringText(tree: SyntaxTree, node: SyntaxNode): string | null {
  if (node.type !== "string") return null;
  let text = "";
  for (const part of partsOf(node)) {
    if (part.type === "string_content") text += textOf(tree, part);
    else if (part.type === "interpolation") text += "*";
  }
  return text;
}

function literal(tree: SyntaxTree, expression: SyntaxNode): { text: string; start: number } | null {
  const contents =
    expression.type === "string"
      ? partsOf(expression).filter((part) => part.type === "string_content" || part.type === "interpolation")
      : [];
  const [only] = contents;
  return contents.length === 1 && only!.type === "string_content"
    ? { text: textOf(tree, only!), start: only!.start }
    : null;
}

function template(tree: SyntaxTree, expression: SyntaxNode): string | null {
  if (expression.type === "concatenated_string")
    return partsOf(expression)
      .map((part) => stringText(tree, part) ?? "*")
      .join("");
  return stringText(tree, expression);
}

function entries(tree: SyntaxTree, expression: SyntaxNode): Entry[] | null {
  switch (expression.type) {
    case "dictionary":
      return partsOf(expression).map((part) => dictionaryEntry(tree, part));
    case "argument_list":
      return partsOf(expression)
        .filter((part) => part.type === "keyword_argument" || part.type === "dictionary_splat")
        .map((part) => argumentEntry(tree, part));
    case "call":
      return textOf(tree, childOf(expression, "function")!) === "dict"
        ? partsOf(childOf(expression, "arguments")!).map((part) => argumentEntry(tree, part))
        : null;
    case "class_definition":
      return partsOf(childOf(expression, "body")!).flatMap((part) => classEntry(tree, part));
    default:
      return null;
  }
}

function classEntry(tree: SyntaxTree, statement: SyntaxNode): Entry[] {
  const assignment = statement.type === "expression_statement" ? partsOf(statement)[0] : undefined;
  const left = assignment?.type === "assignment" ? childOf(assignment, "left") : null;
  const value = assignment && childOf(assignment, "right");
  return left?.type === "identifier" && value ? [{ key: textOf(tree, left), value, node: statement }] : [];
}

function dictionaryEntry(tree: SyntaxTree, part: SyntaxNode): Entry {
  if (part.type === "pair")
    return { key: stringText(tree, childOf(part, "key")!), value: childOf(part, "value")!, node: part };
  return { key: null, value: partsOf(part)[0] ?? part, node: part };
}

function argumentEntry(tree: SyntaxTree, part: SyntaxNode): Entry {
  if (part.type === "keyword_argument")
    return { key: textOf(tree, childOf(part, "name")!), value: childOf(part, "value")!, node: part };
  return { key: null, value: part.type === "dictionary_splat" ? partsOf(part)[0]! : part, node: part };
}

function member(tree: SyntaxTree, expression: SyntaxNode): Member | null {
  if (expression.type === "attribute")
    return { object: childOf(expression, "object")!, key: textOf(tree, childOf(expression, "attribute")!) };
  if (expression.type !== "subscript") return null;
  const index = childOf(expression, "subscript");
  const key = index && stringText(tree, index);
  return key ? { object: childOf(expression, "value")!, key } : null;
}

const pureCalls = /^(?:dict|str|os\.getenv|getenv|(?:os\.)?environ\.get)$/;

function isPure(tree: SyntaxTree, expression: SyntaxNode): boolean {
  if (expression.type === "await" || expression.type === "yield" || expression.type === "named_expression")
    return false;
  if (expression.type === "call" && !pureCalls.test(nameOf(tree, childOf(expression, "function")!))) return false;
  return expression.children.every((child) => isPure(tree, child));
}

function choices(_: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null {
  if (expression.type === "boolean_operator" && childOf(expression, "operator")?.type === "or")
    return [childOf(expression, "left")!, childOf(expression, "right")!];
  if (expression.type !== "conditional_expression") return null;
  const [consequence, , alternative] = partsOf(expression);
  return [consequence!, alternative!];
}

function wholeOf(tree: SyntaxTree, emptied: SyntaxNode): SyntaxNode | null {
  switch (emptied.type) {
    case "import_statement":
    case "import_from_statement":
      return emptied;
    case "argument_list": {
      const call = emptied.parent!;
      const isSetup = /(?:^|\.)setup_default_session$/.test(nameOf(tree, childOf(call, "function")!));
      return isSetup && call.parent?.type === "expression_statement" ? call.parent : null;
    }
    case "dictionary":
      return emptied.parent?.type === "dictionary_splat" ? emptied.parent : null;
    default:
      return null;
  }
}

export const python: Language = {
  declarations: pythonDeclarations,
  isReference,
  isWritten,
  isClosed: (scope) => scope.type === "class_definition",
  unwrap,
  entries,
  member,
  literal,
  template,
  choices,
  loadedModule: () => null,
  takenApart: () => null,
  isPure,
  lists: new Set(["dictionary", "argument_list", "import_statement", "import_from_statement"]),
  blocks: new Set(["module", "block"]),
  emptyBlock: "pass",
  mayDropArgument: () => false,
  wholeOf,
};
