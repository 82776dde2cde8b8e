/** C#. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import { csharpDeclarations } from "./csharp-declarations";
import type { Call, Entry, Language, Member } from "./language";
import { argumentOf, assigns, plain, purity, stringText } from "./plain";

function isReference(node: SyntaxNode): boolean {
  if (node.type !== "identifier") return false;
  const parent = node.parent;
  switch (parent?.type) {
    case "member_access_expression":
      return node.field === "expression" || ofThis(node);
    case "qualified_name":
      return node.field === "qualifier";
    case "argument":
      return node.field !== "name";
    case "assignment_expression":
      return node.field !== "left" || parent.parent?.type !== "initializer_expression";
    case "using_directive":
    case "namespace_declaration":
    case "file_scoped_namespace_declaration":
    case "member_binding_expression":
    case "name_colon":
    case "name_equals":
      return false;
    default:
      return node.field !== "name";
  }
}

/** `name` in `this.name`. */
function ofThis(node: SyntaxNode): boolean {
  return (
    node.field === "name" &&
    node.parent?.type === "member_access_expression" &&
    childOf(node.parent, "expression")?.type === "this"
  );
}

function isWritten(reference: SyntaxNode): boolean {
  const at = ofThis(reference) ? reference.parent! : reference;
  const parent = at.parent;
  if (parent?.type === "argument") return parent.children.some(({ type }) => type === "out" || type === "ref");
  return /^(?:prefix|postfix)_unary_expression$/.test(parent?.type ?? "")
    ? parent!.children.some(({ type }) => /^(?:\+\+|--)$/.test(type))
    : parent?.type === "assignment_expression" && at.field === "left";
}

function unwrap(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  for (;;) {
    const name = at.type === "member_access_expression" ? childOf(at, "name") : null;
    const isSuppressed = at.type === "postfix_unary_expression" && at.children.at(-1)?.type === "!";
    const inner =
      name && ofThis(name)
        ? name
        : /^(?:argument|parenthesized_expression)$/.test(at.type)
          ? partsOf(at).at(-1)
          : at.type === "cast_expression"
            ? childOf(at, "value")
            : isSuppressed
              ? partsOf(at)[0]
              : null;
    if (!inner) return at;
    at = inner;
  }
}

function member(tree: SyntaxTree, expression: SyntaxNode): Member | null {
  switch (expression.type) {
    case "member_access_expression": {
      const name = childOf(expression, "name");
      const object = childOf(expression, "expression");
      return name && object && !ofThis(name) ? { object, key: nameText(tree, name) } : null;
    }
    case "qualified_name": {
      const object = childOf(expression, "qualifier");
      const name = childOf(expression, "name");
      return object && name && { object, key: nameText(tree, name) };
    }
    case "element_access_expression": {
      const object = childOf(expression, "expression");
      const given = childOf(expression, "subscript");
      const index = given && partsOf(given).length === 1 ? literal(tree, unwrap(partsOf(given)[0]!)) : null;
      return object && index && { object, key: index.text };
    }
    default:
      return null;
  }
}

/** A name without its type arguments. */
function nameText(tree: SyntaxTree, name: SyntaxNode): string {
  return textOf(tree, name.type === "generic_name" ? (partsOf(name)[0] ?? name) : name);
}

function literal(tree: SyntaxTree, expression: SyntaxNode): { text: string; start: number } | null {
  if (expression.type === "verbatim_string_literal")
    return { text: textOf(tree, expression).slice(2, -1), start: expression.start + 2 };
  return expression.type === "string_literal" ? stringText(tree, expression) : null;
}

function entries(tree: SyntaxTree, expression: SyntaxNode): Entry[] | null {
  const list =
    expression.type === "initializer_expression"
      ? expression
      : /object_creation_expression$/.test(expression.type)
        ? childOf(expression, "initializer")
        : null;
  const parts = list && partsOf(list);
  if (!parts?.every(({ type }) => type === "assignment_expression")) return null;
  return parts.map((node) => {
    const key = childOf(node, "left")!;
    return { key: key.type === "identifier" ? textOf(tree, key) : null, value: childOf(node, "right")!, node };
  });
}

function call(tree: SyntaxTree, expression: SyntaxNode): Call | null {
  if (!/^(?:invocation|object_creation|implicit_object_creation)_expression$/.test(expression.type)) return null;
  const list = expression.children.find(({ type }) => type === "argument_list");
  const given = list ? partsOf(list).map((part) => argumentOf(tree, part)) : [];
  if (expression.type === "object_creation_expression")
    return { of: childOf(expression, "type"), name: "new", arguments: given };
  if (expression.type === "implicit_object_creation_expression")
    return { of: declaredType(expression), name: "new", arguments: given };
  const callee = childOf(expression, "function")!;
  const name = callee.type === "member_access_expression" ? childOf(callee, "name") : null;
  return name
    ? { of: childOf(callee, "expression"), name: nameText(tree, name), arguments: given }
    : { of: null, name: textOf(tree, callee), arguments: given };
}

/** What `new(…)` makes: the type of the variable. */
function declaredType(expression: SyntaxNode): SyntaxNode | null {
  const declaration = expression.parent?.type === "variable_declarator" ? expression.parent.parent : null;
  return declaration && childOf(declaration, "type");
}

function choices(tree: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null {
  if (expression.type === "conditional_expression")
    return [childOf(expression, "consequence")!, childOf(expression, "alternative")!];
  if (expression.type === "binary_expression")
    return childOf(expression, "operator")?.type === "??"
      ? [childOf(expression, "left")!, childOf(expression, "right")!]
      : null;
  const made = call(tree, expression);
  return made?.of && /^(?:Trim|ToString)$/.test(made.name) ? [made.of] : null;
}

const assigned = assigns("assignment_expression");

const pureCalls =
  /(?:^|\.)(?:GetEnvironmentVariable|GetValue|GetSection|Trim|ToString|(?:\w+Credentials|AWSOptions|Amazon\w+Config)\.new)$/;

export const csharp: Language = {
  ...plain,
  declarations: csharpDeclarations,
  isReference,
  isWritten,
  unwrap,
  entries,
  member,
  literal,
  template: (tree, expression) => literal(tree, expression)?.text ?? null,
  choices,
  isPure: purity(call, pureCalls, /^(?:await_expression|throw_expression)$/),
  lists: new Set(["argument_list", "initializer_expression", "variable_declaration"]),
  blocks: new Set(["compilation_unit", "declaration_list", "block", "switch_section", "namespace_declaration"]),
  wholeOf: (_, emptied) => (emptied.type === "variable_declaration" ? emptied.parent : null),
  call,
  // In braces it is an entry.
  assignment: (tree, expression) =>
    expression.parent?.type === "initializer_expression" ? null : assigned(tree, expression),
  typeOf: (expression) => (expression.type === "object_creation_expression" ? childOf(expression, "type") : null),
  lookFrom: (reference) => (ofThis(reference) ? ancestorOf(reference, "declaration_list") : null),
};
