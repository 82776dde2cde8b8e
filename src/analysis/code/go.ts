/** Go. */
import { childOf, nameOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import { goDeclarations } from "./go-declarations";
import type { Call, Entry, Language, Member } from "./language";
import { plain, purity, stringText } from "./plain";

function isReference(node: SyntaxNode): boolean {
  switch (node.type) {
    case "identifier":
      return !isFieldName(node);
    case "package_identifier":
      return node.parent?.type === "qualified_type";
    case "type_identifier":
      return node.parent?.type !== "qualified_type";
    default:
      return false;
  }
}

/** `Region` in `aws.Config{Region: region}`; the keys of a map are variables. */
function isFieldName(node: SyntaxNode): boolean {
  const element = node.parent;
  if (element?.type !== "literal_element" || element.field !== "key") return false;
  const literal = element.parent?.parent?.parent;
  return literal?.type !== "composite_literal" || childOf(literal, "type")?.type !== "map_type";
}

function isWritten(reference: SyntaxNode): boolean {
  const list = reference.parent;
  return (
    list?.type === "inc_statement" ||
    list?.type === "dec_statement" ||
    (list?.type === "expression_list" && list.field === "left" && list.parent?.type !== "short_var_declaration")
  );
}

function unwrap(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  for (;;) {
    const isWrapper =
      /^(?:parenthesized_expression|literal_element)$/.test(at.type) ||
      (at.type === "unary_expression" && childOf(at, "operator")?.type === "&") ||
      (at.type === "expression_list" && partsOf(at).length === 1);
    const inner = isWrapper ? partsOf(at).at(-1) : undefined;
    if (!inner) return at;
    at = inner;
  }
}

function member(tree: SyntaxTree, expression: SyntaxNode): Member | null {
  switch (expression.type) {
    case "selector_expression":
      return { object: childOf(expression, "operand")!, key: textOf(tree, childOf(expression, "field")!) };
    case "qualified_type":
      return { object: childOf(expression, "package")!, key: textOf(tree, childOf(expression, "name")!) };
    case "index_expression": {
      const key = literal(tree, childOf(expression, "index")!);
      return key && { object: childOf(expression, "operand")!, key: key.text };
    }
    default:
      return null;
  }
}

function literal(tree: SyntaxTree, expression: SyntaxNode): { text: string; start: number } | null {
  return /^(?:interpreted|raw)_string_literal$/.test(expression.type) ? stringText(tree, expression) : null;
}

function entries(tree: SyntaxTree, expression: SyntaxNode): Entry[] | null {
  const body =
    expression.type === "literal_value"
      ? expression
      : expression.type === "composite_literal"
        ? childOf(expression, "body")
        : null;
  const parts = body && partsOf(body);
  if (!parts?.every((part) => part.type === "keyed_element")) return null;
  return parts.map((part) => {
    const key = unwrap(childOf(part, "key")!);
    return {
      key: key.type === "identifier" ? textOf(tree, key) : (literal(tree, key)?.text ?? null),
      value: unwrap(childOf(part, "value")!),
      node: part,
    };
  });
}

/** The type of a literal; of one in a list that stands with the list: `[]Statement{{…}}`. */
function typeOf(expression: SyntaxNode): SyntaxNode | null {
  if (expression.type === "composite_literal") return childOf(expression, "type");
  const list = expression.type === "literal_value" ? expression.parent?.parent?.parent : null;
  const type = list?.type === "composite_literal" ? childOf(list, "type") : null;
  return type?.type === "slice_type" || type?.type === "array_type" ? childOf(type, "element") : null;
}

function call(tree: SyntaxTree, expression: SyntaxNode): Call | null {
  if (expression.type !== "call_expression") return null;
  const callee = childOf(expression, "function")!;
  const given = partsOf(childOf(expression, "arguments")!).map((node) => ({ name: null, value: node, node }));
  if (callee.type === "identifier") return { of: null, name: textOf(tree, callee), arguments: given };
  return callee.type === "selector_expression"
    ? { of: childOf(callee, "operand"), name: textOf(tree, childOf(callee, "field")!), arguments: given }
    : null;
}

function assignment(_: SyntaxTree, expression: SyntaxNode): { target: SyntaxNode; value: SyntaxNode } | null {
  if (expression.type !== "assignment_statement" || childOf(expression, "operator")?.type !== "=") return null;
  const target = childOf(expression, "left")!;
  const value = childOf(expression, "right")!;
  return partsOf(target).length === 1 && partsOf(value).length === 1 ? { target, value } : null;
}

/** `aws.String("text")` is a pointer to the text. */
function choices(tree: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null {
  const made = call(tree, expression);
  return made && /^(?:String|ToString|StringValue|TrimSpace|string)$/.test(made.name) && made.arguments.length === 1
    ? [made.arguments[0]!.value]
    : null;
}

function mayDropArgument(tree: SyntaxTree, argument: SyntaxNode): boolean {
  const list = argument.parent!;
  return (
    list.type === "argument_list" &&
    partsOf(list).at(-1) === argument &&
    /(?:^|\.)(?:NewSession|New)$/.test(nameOf(tree, childOf(list.parent!, "function") ?? list))
  );
}

function wholeOf(tree: SyntaxTree, emptied: SyntaxNode): SyntaxNode | null {
  switch (emptied.type) {
    case "const_declaration":
      return emptied;
    case "var_spec_list":
    case "import_spec_list":
      return emptied.parent;
    case "literal_value": {
      const object = emptied.parent!;
      const pointer = object.parent?.type === "unary_expression" ? object.parent : object;
      return mayDropArgument(tree, pointer) ? pointer : null;
    }
    default:
      return null;
  }
}

const pureCalls =
  /^(?:\w+\.)?(?:Getenv|String|TrimSpace|string|NewCredentialsCache|NewCredentials|NewStatic\w+|New\w*Config|With\w+)$/;

export const go: Language = {
  ...plain,
  declarations: goDeclarations,
  isReference,
  isWritten,
  unwrap,
  entries,
  member,
  literal,
  template: (tree, expression) => literal(tree, expression)?.text ?? null,
  choices,
  isPure: purity(call, pureCalls, /^(?:func_literal|receive)$/),
  lists: new Set(["argument_list", "literal_value"]),
  blocks: new Set(["source_file", "statement_list", "import_spec_list", "const_declaration", "var_spec_list"]),
  mayDropArgument,
  wholeOf,
  call,
  assignment,
  typeOf,
  unreadBreaks: ({ imported, node, scope }) =>
    imported !== null || (scope.type !== "source_file" && !/parameter_declaration$/.test(node.parent!.type)),
};
