/** Java. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import { javaDeclarations } from "./java-declarations";
import type { Call, Language, Member } from "./language";
import { assigns, plain, purity, stringText } from "./plain";

function isReference(node: SyntaxNode): boolean {
  const parent = node.parent;
  switch (node.type) {
    case "type_identifier":
      return parent?.type !== "scoped_type_identifier" || parent.children[0] === node;
    case "identifier":
      break;
    default:
      return false;
  }
  switch (parent?.type) {
    case "field_access":
      return node.field === "object" || ofThis(node);
    case "method_invocation":
      return node.field !== "name";
    case "method_reference":
      return parent.children[0] === node;
    case "scoped_identifier":
      return false;
    case "method_declaration":
    case "constructor_declaration":
    case "element_value_pair":
    case "labeled_statement":
    case "break_statement":
    case "continue_statement":
      return node.field === "value";
    default:
      return true;
  }
}

/** `name` in `this.name`. */
function ofThis(node: SyntaxNode): boolean {
  return node.field === "field" && childOf(node.parent!, "object")?.type === "this";
}

function isWritten(reference: SyntaxNode): boolean {
  const at = ofThis(reference) ? reference.parent! : reference;
  return (
    at.parent?.type === "update_expression" || (at.parent?.type === "assignment_expression" && at.field === "left")
  );
}

function unwrap(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  for (;;) {
    const field = at.type === "field_access" ? childOf(at, "field") : null;
    const inner =
      field && ofThis(field)
        ? field
        : at.type === "parenthesized_expression"
          ? partsOf(at)[0]
          : at.type === "cast_expression"
            ? childOf(at, "value")
            : null;
    if (!inner) return at;
    at = inner;
  }
}

function member(tree: SyntaxTree, expression: SyntaxNode): Member | null {
  switch (expression.type) {
    case "field_access": {
      const field = childOf(expression, "field")!;
      return ofThis(field) ? null : { object: childOf(expression, "object")!, key: textOf(tree, field) };
    }
    case "scoped_type_identifier": {
      const [object, name] = partsOf(expression);
      return object && name ? { object, key: textOf(tree, name) } : null;
    }
    default:
      return null;
  }
}

function literal(tree: SyntaxTree, expression: SyntaxNode): { text: string; start: number } | null {
  return expression.type === "string_literal" ? stringText(tree, expression) : null;
}

function call(tree: SyntaxTree, expression: SyntaxNode): Call | null {
  const list = childOf(expression, "arguments");
  if (!list || !/^(?:method_invocation|object_creation_expression)$/.test(expression.type)) return null;
  const given = partsOf(list).map((node) => ({ name: null, value: node, node }));
  if (expression.type === "object_creation_expression")
    return { of: childOf(expression, "type"), name: "new", arguments: given };
  return { of: childOf(expression, "object"), name: textOf(tree, childOf(expression, "name")!), arguments: given };
}

/** The two branches of a condition, and the text of `text.trim()`. */
function choices(tree: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null {
  if (expression.type === "ternary_expression")
    return [childOf(expression, "consequence")!, childOf(expression, "alternative")!];
  const made = call(tree, expression);
  if (made?.of && /^(?:trim|strip|toString)$/.test(made.name)) return [made.of];
  return made && /^(?:valueOf|requireNonNull)$/.test(made.name) && made.arguments[0] ? [made.arguments[0].value] : null;
}

const pureCalls =
  /(?:^|\.)(?:getenv|getProperty|trim|requireNonNull|(?:\w*Credentials|\w*CredentialsProvider)\.(?:new|create|builder)|accessKeyId|secretAccessKey|sessionToken|build)$/;

export const java: Language = {
  ...plain,
  declarations: javaDeclarations,
  isReference,
  isWritten,
  unwrap,
  member,
  literal,
  template: (tree, expression) => literal(tree, expression)?.text ?? null,
  choices,
  isPure: purity(call, pureCalls, /^(?:assignment_expression|update_expression|method_reference)$/),
  lists: new Set(["argument_list", "field_declaration", "local_variable_declaration"]),
  blocks: new Set([
    "program",
    "class_body",
    "interface_body",
    "enum_body",
    "enum_body_declarations",
    "block",
    "constructor_body",
    "switch_block_statement_group",
  ]),
  wholeOf: (_, emptied) => (/^(?:field|local_variable)_declaration$/.test(emptied.type) ? emptied : null),
  call,
  assignment: assigns("assignment_expression"),
  lookFrom: (reference) => (ofThis(reference) ? ancestorOf(reference, "class_body", "enum_body", "record_body") : null),
};
