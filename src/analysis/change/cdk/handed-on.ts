/** What a program of AWS CDK gives to functions of its other files, roles and functions: nobody knows here what those let them do, or who may call them. */
import type { CodeFile } from "../../code/code-file";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import type { Constructs } from "../../units/cdk/constructs";
import { cdkName } from "../../units/cdk/declarations";
import { callsIn } from "./given";

/** What only looks, names or writes tags, and libraries that do nothing else. */
const harmless = /suppress|tags?\b|\bnag\b|cdk[-_]nag|output|export|print|log|validate|assert/i;
const ofRole = /\.(?:role|executionRole|execution_role|taskRole|task_role|grantPrincipal|grant_principal)[!?]?$/;

/** Somebody who is given to a function of another file. */
export interface Handed {
  readonly node: SyntaxNode;
  /** With what, where it stands in the entry of a dictionary that has that as its key. */
  readonly by: SyntaxNode | null;
}

/** Those who are given to a function of another file by a call; empty for any other call. */
export function handedOn(file: CodeFile, constructs: Constructs, call: SyntaxNode): readonly Handed[] {
  const name = nameElsewhere(file, constructs, call);
  if (name === null || harmless.test(name) || callsIn(file).functionsOf(call).length > 0) return [];
  const given = file.argumentsOf(call).flatMap((one): readonly Handed[] => {
    const value = one.type === "keyword_argument" ? childOf(one, "value") : one;
    return value ? partsOfGiven(file, value) : [];
  });
  const gives = giving.test(name.slice(name.lastIndexOf(".") + 1));
  return given.filter(({ node }) => isRole(file, constructs, node) || (gives && isWorker(file, constructs, node)));
}

/** `grantReadAccess`, `allow_queues` */
const giving = /^(?:add|attach|give)?_?(?:grant|allow|permit|authori[sz]e)/i;

/** What an argument has: the entries and items of what is written out. */
export function partsOfGiven(
  file: CodeFile,
  value: SyntaxNode,
  by: SyntaxNode | null = null,
  depth = 0,
): readonly Handed[] {
  if (depth > deepest) return [];
  const into = (one: SyntaxNode, key: SyntaxNode | null) => partsOfGiven(file, one, key, depth + 1);
  if (value.type === "dictionary") {
    const pairs = partsOf(value).filter(({ type }) => type === "pair");
    return pairs.flatMap((one) => into(childOf(one, "value") ?? one, childOf(one, "key")));
  }
  const entries = file.entries(value);
  if (entries) return entries.flatMap((one) => into(one.value, by));
  const isList = /^(?:array|list|tuple)$/.test(value.type);
  const items = partsOf(value).filter(({ named, type }) => isList && named && type !== "comment");
  return items.length > 0 ? items.flatMap((one) => into(one, by)) : [{ node: value, by }];
}

const deepest = 4;

/** What a function that gives permissions may give them to: a function, by its class or its name. */
function isWorker(file: CodeFile, constructs: Constructs, expression: SyntaxNode): boolean {
  const made = constructs.at(expression)?.made;
  if (made && /^lambda|^iam\.|^stepfunctions\.StateMachine$|^codebuild\./.test(constructs.classOf(made) ?? ""))
    return true;
  return /^[\w.]{1,100}(?:[lL]ambda|[fF]unction|[hH]andler|[fF]n|_?[rR]ole)$/.test(file.text(expression));
}

/** The function that another file makes an integration of, by a call; null for any other call. */
export function integrated(file: CodeFile, constructs: Constructs, call: SyntaxNode): SyntaxNode | null {
  const name = nameElsewhere(file, constructs, call);
  if (name === null || !/integration/i.test(name.slice(name.lastIndexOf(".") + 1))) return null;
  const given = file
    .argumentsOf(call)
    .flatMap((one) => (one.type === "keyword_argument" ? (childOf(one, "value") ?? []) : one));
  const isFunction = (one: SyntaxNode) => {
    const made = constructs.at(one)?.made;
    return !!made && /^lambda/.test(constructs.classOf(made) ?? "");
  };
  const [first] = given;
  const named = first && /^(?:identifier|member_expression|attribute)$/.test(first.type) ? first : null;
  return given.find(isFunction) ?? named;
}

/** What a call calls, where that is a function of another file; null for any other. */
function nameElsewhere(file: CodeFile, constructs: Constructs, call: SyntaxNode): string | null {
  const callee = childOf(call, "function");
  const name = callee && file.qualified(callee);
  if (!callee || !name || cdkName(file, callee) !== null) return null;
  const isFunction = /^[a-z_]\w{0,100}$/.test(file.ownName(callee));
  return isFunction && (name.startsWith(".") || constructs.isPython) ? name : null;
}

/** Whether an expression is a role, user or group, by its class or its name. */
export function isRole(file: CodeFile, constructs: Constructs, expression: SyntaxNode): boolean {
  if (ofRole.test(file.text(expression).slice(-100))) return true;
  const made = constructs.at(expression)?.made;
  return !!made && /^iam\.(?:Role|User|Group)$/.test(constructs.classOf(made) ?? "");
}
