/** Policies of libraries for AWS CDK that say by their name that they allow: `new GuAllowPolicy(this, "Publish", { actions, resources })`. */
import type { CodeFile } from "../../code/code-file";
import { valuesWithImports } from "../../locate/code/imported-values";
import { literalsOf } from "../../locate/code/literals";
import { readPolicy } from "../../policy/read";
import { objectOf, stringNode } from "../../source/made-values";
import type { Source } from "../../source/source";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import { cdkName } from "../../units/cdk/declarations";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { conditional, isInBranch } from "./open-policies";
import { cdkFileOf, constructsOf, isCdkForm } from "./program";

const allows = /Allow\w{0,20}Policy$/;
const made = /\bnew \w{0,40}Allow\w{0,20}Policy\(/;

/** Whether a document may have any; the test is cheap. */
function mayAllow(text: string): boolean {
  return made.test(text);
}

/** By the variable or the id of each, for who has it the library knows. */
export function allowPoliciesIn(source: Source, document: ChangedDocument): readonly ReadPolicy[] {
  const { form, text } = source;
  const file = mayAllow(text) && isCdkForm(form) ? cdkFileOf(source) : null;
  if (!file || !isCdkForm(form)) return [];
  const constructs = constructsOf(file, source);
  const values = valuesWithImports(file, literalsOf[form], source);
  return file.tree.nodes.flatMap((node): ReadPolicy[] => {
    if (!isOfLibrary(file, node)) return [];
    const { of, isWhole } = constructs.propertiesOf(node);
    const [actions, resources] = [of.get("actions"), of.get("resources")];
    if (!actions || !resources || !isWhole) return [];
    const at = spanOf(node);
    const statement = objectOf(at, {
      Effect: stringNode(at, "Allow"),
      Action: values.value(actions),
      Resource: values.value(resources),
    });
    const label = constructs.variableOf(node) ?? constructs.idOf(node) ?? undefined;
    const policy = readPolicy(objectOf(at, { Statement: statement }), { policyType: "identity", label });
    return policy ? [{ policy: isInBranch(node) ? conditional(policy) : policy, document, at }] : [];
  });
}

function isOfLibrary(file: CodeFile, node: SyntaxNode): boolean {
  const callee = node.type === "new_expression" ? childOf(node, "constructor") : null;
  return callee !== null && allows.test(file.ownName(callee)) && cdkName(file, callee) === null;
}
