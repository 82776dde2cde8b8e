/** The roles, users, groups and functions that a program of AWS CDK makes, whatever they are given: what one loses and another gets has moved. */
import { readCode } from "../code/code-file";
import type { Source } from "../source/source";
import { childOf } from "../source/syntax-tree";
import { Constructs } from "../units/cdk/constructs";
import { cdkName } from "../units/cdk/declarations";
import { isOfCdk } from "./grants";
import type { ChangedDocument, Holder } from "./subject";

const holder = /^(?:iam\.(?:Role|User|Group)|lambda(?:-[\w-]{1,40})?\.\w{0,40}Function)$/;

export function holdersIn(source: Source, document: ChangedDocument): readonly Holder[] {
  const { form, text } = source;
  if (!/^(?:javascript|typescript|tsx|python)$/.test(form) || !isOfCdk(text)) return [];
  const grammar = form as "python";
  const file = readCode(source.syntax(grammar), grammar);
  if (!file) return [];
  const constructs = new Constructs(file, form === "python");
  return file.tree.nodes.flatMap((node): Holder[] => {
    const callee = /^(?:new_expression|call)$/.test(node.type)
      ? (childOf(node, "constructor") ?? childOf(node, "function"))
      : null;
    const name = callee && holder.test(cdkName(file, callee) ?? "") ? constructs.variableOf(node) : null;
    return name === null ? [] : [{ name, document }];
  });
}
