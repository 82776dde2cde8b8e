/** Statements that code adds to a policy that it does not write out: CDK's, and literals that are pushed onto a list. */
import type { CodeFile } from "../../code/code-file";
import type { Member } from "../../code/language";
import { choicesOf } from "../../policy/elements";
import type { Place } from "../../policy/model";
import { calleeOf, type SyntaxNode } from "../../source/syntax-tree";
import { childOf } from "../../source/syntax-tree";
import { type ArrayNode, childrenOf, entryOf, type ObjectNode, type ValueNode } from "../../value";
import { documentAround } from "../document-around";
import type { LocatedPolicy } from "../located";
import { nameOfMade } from "./made";
import { type CodeValues, openAt } from "./values";

export interface Lone {
  readonly root: ObjectNode;
  readonly place: Place;
}

/** The statements that stand in no policy, those of one list together. */
export function loneStatements(
  roots: readonly ValueNode[],
  policies: readonly LocatedPolicy[],
  values: CodeValues,
): Lone[] {
  const seen = new Set<ValueNode>();
  const mark = (node: ValueNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const inner of childrenOf(node)) mark(inner);
  };
  for (const { root } of policies) mark(root);
  const found: Lone[] = [];
  const visit = (node: ValueNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const first = node.kind === "array" ? node.items.find((item) => item.kind === "object") : node;
    if (first?.kind === "object" && isStatement(first, values)) {
      found.push(
        node.kind === "array" ? { root: documentAround(node), place: placeOfList(node, values) } : alone(first, values),
      );
      mark(node);
    } else for (const inner of childrenOf(node)) visit(inner);
  };
  for (const root of roots) visit(root);
  return found;
}

/** CDK's, or an object with an effect of IAM's and the other elements that a statement needs. */
function isStatement(node: ObjectNode, values: CodeValues): boolean {
  if (values.statements.has(node)) return true;
  const effect = entryOf(node, "Effect")?.value;
  const has = (...names: readonly string[]): boolean => names.some((name) => entryOf(node, name) !== undefined);
  const effects = effect ? choicesOf(effect).map((choice) => choice.node) : [];
  return (
    (effects.some((one) => one?.kind === "string" && /^(?:Allow|Deny)$/.test(one.value)) ||
      (effects.some((one) => one?.kind === "unknown") && namesAction(node))) &&
    has("Action", "NotAction") &&
    has("Resource", "NotResource", "Principal", "NotPrincipal")
  );
}

/** Where the effect is a parameter, as in an authorizer, the action tells. */
function namesAction(node: ObjectNode): boolean {
  const action = entryOf(node, "Action")?.value;
  const first = action?.kind === "array" ? action.items[0] : action;
  const resource = entryOf(node, "Resource")?.value;
  // An empty list is filled by whoever asks for the statement.
  const isBegun = resource?.kind === "array" && resource.items.length === 0;
  return !isBegun && first?.kind === "string" && /^[a-z0-9-]+:[\w*]+$/.test(first.value);
}

/** Other statements may stand beside one that is added by itself. */
function alone(statement: ObjectNode, values: CodeValues): Lone {
  const document = documentAround(statement);
  const made = values.statements.get(statement);
  const node = made?.call ?? values.nodeOf.get(statement);
  const root = node ? { ...document, entries: [...document.entries, openAt(node)] } : document;
  const place = made ? placeOfCall(made.call, statement, values) : {};
  // Some resources need not be named in their policy, and which one it is the code need not tell.
  const isImplied =
    made && place.policyType === "resource" && !entryOf(statement, "Resource") && !entryOf(statement, "NotResource");
  if (!isImplied) return { root, place };
  const open = { ...statement, entries: [...statement.entries, openAt(made.call)] };
  values.statements.set(open, made);
  return {
    root: { ...root, entries: root.entries.map((one) => (one.value === statement ? { ...one, value: open } : one)) },
    place,
  };
}

/** `new ManagedPolicy(this, 'Reader', { statements: […] })`. */
function placeOfList(list: ArrayNode, values: CodeValues): Place {
  for (let at = values.nodeOf.get(list)?.parent ?? null; at; at = at.parent) {
    const callee = childOf(at, "constructor") ?? (at.type === "call" ? childOf(at, "function") : null);
    if (!callee) continue;
    if (isInitial(list, at, values)) return placeOfMade(at, values);
    if (!/(?:^|\.)(?:Managed)?Policy$/.test(values.file.name(callee))) return {};
    const id = values.file.argumentsOf(at)[1];
    const label = id && values.value(id);
    return { policyType: "identity", ...(label?.kind === "string" && { label: label.value, principal: label.value }) };
  }
  return {};
}

