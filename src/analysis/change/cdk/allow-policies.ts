/** Policies of libraries for AWS CDK that say by their name that they allow: `new GuAllowPolicy(this, "Publish", { actions, resources })`. */
import type { CodeFile } from "../../code/code-file";
import { valuesWithImports } from "../../locate/code/imported-values";
import { literalsOf } from "../../locate/code/literals";
import { readPolicy } from "../../policy/read";
import { objectOf, stringNode } from "../../source/made-values";
import type { Source } from "../../source/source";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { Constructs } from "../../units/cdk/constructs";
import { cdkName } from "../../units/cdk/declarations";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { Attaching } from "./attaching";
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
  const attaching = new Attaching(file, constructs);
  const values = valuesWithImports(file, literalsOf[form], source);
  return file.tree.nodes.flatMap((node): ReadPolicy[] => {
    const given = isOfLibrary(file, node) ? saidBy(constructs, node) : null;
    if (!given) return [];
    const at = spanOf(node);
    const statement = objectOf(at, {
      Effect: stringNode(at, "Allow"),
      Action: values.value(given.actions),
      Resource: values.value(given.resources),
    });
    const label = constructs.variableOf(node) ?? constructs.idOf(node) ?? undefined;
    const root = objectOf(at, { Statement: statement });
    return ofHolders(attaching, node).flatMap((principal) => {
      const policy = readPolicy(root, { policyType: "identity", label, principal });
      return policy ? [{ policy: isInBranch(node) ? conditional(policy) : policy, document, at }] : [];
    });
  });
}

/** Whether all that a policy of a library says is read where it is made. */
export function isReadHere(constructs: Constructs, node: SyntaxNode): boolean {
  return isOfLibrary(constructs.file, node) && saidBy(constructs, node) !== null;
}

function saidBy(constructs: Constructs, node: SyntaxNode) {
  const { of, isWhole } = constructs.propertiesOf(node);
  const [actions, resources] = [of.get("actions"), of.get("resources")];
  return actions && resources && isWhole ? { actions, resources } : null;
}

/** Those who have a policy of a library; itself where they are not seen. */
function ofHolders(attaching: Attaching, policy: SyntaxNode): readonly (string | undefined)[] {
  const holders = holdersOf(attaching, policy);
  return holders.length > 0 ? holders : [undefined];
}

/** Those whom a policy of a library is attached to, or given to in a list: `app` of `const app = new App(this, { additionalPolicies: [policy] })`. */
export function holdersOf(attaching: Attaching, policy: SyntaxNode): readonly string[] {
  const attached = attaching.holdingsOfPolicy(policy, null).filter(({ isBoundary }) => !isBoundary);
  return [...new Set([...attached.map(({ holder }) => holder), ...takers(attaching.constructs, policy)])];
}

function takers(constructs: Constructs, policy: SyntaxNode, depth = 0): readonly string[] {
  const { file } = constructs;
  let node = policy;
  while (node.parent && between.test(node.parent.type)) node = node.parent;
  const { parent } = node;
  if (!parent || depth > deepest) return [];
  if (parent.type === "variable_declarator" || parent.type === "assignment") {
    const name = childOf(parent, "name") ?? childOf(parent, "left");
    const uses = name && file.language.isReference(name) ? file.scopes.bindingOf(name)?.references : [];
    return (uses ?? []).filter((one) => one !== name).flatMap((one) => takers(constructs, one, depth + 1));
  }
  const callee = node !== policy && /^(?:new_expression|call)$/.test(parent.type) ? calleeOf(parent) : null;
  if (!callee || !/^[A-Z]/.test(file.ownName(callee))) return [];
  return [constructs.variableOf(parent) ?? constructs.idOf(parent) ?? file.ownName(callee)];
}

const between =
  /^(?:array|list|tuple|object|dictionary|pair|arguments|argument_list|keyword_argument|spread_element|list_splat|parenthesized_expression)$/;
const deepest = 3;

function isOfLibrary(file: CodeFile, node: SyntaxNode): boolean {
  const callee = node.type === "new_expression" ? childOf(node, "constructor") : null;
  return callee !== null && allows.test(file.ownName(callee)) && cdkName(file, callee) === null;
}
