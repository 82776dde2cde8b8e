/** Roles that a program of AWS CDK gives to functions of its other files: nobody knows here what those let them do. */
import type { CodeFile } from "../code/code-file";
import { childOf, type SyntaxNode } from "../source/syntax-tree";
import type { Constructs } from "../units/cdk/constructs";
import { cdkName } from "../units/cdk/declarations";

/** What only looks, names or writes tags, and libraries that do nothing else. */
const harmless = /suppress|tags?\b|\bnag\b|cdk[-_]nag|output|export|print|log|validate|assert/i;
const ofRole = /\.(?:role|executionRole|execution_role|taskRole|task_role|grantPrincipal|grant_principal)[!?]?$/;

/** Those who are given to a function of another file by a call; empty for any other call. */
export function handedOn(file: CodeFile, constructs: Constructs, call: SyntaxNode): readonly SyntaxNode[] {
  const callee = childOf(call, "function");
  const name = callee && file.qualified(callee);
  if (!callee || !name || cdkName(file, callee) !== null || harmless.test(name)) return [];
  if (!/^[a-z_]\w{0,100}$/.test(file.ownName(callee)) || !(name.startsWith(".") || constructs.isPython)) return [];
  const given = file.argumentsOf(call).flatMap((one): readonly SyntaxNode[] => {
    const value = one.type === "keyword_argument" ? childOf(one, "value") : one;
    return value ? (file.entries(value)?.map((entry) => entry.value) ?? [value]) : [];
  });
  return given.filter((one) => isRole(file, constructs, one));
}

function isRole(file: CodeFile, constructs: Constructs, expression: SyntaxNode): boolean {
  if (ofRole.test(file.text(expression).slice(-100))) return true;
  const made = constructs.at(expression)?.made;
  return !!made && /^iam\.(?:Role|User|Group)$/.test(constructs.classOf(made) ?? "");
}