/** `new Function(this, "F", { initialPolicy: […] })` */
function isInitial(list: ArrayNode, made: SyntaxNode, { file, nodeOf, usesCdk }: CodeValues): boolean {
  const entry = nodeOf.get(list)?.parent;
  const key = entry && (childOf(entry, "key") ?? childOf(entry, "name"));
  return usesCdk && key != null && /^initial_?[pP]olicy$/.test(file.text(key)) && made.end >= entry!.end;
}

/** By what the code calls what it makes, as if the statements were added to that. */
function placeOfMade(made: SyntaxNode, { file }: CodeValues): Place {
  const id = file.argumentsOf(made)[1];
  const constructId = id && file.language.literal(file.tree, id)?.text;
  const label = nameOfMade(file, made) ?? constructId;
  return label === undefined ? {} : { policyType: "identity", label, principal: label, isAdded: true, constructId };
}

/** `handler.addToRolePolicy(new PolicyStatement(…))`: what is added to one receiver applies together. */
function placeOfCall(call: SyntaxNode, statement: ObjectNode, values: CodeValues): Place {
  const member = receivedBy(call, values);
  if (!member) return {};
  const method = member.key.replaceAll("_", "").toLowerCase();
  const receiver = values.file.text(member.object).replace(ofItsRole, "");
  const maker = makerOf(member.object, values);
  if (method === "addtoresourcepolicy")
    return { policyType: "resource", label: receiver, isAdded: true, ...resourceOf(maker) };
  if (!/^addto(?:role|principal)?policy$/.test(method)) return {};
  // The endpoints of a VPC have this method too, and only there a statement says whom it is about.
  if (entryOf(statement, "Principal") && !/(?:Role|User|Group|Function)$/.test(maker))
    return { policyType: "resource", ...resourceOf(/endpoint/i.test(maker || receiver) ? "VpcEndpoint" : maker) };
  const constructId = constructIdOf(member.object, values);
  return { policyType: "identity", label: receiver, principal: receiver, isAdded: true, constructId };
}

/** What a function may do its role may do: `fn.role!` is the same as `fn`. */
const ofItsRole = /(?<!^(?:this|self))[!?]?\.role[!?]?$/;

function makesStatement(node: SyntaxNode, file: CodeFile): boolean {
  const made = file.call(node);
  return (
    made !== null &&
    (made.name === "NewPolicyStatement" ||
      (made.name === "new" && made.of !== null && file.ownName(made.of) === "PolicyStatement"))
  );
}

/** What gets the statement, and by which method. */
function receivedBy(call: SyntaxNode, values: CodeValues): Member | null {
  const { file } = values;
  let adding = givenOnce(call, values)?.parent ?? call.parent;
  // C# and Go make a statement of its properties.
  while (
    adding &&
    (/^(?:argument(?:s|_list)?|keyword_argument|unary_expression)$/.test(adding.type) || makesStatement(adding, file))
  )
    adding = adding.parent;
  const callee = adding && childOf(adding, "function");
  const member = callee && file.language.member(file.tree, callee);
  if (member || !adding) return member ?? null;
  const made = file.call(adding);
  return made?.of ? { object: made.of, key: made.name } : null;
}

/** Where a statement that a variable keeps is given to something: to one thing alone. */
function givenOnce(call: SyntaxNode, values: CodeValues): SyntaxNode | null {
  const { file } = values;
  const mutation = values.mutationOf(call);
  const owner = file.ownerOf(call);
  const all = owner?.path.length === 0 ? owner.binding.references : [];
  const given = mutation || all.length === 1 ? all.filter((one) => isArgument(one)) : [];
  return given.length === 1 ? given[0]! : null;
}

function isArgument({ parent }: SyntaxNode): boolean {
  return /^(?:arguments|argument_list)$/.test(parent?.type ?? "");
}

/** What makes the receiver: the class, or the method; '' where that cannot be told. */
function makerOf(receiver: SyntaxNode, { file }: CodeValues): string {
  const { base, path } = file.resolve(receiver);
  const maker = path.length === 0 ? calleeOf(base) : null;
  return maker ? file.ownName(maker) : "";
}

/** `R` of `const role = new Role(this, "R")`; undefined where that cannot be told. */
function constructIdOf(receiver: SyntaxNode, { file }: CodeValues): string | undefined {
  const { base, path } = file.resolve(receiver);
  const id = path.length === 0 && /^(?:new_expression|call)$/.test(base.type) ? file.argumentsOf(base)[1] : undefined;
  return id && file.language.literal(file.tree, id)?.text;
}

function resourceOf(maker: string): Pick<Place, "resourceType"> {
  return /Endpoint$/.test(maker)
    ? { resourceType: "AWS::EC2::VPCEndpoint" }
    : maker === "FileSystem"
      ? { resourceType: "AWS::EFS::FileSystem" }
      : {};
}
