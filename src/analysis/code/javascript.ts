/** JavaScript and TypeScript: one set of node types serves the three grammars. */
import { childOf, nameOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import { javascriptDeclarations, takenApart } from "./javascript-declarations";
import type { Entry, Language, Member } from "./language";

const references = new Set([
  "identifier",
  "shorthand_property_identifier",
  "shorthand_property_identifier_pattern",
  "type_identifier",
]);
const wrappers = new Set([
  "parenthesized_expression",
  "as_expression",
  "satisfies_expression",
  "non_null_expression",
  "type_assertion",
]);
const patterns = new Set([
  "object_pattern",
  "array_pattern",
  "pair_pattern",
  "rest_pattern",
  "assignment_pattern",
  "object_assignment_pattern",
]);

function unwrap(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  while (wrappers.has(at.type)) {
    // `<any>value` has the type first.
    const inner = at.type === "type_assertion" ? partsOf(at).at(-1) : partsOf(at)[0];
    if (!inner) break;
    at = inner;
  }
  return at;
}

function isWritten(reference: SyntaxNode): boolean {
  let at = reference;
  while (at.parent && (patterns.has(at.parent.type) || wrappers.has(at.parent.type)) && at.field !== "right")
    at = at.parent;
  switch (at.parent?.type) {
    case "assignment_expression":
    case "augmented_assignment_expression":
      return at.field === "left";
    case "for_in_statement":
      return at.field === "left";
    case "update_expression":
      return true;
    default:
      return false;
  }
}

function keyText(tree: SyntaxTree, key: SyntaxNode): string | null {
  if (key.type === "property_identifier") return textOf(tree, key);
  const written = key.type === "computed_property_name" ? partsOf(key)[0] : key;
  return written?.type === "string" ? textOf(tree, written).slice(1, -1) : null;
}

function entryOf(tree: SyntaxTree, part: SyntaxNode): Entry {
  switch (part.type) {
    case "pair":
      return { key: keyText(tree, childOf(part, "key")!), value: childOf(part, "value")!, node: part };
    case "shorthand_property_identifier":
      return { key: textOf(tree, part), value: part, node: part };
    case "method_definition":
      return { key: keyText(tree, childOf(part, "name")!), value: part, node: part };
    default:
      return { key: null, value: partsOf(part)[0] ?? part, node: part };
  }
}

function member(tree: SyntaxTree, expression: SyntaxNode): Member | null {
  // Any expression is asked, also an object with thousands of entries.
  if (expression.type !== "member_expression" && expression.type !== "subscript_expression") return null;
  const object = childOf(expression, "object");
  if (!object) return null;
  if (expression.type === "member_expression") {
    const property = childOf(expression, "property")!;
    return property.type === "property_identifier" ? { object, key: textOf(tree, property) } : null;
  }
  const index = childOf(expression, "index");
  return index?.type === "string" ? { object, key: textOf(tree, index).slice(1, -1) } : null;
}

function template(tree: SyntaxTree, expression: SyntaxNode): string | null {
  if (expression.type === "string") return textOf(tree, expression).slice(1, -1);
  if (expression.type !== "template_string") return null;
  let text = "";
  let at = expression.start + 1;
  for (const hole of expression.children) {
    if (hole.type !== "template_substitution") continue;
    text += `${tree.text.slice(at, hole.start)}*`;
    at = hole.end;
  }
  return text + tree.text.slice(at, expression.end - 1);
}

/** Calls that do nothing but make a value. */
const pureCalls = new Set(["require", "String", "Object.freeze"]);
const impure = new Set([
  "await_expression",
  "yield_expression",
  "assignment_expression",
  "augmented_assignment_expression",
  "update_expression",
]);

function isPure(tree: SyntaxTree, expression: SyntaxNode): boolean {
  if (impure.has(expression.type)) return false;
  if (expression.type === "arrow_function" || expression.type === "function_expression") return true;
  if (expression.type === "call_expression" && !pureCalls.has(textOf(tree, childOf(expression, "function")!)))
    return false;
  if (
    expression.type === "new_expression" &&
    !/(?:^|\.)Credentials$/.test(nameOf(tree, childOf(expression, "constructor")!))
  )
    return false;
  if (expression.type === "unary_expression" && childOf(expression, "operator")?.type === "delete") return false;
  return expression.children.every((child) => isPure(tree, child));
}

/** The argument of `require(…)` or of `import(…)`, waited for or not. */
function loadedModule(tree: SyntaxTree, expression: SyntaxNode): string | null {
  const call = expression.type === "await_expression" ? partsOf(expression)[0] : expression;
  if (call?.type !== "call_expression") return null;
  const callee = childOf(call, "function")!;
  if (callee.type !== "import" && textOf(tree, callee) !== "require") return null;
  const argument = partsOf(childOf(call, "arguments")!)[0];
  return argument?.type === "string" ? textOf(tree, argument).slice(1, -1) : null;
}

function choices(_: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null {
  if (expression.type === "ternary_expression")
    return [childOf(expression, "consequence")!, childOf(expression, "alternative")!];
  if (expression.type !== "binary_expression") return null;
  const operator = childOf(expression, "operator")?.type;
  return operator === "||" || operator === "??" ? [childOf(expression, "left")!, childOf(expression, "right")!] : null;
}

/** SDK v2 takes no options as well as empty ones; some versions of v3 want an object. An argument in the middle has to stay, or the others would move. */
function mayDropArgument(tree: SyntaxTree, argument: SyntaxNode): boolean {
  const list = argument.parent!;
  const callee = list.parent && (childOf(list.parent, "constructor") ?? childOf(list.parent, "function"));
  return (
    list.type === "arguments" &&
    partsOf(list).at(-1) === argument &&
    callee !== null &&
    /^AWS\.|\.config\.update$/.test(nameOf(tree, callee))
  );
}

function wholeOf(tree: SyntaxTree, emptied: SyntaxNode): SyntaxNode | null {
  const parent = emptied.parent!;
  switch (emptied.type) {
    case "lexical_declaration":
    case "variable_declaration":
      return emptied;
    case "named_imports":
      return emptied;
    case "import_clause":
      return parent;
    case "object_pattern":
      if (parent.type === "pair_pattern") return parent;
      return parent.type === "variable_declarator" && isPure(tree, childOf(parent, "value")!) ? parent : null;
    case "object":
      return mayDropArgument(tree, emptied) ? emptied : null;
    case "arguments": {
      const callee = childOf(parent, "function");
      const isUpdate = callee !== null && /\.config\.update$/.test(nameOf(tree, callee));
      return isUpdate && parent.parent?.type === "expression_statement" ? parent.parent : null;
    }
    default:
      return null;
  }
}

export const javascript: Language = {
  declarations: javascriptDeclarations,
  isReference: (node) =>
    references.has(node.type) && node.field !== "alias" && node.parent?.type !== "import_specifier",
  isWritten,
  isClosed: () => false,
  unwrap,
  entries: (tree, expression) =>
    expression.type === "object" ? partsOf(expression).map((part) => entryOf(tree, part)) : null,
  member,
  literal: (tree, expression) => {
    const text = template(tree, expression);
    return text === null || expression.children.some((child) => child.type === "template_substitution")
      ? null
      : { text, start: expression.start + 1 };
  },
  template,
  choices,
  loadedModule,
  takenApart,
  isPure,
  lists: new Set([
    "object",
    "arguments",
    "named_imports",
    "import_clause",
    "object_pattern",
    "lexical_declaration",
    "variable_declaration",
  ]),
  blocks: new Set(["program", "statement_block", "switch_case", "switch_default"]),
  emptyBlock: null,
  mayDropArgument,
  wholeOf,
};
