/** Rust. */
import { childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Call, Language, Member } from "./language";
import { assigns, plain, purity, stringText } from "./plain";
import { rustDeclarations } from "./rust-declarations";

const imports = /^(?:scoped_identifier|use_list|scoped_use_list|use_as_clause|use_wildcard)$/;

function isReference(node: SyntaxNode): boolean {
  if (node.type !== "identifier" && node.type !== "type_identifier") return false;
  const parent = node.parent;
  if (parent?.type === "scoped_identifier" || parent?.type === "scoped_type_identifier")
    return node.field === "path" && !isImport(node);
  return node.field !== "name" && !isImport(node);
}

function isImport(node: SyntaxNode): boolean {
  let at = node;
  while (at.parent && imports.test(at.parent.type)) at = at.parent;
  return at.parent?.type === "use_declaration";
}

function isWritten(reference: SyntaxNode): boolean {
  return /^(?:compound_)?assignment_expr(?:ession)?$/.test(reference.parent?.type ?? "") && reference.field === "left";
}

function unwrap(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  for (;;) {
    const inner =
      at.type === "reference_expression"
        ? childOf(at, "value")
        : at.type === "parenthesized_expression"
          ? partsOf(at)[0]
          : null;
    if (!inner) return at;
    at = inner;
  }
}

function member(tree: SyntaxTree, expression: SyntaxNode): Member | null {
  const isField = expression.type === "field_expression";
  if (!isField && expression.type !== "scoped_identifier" && expression.type !== "scoped_type_identifier") return null;
  const object = childOf(expression, isField ? "value" : "path");
  const name = childOf(expression, isField ? "field" : "name");
  return object && name && { object, key: textOf(tree, name) };
}

function literal(tree: SyntaxTree, expression: SyntaxNode): { text: string; start: number } | null {
  return /^(?:raw_)?string_literal$/.test(expression.type) ? stringText(tree, expression) : null;
}

function call(tree: SyntaxTree, expression: SyntaxNode): Call | null {
  if (expression.type !== "call_expression") return null;
  const callee = childOf(expression, "function")!;
  const given = partsOf(childOf(expression, "arguments")!).map((node) => ({ name: null, value: node, node }));
  if (callee.type === "identifier") return { of: null, name: textOf(tree, callee), arguments: given };
  const called = member(tree, callee);
  return called && { of: called.object, name: called.key, arguments: given };
}

const transparent =
  /^(?:to_string|to_owned|into|clone|unwrap|expect|as_str|as_ref|as_deref|unwrap_or_default|trim|ok)$/;

/** `text.to_string()`, `read()?`, `String::from(text)`; the text or another in `read().unwrap_or(text)`. */
function choices(tree: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null {
  if (expression.type === "try_expression") return partsOf(expression).slice(0, 1);
  const made = call(tree, expression);
  if (!made) return null;
  const given = made.arguments[0]?.value;
  if (made.of && transparent.test(made.name)) return [made.of];
  if (made.of && given && made.name === "unwrap_or") return [made.of, given];
  if (made.of && given?.type === "closure_expression" && made.name === "unwrap_or_else")
    return [made.of, childOf(given, "body") ?? given];
  const makesText = made.of ? textOf(tree, made.of) === "String" && made.name === "from" : made.name === "Some";
  return makesText && given ? [given] : null;
}

const pureCalls =
  /(?:^|::|\.)(?:var|to_string|to_owned|into|clone|unwrap|expect|as_str|as_ref|as_deref|unwrap_or|unwrap_or_else|unwrap_or_default|trim|ok|from|Some|(?:Credentials|SharedCredentialsProvider)\.(?:new|from_keys|builder)|access_key_id|secret_access_key|session_token|provider_name|build)$/;

export const rust: Language = {
  ...plain,
  declarations: rustDeclarations,
  isReference,
  isWritten,
  unwrap,
  member,
  literal,
  template: (tree, expression) => literal(tree, expression)?.text ?? null,
  choices,
  isPure: purity(call, pureCalls, /^(?:await_expression|macro_invocation|return_expression|assignment_expression)$/),
  lists: new Set(["arguments", "use_list"]),
  blocks: new Set(["source_file", "block", "declaration_list"]),
  wholeOf: (_, emptied) => {
    if (emptied.type !== "use_list") return null;
    const whole = emptied.parent?.type === "scoped_use_list" ? emptied.parent : emptied;
    return whole.parent?.type === "use_declaration" ? whole.parent : whole;
  },
  call,
  assignment: assigns("assignment_expression"),
};
