/** What a variable of code is computed by, where the whole of it is taken as a value: `acts` of `const acts = actionsOf("files")`. */
import type { CodeFile } from "../../code/code-file";
import type { Binding } from "../../code/scopes";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { cdkName } from "../../units/cdk/declarations";
import type { Definition } from "../names";
import { goneOver } from "./gone-over";

/** Characters: what is longer does other things. */
const longest = 2000;
const functions = /function|arrow|lambda|method_definition/;
/** What takes the items out of a list or a mapping. */
const ofItems = /^(?:forEach|map|flatMap|filter|reduce|concat|slice|join|entries|values|keys|items|get)$/;
const collections = /^(?:Map|Set)$/;

/** What constructs are asked for: whatever they are made with, they stay what they are. */
const ofConstructs =
  /(?:[aA]rn|[nN]ame|[iI]d|[uU]rl|[rR]ole|[pP]rincipal|[nN]ode|[vV]ersion|[lL]ambda|[fF]unction|[hH]andler|Fn|[bB]ucket|[tT]able|[qQ]ueue|[tT]opic|[kK]ey|[sS]ecret|[pP]ool|[cC]lient|[aA]pi|env|stack)$/;

/**
 * None for what is only given something, or given away: a construct.
 * @param isPartKnown whether it is known what the part of a value is that is taken
 */
export function computedBy(
  file: CodeFile,
  reference: SyntaxNode,
  binding: Binding,
  isPartKnown: boolean,
): readonly Definition[] {
  const taken = takenOf(file, reference);
  if (taken === null || (taken === "part" && isPartKnown)) return [];
  const given = binding.declarations.flatMap(({ node, value, path }) => [
    path.length > 0 && isPartKnown ? null : (value ?? goneOver(file, node)),
    defaultOf(node),
  ]);
  const assigned = binding.constant ? [] : binding.references.map(assignedTo);
  return [...given, ...assigned].flatMap((one): Definition[] => {
    const value = one && file.language.unwrap(one);
    if (!value || value.end - value.start > longest || functions.test(value.type)) return [];
    const isPart = taken === "part" || isInPattern(binding, one);
    const isOther = isPart ? ofConstructs.test(binding.name) || !isData(file, value) : isMade(file, value);
    return isOther ? [] : [{ text: file.text(value), at: value.start }];
  });
}

/** Whether the whole of a variable is taken as a value, or data in it: `config.actions`; null where neither is. */
function takenOf(file: CodeFile, reference: SyntaxNode): "whole" | "part" | null {
  const { parent } = reference;
  const member = parent && file.language.member(file.tree, parent);
  if (member?.object !== reference)
    return parent && !/^(?:arguments|argument_list)$/.test(parent.type) ? "whole" : null;
  if (ofItems.test(member.key)) return "whole";
  return parent!.field === "function" || ofConstructs.test(member.key) ? null : "part";
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

/** Whether a variable takes a part of a value alone: `const { acts } = build("files")`. */
function isInPattern({ declarations }: Binding, given: SyntaxNode): boolean {
  return declarations.some(({ value, path }) => value === given && path.length > 0);
}

/** Whether something is made there, or taken of what is, and not computed. */
function isMade(file: CodeFile, given: SyntaxNode): boolean {
  let value = given;
  for (let member = file.language.member(file.tree, value); member; member = file.language.member(file.tree, value))
    value = file.language.unwrap(member.object);
  const callee = /^(?:new_expression|call)$/.test(value.type) ? calleeOf(value) : null;
  const name = callee ? file.ownName(callee) : "";
  return /^[A-Z]/.test(name) && !collections.test(name);
}

/** Whether something is called or made there that is no construct, which is told where it stands: those are made in a scope, or by the class itself. */
function isData(file: CodeFile, value: SyntaxNode): boolean {
  const callee = /^(?:new_expression|call_expression|call)$/.test(value.type) ? calleeOf(value) : null;
  const [first] = file.argumentsOf(value);
  if (!callee || !first || cdkName(file, callee) !== null) return false;
  return !scopes.test(file.text(first).slice(0, longestScope)) && !/^(?:this|self)\./.test(file.text(callee));
}

const longestScope = 200;
/** Alone, or the first of what is given. */
const scopes = /^(?:\{\s{0,40}(?:\.\.\.\w{1,100},\s{0,40})?)?(?:this|self|scope|stack|app|parent)\b/;
