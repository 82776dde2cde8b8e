/** PHP. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Call, Entry, Language, Member } from "./language";
import { phpDeclarations } from "./php-declarations";
import { argumentOf, assigns, plain, purity, stringText } from "./plain";

const ofClass = /^(?:class_constant_access_expression|scoped_property_access_expression)$/;

/** Every `$this`: found once, as most questions come without the text. */
const these = new WeakSet<SyntaxNode>();

/** The name in `$this->name`, `self::NAME` and `static::$name`: it is one of the class. */
function ownName(expression: SyntaxNode): SyntaxNode | null {
  if (expression.type === "member_access_expression") {
    const object = childOf(expression, "object")!;
    const name = childOf(expression, "name");
    return these.has(object) && name?.type === "name" ? name : null;
  }
  if (!ofClass.test(expression.type)) return null;
  const [scope, name] = partsOf(expression);
  return scope?.type === "relative_scope" && name ? name : null;
}

function isOwn(node: SyntaxNode): boolean {
  return node.parent !== null && ownName(node.parent) === node;
}

function isReference(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (!parent) return false;
  if (isOwn(node)) return true;
  if (node.type === "variable_name") return parent.type !== "scoped_property_access_expression";
  if (node.type !== "name") return false;
  switch (parent.type) {
    case "variable_name":
    case "namespace_name":
    case "qualified_name":
    case "namespace_use_clause":
    case "member_access_expression":
    case "member_call_expression":
    case "argument":
      return parent.type === "argument" && node.field !== "name";
    case "scoped_call_expression":
      return node.field === "scope";
    case "class_constant_access_expression":
      return parent.children[0] === node;
    default:
      return !/(?:declaration|definition|const_element)$/.test(parent.type);
  }
}

function isWritten(reference: SyntaxNode): boolean {
  const at = isOwn(reference) ? reference.parent! : reference;
  const type = at.parent?.type ?? "";
  return (
    /^(?:augmented_assignment_expression|update_expression|by_ref|reference_assignment_expression|unset_statement)$/.test(
      type,
    ) ||
    (type === "assignment_expression" && at.field === "left")
  );
}

function unwrap(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  for (;;) {
    const inner = /^(?:argument|parenthesized_expression|cast_expression)$/.test(at.type)
      ? partsOf(at).at(-1)
      : ownName(at);
    if (!inner) return at;
    at = inner;
  }
}

function member(tree: SyntaxTree, expression: SyntaxNode): Member | null {
  if (ownName(expression)) return null;
  const [object, name] = partsOf(expression);
  if (!object || !name) return null;
  if (expression.type === "member_access_expression")
    return name.type === "name" ? { object, key: textOf(tree, name) } : null;
  if (ofClass.test(expression.type)) return { object, key: textOf(tree, name) };
  const key = expression.type === "subscript_expression" ? literal(tree, name) : null;
  return key && { object, key: key.text };
}

function literal(tree: SyntaxTree, expression: SyntaxNode): { text: string; start: number } | null {
  return /^(?:encapsed_)?string$/.test(expression.type) ? stringText(tree, expression) : null;
}

function template(tree: SyntaxTree, expression: SyntaxNode): string | null {
  if (expression.type !== "encapsed_string") return literal(tree, expression)?.text ?? null;
  return partsOf(expression)
    .map((part) => (part.type === "string_content" ? textOf(tree, part) : "*"))
    .join("");
}

function entries(tree: SyntaxTree, expression: SyntaxNode): Entry[] | null {
  if (expression.type !== "array_creation_expression") return null;
  const found: Entry[] = [];
  for (const node of partsOf(expression)) {
    const [first, second] = partsOf(node);
    if (second) found.push({ key: literal(tree, first!)?.text ?? null, value: second, node });
    else if (first?.type === "variadic_unpacking") found.push({ key: null, value: partsOf(first)[0] ?? first, node });
    else return null;
  }
  return found;
}

function call(tree: SyntaxTree, expression: SyntaxNode): Call | null {
  const list = expression.children.find(({ type }) => type === "arguments");
  if (!list) return null;
  const given = partsOf(list).map((part) => argumentOf(tree, part));
  const name = childOf(expression, "name");
  switch (expression.type) {
    case "object_creation_expression": {
      const type = partsOf(expression)[0]!;
      return /name$/.test(type.type) ? { of: type, name: "new", arguments: given } : null;
    }
    case "function_call_expression":
      return { of: null, name: textOf(tree, childOf(expression, "function")!).replace(/^\\/, ""), arguments: given };
    case "scoped_call_expression":
      return name && { of: childOf(expression, "scope"), name: textOf(tree, name), arguments: given };
    case "member_call_expression":
      return name && { of: childOf(expression, "object"), name: textOf(tree, name), arguments: given };
    default:
      return null;
  }
}

function choices(tree: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null {
  if (expression.type === "conditional_expression")
    return [childOf(expression, "body") ?? childOf(expression, "condition")!, childOf(expression, "alternative")!];
  if (expression.type === "binary_expression")
    return childOf(expression, "operator")?.type === "??"
      ? [childOf(expression, "left")!, childOf(expression, "right")!]
      : null;
  const made = call(tree, expression);
  return made && /^(?:trim|strval)$/.test(made.name) && made.arguments[0] ? [made.arguments[0].value] : null;
}

const pureCalls =
  /^(?:getenv|env|trim|strval|(?:\\?Aws\\Credentials\\)?Credentials\.new|CredentialProvider\.fromCredentials)$/;

export const php: Language = {
  ...plain,
  declarations: (tree) => {
    for (const node of tree.nodes) if (node.type === "variable_name" && textOf(tree, node) === "$this") these.add(node);
    return phpDeclarations(tree);
  },
  isReference,
  isWritten,
  unwrap,
  entries,
  member,
  literal,
  template,
  choices,
  // A name with its namespace.
  loadedModule: (tree, expression) =>
    expression.type === "qualified_name" ? textOf(tree, expression).replace(/^\\/, "").replaceAll("\\", ".") : null,
  isPure: purity(call, pureCalls, /assignment_expression$|^(?:update|include|require|exit|yield)\w*_expression$/),
  lists: new Set([
    "array_creation_expression",
    "arguments",
    "namespace_use_group",
    "namespace_use_declaration",
    "const_declaration",
    "property_declaration",
  ]),
  blocks: new Set(["program", "compound_statement", "declaration_list", "colon_block", "case_statement"]),
  wholeOf: (_, emptied) =>
    emptied.type === "namespace_use_group" ? emptied.parent : /declaration$/.test(emptied.type) ? emptied : null,
  call,
  assignment: assigns("assignment_expression"),
  lookFrom: (reference) => (isOwn(reference) ? ancestorOf(reference, "declaration_list") : null),
};
