/** Fields of AWS CDK that a constructor gives what a variable has: within it both are the same, and the text is read with the variable. */
import type { CodeFile } from "../../code/code-file";
import { groupBy } from "../../group-by";
import type { Source } from "../../source/source";
import { ancestorOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { contains, spanOf } from "../../text";
import { cdkName, classAround, isSelf } from "../../units/cdk/declarations";
import { edited, type Piece } from "../pieces";
import { cdkFileOf } from "./program";

const functions = ["method_definition", "function_definition"];

/** `this.map = map`, `self.table = table` */
const alias = /\b(?:this|self)\.\w{1,100}\s{0,20}=\s{0,20}\w{1,100}\s{0,20}[;\n]/;

/** The text with variables in place of such fields; null where there are none. */
export function withoutAliases(source: Source): readonly Piece[] | null {
  const file = alias.test(source.text) ? cdkFileOf(source) : null;
  if (!file) return null;
  const fields = groupBy(file.tree.nodes, (node) => fieldAt(file, node));
  const edits = file.tree.nodes.flatMap((node) => {
    const found = aliasAt(file, node, fields);
    if (!found) return [];
    return (fields.get(found.field) ?? []).flatMap((one) => {
      const isRead = contains(spanOf(found.within), spanOf(one)) && !isBefore(one, node, found.maker);
      return isRead ? [{ ...spanOf(one), text: found.variable }] : [];
    });
  });
  return edits.length === 0 ? null : edited(source.text, edits);
}

interface Alias {
  readonly field: string;
  readonly variable: string;
  /** Where the field is read as the variable. */
  readonly within: SyntaxNode;
  readonly maker: SyntaxNode;
}

/** Whether a node stands before the field has the value, or gives it that. */
function isBefore(node: SyntaxNode, given: SyntaxNode, maker: SyntaxNode): boolean {
  return node.start < given.end && node.start >= maker.start;
}

/** @param fields by the name of a field, where it stands */
function aliasAt(
  file: CodeFile,
  node: SyntaxNode,
  fields: ReadonlyMap<string | null, readonly SyntaxNode[]>,
): Alias | null {
  const [left, right] = isAssignment(node) ? [childOf(node, "left"), childOf(node, "right")] : [null, null];
  const field = left && fieldAt(file, left);
  const maker = field && ancestorOf(node, ...functions);
  const binding = field && right?.type === "identifier" ? file.scopes.bindingOf(right) : null;
  const value = binding && binding.declarations.length === 1 ? binding.constant?.value : null;
  const callee =
    value && (childOf(value, "constructor") ?? (value.type === "call" ? childOf(value, "function") : null));
  if (!field || !maker || !binding || !callee || binding.constant!.path.length > 0) return null;
  const className = /^[\w-]+\.([A-Z]\w*)$/.exec(cdkName(file, callee) ?? "")?.[1];
  if (className === undefined) return null;
  const owner = classAround(node);
  // In other methods nothing is known of the variable, as nothing is known of what is of the template alone.
  const within = owner && className.startsWith("Cfn") ? owner : maker;
  const isGivenOnce =
    (fields.get(field) ?? []).filter(
      (one) => one.field === "left" && one.parent && isAssignment(one.parent) && classAround(one.parent) === owner,
    ).length === 1;
  const isOnly =
    file.scopes.bindings.filter(
      ({ name, declarations }) =>
        name === binding.name && declarations.some((one) => contains(spanOf(within), spanOf(one.node))),
    ).length === 1;
  return isGivenOnce && isOnly ? { field, variable: binding.name, within, maker } : null;
}

function isAssignment({ type }: SyntaxNode): boolean {
  return type === "assignment_expression" || type === "assignment";
}

/** The name of the field of the object itself that an expression is. */
function fieldAt(file: CodeFile, node: SyntaxNode): string | null {
  const member = file.language.member(file.tree, node);
  return member && isSelf(file, member.object) ? member.key : null;
}
