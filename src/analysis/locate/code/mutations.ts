/** Which literals do not stay as they are written: lists that are added to, objects that get other entries later. */
import type { CodeFile, Reading } from "../../code/code-file";
import { ancestorOf, calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { type Appended, appendedTo, branchWithin } from "./appended";

const mutators = new Set([
  "push",
  "unshift",
  "splice",
  "append",
  "extend",
  "insert",
  "update",
  "setdefault",
  "pop",
  "remove",
]);
/** Methods of CDK's statements and documents. */
const additions = /^add(?:[A-Z_]|$)/;

export interface AddedBy {
  /** In small letters. */
  readonly method: string;
  readonly call: SyntaxNode;
  /** The outermost branch in which it is added; undefined where nobody knows whether it is. */
  readonly within: SyntaxNode | null | undefined;
}

/** What happens later to the value of a variable. */
export interface Mutation {
  /** Entries that are assigned by their name: `statement.Action = '…'`. */
  readonly assigned: readonly { readonly key: string; readonly at: SyntaxNode; readonly value: SyntaxNode }[];
  /** Keys, at any depth, whose value is replaced. */
  readonly replaced: ReadonlySet<string>;
  /** What the methods of CDK add: `statement.addActions('…')`. */
  readonly added: readonly AddedBy[];
  /** What is added to a list, in its order, before anything reads it. */
  readonly appended: readonly Appended[];
  /** Nothing else happens to a list, or to a statement of CDK's, and to that all of it for certain. */
  readonly isWhole: boolean;
}

/** The values of variables through which something is changed. */
export function mutatedLiterals(file: CodeFile): ReadonlyMap<SyntaxNode, Mutation> {
  const found = new Map<SyntaxNode, Mutation>();
  for (const binding of file.scopes.bindings) {
    const value = binding.constant?.value;
    if (!value) continue;
    const all = file.readings(binding);
    const readings = all.filter(({ path, node }) => isMutated(file, path, node));
    if (readings.length === 0) continue;
    const others = all.filter((one) => branchOfAdded(file, one, value) === undefined);
    const isWhole =
      isStatement(file, value) &&
      others.some((one) => isGiven(file, one)) &&
      others.every((one) => isGiven(file, one) || isWidened(one));
    const appended = appendedTo(
      file,
      value,
      readings,
      all.filter((one) => !readings.includes(one)),
    );
    found.set(file.language.unwrap(value), {
      ...mutationBy(file, readings, value),
      appended: appended ?? [],
      isWhole: isWhole || appended !== null,
    });
  }
  return found;
}

function isMutated(file: CodeFile, path: readonly string[], reading: SyntaxNode): boolean {
  const last = path.at(-1);
  if (last !== undefined && reading.field === "function" && (mutators.has(last) || additions.test(last))) return true;
  const assigned = outermostAccess(reading);
  if (assigned !== reading || path.length > 0) {
    if (assigned.field === "left" && /assignment/.test(assigned.parent?.type ?? "")) return true;
    const call = assigned.field === "function" ? assigned.parent : null;
    if (call && mutators.has(file.text(assigned).split(".").at(-1)!)) return true;
  }
  return isTargetOfAssign(file, reading);
}

function isStatement(file: CodeFile, value: SyntaxNode): boolean {
  const node = file.language.unwrap(value);
  const callee = calleeOf(node);
  return callee !== null && file.ownName(callee) === "PolicyStatement";
}

/** The branch of `statement.addActions("…");` within the block in which the statement is made: null for none, undefined for any other reading. */
function branchOfAdded(file: CodeFile, { path, node }: Reading, value: SyntaxNode): SyntaxNode | null | undefined {
  const call = node.field === "function" ? node.parent : null;
  if (!call || path.length !== 1 || !addingMethod.test(path[0]!)) return undefined;
  if (file.argumentsOf(call).some(({ type }) => /spread|splat|keyword/.test(type))) return undefined;
  const home = statementAround(value)?.parent;
  const within = home && call.parent?.type === "expression_statement" ? branchWithin(call.parent, home) : undefined;
  return within && /condition/i.test(path[0]!) ? undefined : within;
}

const addingMethod =
  /^add_?(?:(?:not|all)?_?(?:actions|resources)|(?:any|service|aws_?account|account_?root|arn|canonical_?user)_?principal|principals|conditions?)$/i;

/** Wherever a method adds to a list of the statement, nothing else of it changes. */
function isWidened({ path, node }: Reading): boolean {
  return path.length === 1 && node.field === "function" && addingMethod.test(path[0]!) && !/condition/i.test(path[0]!);
}

function statementAround(node: SyntaxNode): SyntaxNode | null {
  return ancestorOf(node, "lexical_declaration", "variable_declaration", "expression_statement");
}

/** What is given a statement, and does not change it. */
function isGiven(file: CodeFile, { path, node }: Reading): boolean {
  const { parent } = node;
  if (path.length > 0 || !parent) return false;
  if (/^(?:array|list)$/.test(parent.type)) return true;
  const call = /^(?:arguments|argument_list)$/.test(parent.type) ? parent.parent : null;
  const callee = call && childOf(call, "function");
  return callee !== null && /^add_?(?:to\w{0,40}policy|statements)$/i.test(file.ownName(callee));
}

function mutationBy(
  file: CodeFile,
  readings: readonly Reading[],
  of: SyntaxNode,
): Omit<Mutation, "isWhole" | "appended"> {
  const assigned: Mutation["assigned"][number][] = [];
  const added: Mutation["added"][number][] = [];
  const replaced = new Set<string>();
  for (const one of readings) {
    const { path, node } = one;
    const outermost = outermostAccess(node);
    const assignment = outermost.parent;
    const value = assignment && outermost.field === "left" ? childOf(assignment, "right") : null;
    const [key] = path;
    if (value && assignment!.type.startsWith("assignment")) {
      if (outermost === node && path.length === 1) assigned.push({ key: key!, at: keyAt(node), value });
      const last = lastKey(file, outermost);
      if (last !== null) replaced.add(last);
    } else if (path.length === 1 && additions.test(key!) && node.field === "function" && node.parent)
      added.push({
        method: key!.replaceAll("_", "").toLowerCase(),
        call: node.parent,
        within: branchOfAdded(file, one, of),
      });
  }
  return { assigned, replaced, added };
}

function keyAt(access: SyntaxNode): SyntaxNode {
  return (
    childOf(access, "property") ??
    childOf(access, "attribute") ??
    childOf(access, "index") ??
    childOf(access, "subscript") ??
    access
  );
}

/** The last name in `policy.Statement[0].Resource[0]`. */
function lastKey(file: CodeFile, access: SyntaxNode): string | null {
  for (let at: SyntaxNode | null = access; at; at = childOf(at, "object") ?? childOf(at, "value")) {
    const member = file.language.member(file.tree, at);
    if (member) return member.key;
  }
  return null;
}

/** `policy['Statement'][i].Resource` for the reading of `policy['Statement']`. */
function outermostAccess(reading: SyntaxNode): SyntaxNode {
  let at = reading;
  while (
    at.parent &&
    /^(?:member_expression|subscript_expression|attribute|subscript)$/.test(at.parent.type) &&
    (at.field === "object" || at.field === "value")
  )
    at = at.parent;
  return at;
}

function isTargetOfAssign(file: CodeFile, reading: SyntaxNode): boolean {
  const call = reading.parent?.type === "arguments" ? reading.parent.parent : null;
  const callee = call?.children[0];
  return callee !== undefined && file.name(callee) === "Object.assign" && file.argumentsOf(call!)[0] === reading;
}
