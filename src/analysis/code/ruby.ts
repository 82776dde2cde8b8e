/** Ruby. */
import { ancestorOf, childOf, nameOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Argument, Call, Entry, Language, Member } from "./language";
import { assigns, plain, purity, stringText } from "./plain";
import { classes, rubyDeclarations } from "./ruby-declarations";

function isReference(node: SyntaxNode): boolean {
  switch (node.type) {
    case "instance_variable":
    case "global_variable":
    case "class_variable":
      return true;
    // `credentials:` alone is short for `credentials: credentials`.
    case "hash_key_symbol":
      return node.parent?.type === "pair" && !childOf(node.parent, "value");
    case "identifier":
      return node.field !== "method" && node.field !== "name" && node.field !== "key";
    case "constant":
      return node.field !== "name" || node.parent?.type !== "scope_resolution";
    default:
      return false;
  }
}

function isWritten(reference: SyntaxNode): boolean {
  return reference.parent?.type === "operator_assignment" && reference.field === "left";
}

function unwrap(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  while (at.type === "parenthesized_statements" && partsOf(at).length === 1) at = partsOf(at)[0]!;
  return at;
}

const transparent = /^(?:freeze|to_s|strip|dup|itself)$/;

function methodOf(tree: SyntaxTree, node: SyntaxNode): string {
  const method = childOf(node, "method");
  return method ? textOf(tree, method) : "";
}

function member(tree: SyntaxTree, expression: SyntaxNode): Member | null {
  switch (expression.type) {
    case "scope_resolution": {
      const object = childOf(expression, "scope");
      return object && { object, key: textOf(tree, childOf(expression, "name")!) };
    }
    case "element_reference": {
      const [object, index] = partsOf(expression);
      const key = index && keyText(tree, index);
      return key ? { object: object!, key } : null;
    }
    case "call": {
      const object = childOf(expression, "receiver");
      const method = methodOf(tree, expression);
      return object && !childOf(expression, "arguments") && !transparent.test(method) ? { object, key: method } : null;
    }
    default:
      return null;
  }
}

/** `key` of `key:`, `:key` and `'key'`. */
function keyText(tree: SyntaxTree, key: SyntaxNode): string | null {
  if (key.type === "hash_key_symbol") return textOf(tree, key);
  return key.type === "simple_symbol" ? textOf(tree, key).slice(1) : (literal(tree, key)?.text ?? null);
}

function literal(tree: SyntaxTree, expression: SyntaxNode): { text: string; start: number } | null {
  return expression.type === "string" ? stringText(tree, expression) : null;
}

function template(tree: SyntaxTree, expression: SyntaxNode): string | null {
  return expression.type === "string"
    ? partsOf(expression)
        .map((part) => (part.type === "string_content" ? textOf(tree, part) : "*"))
        .join("")
    : null;
}

function entryOf(tree: SyntaxTree, node: SyntaxNode): Entry {
  if (node.type !== "pair") return { key: null, value: partsOf(node)[0] ?? node, node };
  const key = childOf(node, "key")!;
  return { key: keyText(tree, key), value: childOf(node, "value") ?? key, node };
}

function argumentOf(tree: SyntaxTree, node: SyntaxNode): Argument {
  if (node.type !== "pair")
    return { name: null, value: node.type === "hash_splat_argument" ? (partsOf(node)[0] ?? node) : node, node };
  const { key, value } = entryOf(tree, node);
  return { name: key ?? "", value, node };
}

function call(tree: SyntaxTree, expression: SyntaxNode): Call | null {
  if (expression.type !== "call") return null;
  const list = childOf(expression, "arguments");
  return {
    of: childOf(expression, "receiver"),
    name: methodOf(tree, expression),
    arguments: list ? partsOf(list).map((part) => argumentOf(tree, part)) : [],
  };
}

function choices(tree: SyntaxTree, expression: SyntaxNode): SyntaxNode[] | null {
  if (expression.type === "conditional")
    return [childOf(expression, "consequence")!, childOf(expression, "alternative")!];
  if (expression.type === "binary")
    return /^(?:\|\||or)$/.test(childOf(expression, "operator")?.type ?? "")
      ? [childOf(expression, "left")!, childOf(expression, "right")!]
      : null;
  const made = call(tree, expression);
  return made?.of && transparent.test(made.name) ? [made.of] : null;
}

/** `Aws.config.update` does nothing without options. */
function wholeOf(tree: SyntaxTree, emptied: SyntaxNode): SyntaxNode | null {
  const list = emptied.type === "hash" ? emptied.parent! : emptied;
  if (emptied.type === "hash" && list.type === "hash_splat_argument") return list;
  const update =
    list.type === "argument_list" && partsOf(list).every((part) => part === emptied || list === emptied)
      ? list.parent
      : null;
  return update && /^Aws\.config\.update/.test(nameOf(tree, update)) ? update : null;
}

const pureCalls =
  /^(?:ENV\.fetch|Aws::(?:Session)?Credentials\.new|.*\.(?:freeze|to_s|strip|dup)|Rails\.(?:application|configuration)\b.*)$/;

export const ruby: Language = {
  ...plain,
  declarations: rubyDeclarations,
  isReference,
  isWritten,
  unwrap,
  entries: (tree, expression) =>
    expression.type === "hash" ? partsOf(expression).map((part) => entryOf(tree, part)) : null,
  member,
  literal,
  template,
  choices,
  isPure: purity(call, pureCalls, /^(?:assignment|operator_assignment|yield|subshell)$/),
  lists: new Set(["argument_list", "hash"]),
  blocks: new Set(["program", "body_statement", "block_body", "then", "else", "begin", "do"]),
  wholeOf,
  call,
  assignment: assigns("assignment"),
  lookFrom: (reference) =>
    /^(?:instance|class)_variable$/.test(reference.type) ? ancestorOf(reference, ...classes) : null,
};
