/** What a variable of code is computed by, where the whole of it is taken as a value: `acts` of `const acts = actionsOf("files")`. */
import type { CodeFile } from "../../code/code-file";
import type { Binding } from "../../code/scopes";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { Definition } from "../names";
import { goneOver } from "./gone-over";

/** Characters: what is longer does other things. */
const longest = 2000;
const functions = /function|arrow|lambda|method_definition/;
/** What takes the items out of a list or a mapping. */
const ofItems = /^(?:forEach|map|flatMap|filter|reduce|concat|slice|join|entries|values|keys|items|get)$/;
const collections = /^(?:Map|Set)$/;

/**
 * None for what is only asked for something, or given away: a construct, whatever it is made with, stays what it is.
 * @param isPartKnown whether it is known what the part of a value is that the variable takes
 */
export function computedBy(
  file: CodeFile,
  reference: SyntaxNode,
  binding: Binding,
  isPartKnown: boolean,
): readonly Definition[] {
  if (!isTakenWhole(file, reference)) return [];
  const given = binding.declarations.flatMap(({ node, value, path }) => [
    path.length > 0 && isPartKnown ? null : (value ?? goneOver(file, node)),
    defaultOf(node),
  ]);
  const assigned = binding.constant ? [] : binding.references.map(assignedTo);
  return [...given, ...assigned].flatMap((one): Definition[] => {
    const value = one && file.language.unwrap(one);
    if (!value || value.end - value.start > longest || isMade(file, value)) return [];
    return [{ text: file.text(value), at: value.start }];
  });
}

function isTakenWhole(file: CodeFile, reference: SyntaxNode): boolean {
  const { parent } = reference;
  const member = parent && file.language.member(file.tree, parent);
  return member?.object === reference
    ? ofItems.test(member.key)
    : parent !== null && !/^(?:arguments|argument_list)$/.test(parent.type);
}

/** `[]` of `const { acts = [] } = props` */
function defaultOf(declared: SyntaxNode): SyntaxNode | null {
  const { parent } = declared;
  return parent && /^(?:object_)?assignment_pattern$/.test(parent.type) && declared.field === "left"
    ? childOf(parent, "right")
    : null;
}

function assignedTo(reference: SyntaxNode): SyntaxNode | null {
  const { parent, field } = reference;
  return parent && field === "left" && /assignment/.test(parent.type) ? childOf(parent, "right") : null;
}

/** Whether something is made or declared there, and not computed. */
function isMade(file: CodeFile, value: SyntaxNode): boolean {
  if (functions.test(value.type)) return true;
  const callee = childOf(value, "constructor") ?? (/^call/.test(value.type) ? childOf(value, "function") : null);
  const name = callee ? file.ownName(callee) : "";
  return /^[A-Z]/.test(name) && !collections.test(name);
}
