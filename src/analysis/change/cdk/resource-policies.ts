/** Policies of resources in a program of AWS CDK, and statements that are added to them: of which resource they are, and that those of elsewhere take none. */
import type { CodeFile } from "../../code/code-file";
import { camelCase } from "../../locate/code/letter-case";
import { readPolicy } from "../../policy/read";
import type { Source } from "../../source/source";
import { childOf, nodeAt, type SyntaxNode } from "../../source/syntax-tree";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { cdkFileOf, constructsOf } from "./program";
import { CdkReading } from "./reading";

const words =
  /add_?[tT]o_?[rR]esource_?[pP]olicy|(?:Bucket|Queue|Topic)Policy\(|\.from_?[fF]unction_?(?:[aA]rn|[nN]ame)\(|[pP]olic(?:y|ies)\s{0,20}[:=]/;
/** Functions of which CDK does not know the role: what is added to that is dropped (aws-cdk-lib 2.276: `FunctionBase.addToRolePolicy`). */
const withoutRole = /\.from_?[fF]unction_?(?:[aA]rn|[nN]ame)$/;
/** Those whose policy CDK writes only where it makes them (aws-cdk-lib 2.276: `autoCreatePolicy`, `policy`). */
const ofElsewhere = /^(?:s3\.Bucket|sqs\.Queue|sns\.Topic|kms\.Key|secretsmanager\.Secret|ecr\.Repository)$/;
/** What a policy that is made by itself is of. */
const policies = /^(?:s3\.Bucket|sqs\.Queue|sns\.Topic)Policy$/;

/** The policies, with the resources that they are of, and without those that CDK does not write. */
export function ofOwnResources(
  source: Source,
  document: ChangedDocument,
  all: readonly ReadPolicy[],
): readonly ReadPolicy[] {
  const file = words.test(source.text) ? cdkFileOf(source) : null;
  if (!file) return all;
  const reading = new CdkReading(file, constructsOf(file, source), document);
  return all.flatMap((one) => {
    const call = addingCall(reading, nodeAt(file.tree, one.at));
    if (call?.method === "addToRolePolicy") return isWithoutRole(reading, call.object) ? [] : [one];
    if (!call) return [ofOwner(reading, one)];
    if (one.policy.type !== "resource" && one.policy.place.label !== undefined) return [one];
    if (call.method === "addToResourcePolicy") return isOfElsewhere(reading, call.object) ? [] : [one];
    const named = resourcesOf(reading, call.object);
    return named.length === 0 ? [one] : named.flatMap((label) => asOf(one, label));
  });
}

/** The policy that a resource is made with, with the name of that: `new kms.Key(this, "K", { policy })`. */
function ofOwner(reading: CdkReading, one: ReadPolicy): ReadPolicy {
  const { policy, at } = one;
  if (policy.type !== "resource" || policy.place.label !== undefined) return one;
  const { file, constructs } = reading;
  let node = nodeAt(file.tree, at)?.parent ?? null;
  for (let steps = 0; node && steps < farthest; steps++) {
    const made = constructs.classOf(node);
    if (made !== null && !made.startsWith("iam."))
      return { ...one, policy: { ...policy, place: { ...policy.place, label: reading.madeName(node) } } };
    if (/statement$|block$/.test(node.type)) return one;
    node = /declarat|assignment/.test(node.type) ? onlyUseOf(file, node) : node.parent;
  }
  return one;
}

/** Where the one thing is used that is kept in a variable. */
function onlyUseOf(file: CodeFile, kept: SyntaxNode): SyntaxNode | null {
  const name = childOf(kept, "name") ?? childOf(kept, "left");
  const uses = name && file.language.isReference(name) ? file.scopes.bindingOf(name)?.references : [];
  const [use, ...others] = (uses ?? []).filter((one) => one !== name);
  return use && others.length === 0 ? use.parent : null;
}

interface Adding {
  readonly method: string;
  readonly object: SyntaxNode;
}

/** The call that a statement is given to, where it is written there. */
function addingCall({ file }: CdkReading, statement: SyntaxNode | null): Adding | null {
  for (let node = statement?.parent ?? null, steps = 0; node && steps < farthest; node = node.parent, steps++) {
    const callee = /^(?:call_expression|call)$/.test(node.type) ? childOf(node, "function") : null;
    const member = callee && file.language.member(file.tree, callee);
    const method = member ? camelCase(member.key) : "";
    if (member && /^(?:addTo(?:Resource|Role)Policy|addStatements)$/.test(method))
      return { method, object: member.object };
    if (/statement$|block$/.test(node.type)) return null;
  }
  return null;
}

const farthest = 12;

function isWithoutRole({ constructs, file }: CdkReading, object: SyntaxNode): boolean {
  const made = constructs.at(object)?.made;
  const callee = made && childOf(made, "function");
  return callee != null && withoutRole.test(file.name(callee)) && /^lambda/.test(constructs.importedClass(made!) ?? "");
}

function isOfElsewhere({ constructs, file }: CdkReading, object: SyntaxNode): boolean {
  const construct = constructs.at(object);
  if (!construct?.made || !constructs.isImported(construct)) return false;
  const callee = childOf(construct.made, "function");
  const name = callee ? file.name(callee) : "";
  return !/\.from_?[cC]fn/.test(name) && ofElsewhere.test(constructs.importedClass(construct.made) ?? "");
}

/** The resources that a policy of their own names: `new BucketPolicy(this, "P", { bucket }).document`. */
function resourcesOf(reading: CdkReading, object: SyntaxNode): readonly string[] {
  const member = reading.file.language.member(reading.file.tree, object);
  const { base, path } =
    member?.key === "document" ? reading.file.resolve(member.object) : { base: object, path: [""] };
  if (path.length > 0 || !policies.test(reading.constructs.classOf(base) ?? "")) return [];
  const { of } = reading.constructs.propertiesOf(base);
  const list = of.get("bucket") ?? of.get("queues") ?? of.get("topics");
  return list ? reading.itemsOf(list).map((one) => reading.nameOf(one)) : [];
}

function asOf(one: ReadPolicy, label: string): readonly ReadPolicy[] {
  const { policyType: _, principal: __, ...place } = one.policy.place;
  const policy = readPolicy(one.policy.node, { ...place, policyType: "resource", label, isAdded: true });
  return policy ? [{ ...one, policy }] : [one];
}
