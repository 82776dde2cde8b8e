/** Grants of AWS CDK (`bucket.grantRead(job)`) as policies of whom they are given to. */
import { type CodeFile, readCode } from "../../code/code-file";
import type { CdkConstruct, GrantMethod } from "../../knowledge/cdk-grants";
import { valuesWithImports } from "../../locate/code/imported-values";
import { literalsOf } from "../../locate/code/literals";
import type { CodeValues } from "../../locate/code/values";
import type { Policy, Statement } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { shortName } from "../../short-name";
import { type Form, isCode } from "../../source/forms";
import { unknown } from "../../source/intrinsics";
import { entryFor, objectOf } from "../../source/made-values";
import type { Source } from "../../source/source";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { contains, spanOf } from "../../text";
import type { Construct, Constructs } from "../../units/cdk/constructs";
import { grantedOn } from "../../units/cdk/role-policies";
import { joined } from "../../units/declared-names";
import { madePolicy, type MadeStatement } from "../../units/made-policy";
import type { ObjectNode, TextPart, ValueNode } from "../../value";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { eachOf, type Grant, grantAt, isOwnMethod, method, methodName } from "./grant-calls";
import { shortText, type Taken, textOf } from "./looped";
import { conditional, isInBranch, openPolicy } from "./open-policies";
import { constructsOf, isCdkForm, isOfCdk } from "./program";

const anAction = /^[a-z0-9-]{2,40}:(?:\*|[A-Z][\w*]*)$/;

/** Whether a document may have any; the test is cheap. */
export function mayGrant(form: Form, text: string): boolean {
  return isCode(form) && /(?:\.|\[["'])[gG]rant/.test(text) && isOfCdk(text);
}

/** A policy for each grant; of one that is not known it is not known what it allows. */
export function grantsIn(source: Source, document: ChangedDocument): readonly ReadPolicy[] {
  const { form, text } = source;
  const file = isCode(form) && mayGrant(form, text) ? readCode(source.syntax(form), form) : null;
  if (!file) return [];
  const isPython = form === "python";
  const constructs = isCdkForm(form) ? constructsOf(file, source) : null;
  const values = constructs && valuesWithImports(file, literalsOf[isPython ? "python" : "typescript"], source);
  return file.tree.nodes.flatMap((node): ReadPolicy[] => {
    const grant = grantAt(file, node);
    if (!grant) return namedGrant(file, node, constructs, document);
    const each = eachOf(grant, file);
    const isTaken = each.some(({ of, to }) => of.node !== grant.of.node || to?.node !== grant.to?.node);
    return each.flatMap((one): ReadPolicy[] => {
      if (isOwnMethod(one, file)) return [];
      const given = policyOf(one, file, constructs, values);
      const principal = given && values ? principalOf(one, file, values) : null;
      const construct = principal && constructAt(one.of, constructs);
      // CDK writes no policy for what is made elsewhere.
      if (construct && constructs?.isImported(construct) && construct.kind?.name !== "logGroupName") return [];
      const on = principal && (construct?.written ?? textOf(file, one.of));
      const policy = given && principal && on ? letIn(given, principal, on) : given;
      const read = policy && { policy: isInBranch(node) ? conditional(policy) : policy, document, at: spanOf(node) };
      // What the variable of the loop stands for is read.
      return read ? [isTaken ? { ...read, meanings: () => new Map() } : read] : [];
    });
  });
}

/** The policies with those of the grants; actions that a grant is given are no list for something else. */
export function withGrants(policies: readonly ReadPolicy[], grants: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const own = policies.filter(
    ({ policy, at }) =>
      !grants.some((one) =>
        policy.place.isList ? contains(one.at, at) : one.at.start === at.start && one.at.end === at.end,
      ),
  );
  return [...own, ...grants];
}

/** Those of which all that they allow is known. */
export function knownGrants(grants: readonly ReadPolicy[]): readonly ReadPolicy[] {
  return grants.filter(({ policy: { statements, complete } }) => {
    const isKnown = ({ action }: Statement) =>
      action?.complete === true && action.items.every(({ value }) => value !== null);
    return complete && statements.every(isKnown);
  });
}

/** A method that is handed on, `[bucket.grantRead, bucket.grantWrite]`: to whom it gives something is not known. */
function namedGrant(
  file: CodeFile,
  node: SyntaxNode,
  constructs: Constructs | null,
  document: ChangedDocument,
): ReadPolicy[] {
  const member = constructs && file.language.member(file.tree, node);
  if (!member || (node.field === "function" && /call/.test(node.parent?.type ?? ""))) return [];
  const name = methodName(member.key);
  if (!method.test(name) || !constructs.at(member.object)?.kind?.grants[name]) return [];
  const policy = openPolicy(shortText(file, node), shortText(file, member.object), spanOf(node));
  return [{ policy, document, at: spanOf(node) }];
}

/** Null for what is no grant of CDK. */
function policyOf(
  grant: Grant,
  file: CodeFile,
  constructs: Constructs | null,
  values: CodeValues | null,
): Policy | null {
  const { call, method, of, to, more } = grant;
  const holder = to ? (constructAt(to, constructs)?.written ?? textOf(file, to)) : "";
  const version = versionOf(of, method, file, constructs);
  if (version) return madePolicy(version, spanOf(call), holder);
  const construct = constructAt(of, constructs);
  const grants = construct?.kind ? methodsOf(construct.kind, method, more, file) : undefined;
  if (construct && grants?.length) {
    const [pattern] = construct.kind?.narrowed && values ? more : [];
    const said = grantedAsWritten(construct, grants);
    return madePolicy(pattern ? said.map((one) => onObjects(one, values!, pattern)) : said, spanOf(call), holder);
  }
  const on = method === "grant" ? construct?.kind?.grant : undefined;
  const given = on ? { on } : construct?.kind?.grantOn?.[method];
  if (method === "grant" || given) return namedActions(construct, given, grant, file, holder);
  const all = [...(to ? [textOf(file, to)] : []), ...more.map((one) => shortText(file, one))].join();
  return openPolicy(`${textOf(file, of)}.${method}(${all})`, textOf(file, of), spanOf(call), holder);
}

function constructAt({ node, behind }: Taken, constructs: Constructs | null): Construct | null {
  return (behind.length === 0 && constructs?.at(node)) || null;
}

/** The version of a function that may be called, whichever it is: `handler.currentVersion.grantInvoke(caller)`. */
function versionOf(
  { node, behind }: Taken,
  method: string,
  file: CodeFile,
  constructs: Constructs | null,
): readonly MadeStatement[] | null {
  const member = behind.length === 0 ? file.language.member(file.tree, file.language.unwrap(node)) : null;
  const [key, of] = member ? [member.key, member.object] : [behind.length === 1 ? behind[0]! : "", node];
  const construct = method === "grantInvoke" && /^current_?[vV]ersion$/.test(key) ? constructs?.at(of) : null;
  const grants = construct?.kind?.grants["grantInvokeLatestVersion"];
  if (!construct || !grants) return null;
  const onIt = grants.map(({ actions }): GrantMethod => ({ actions, on: [":"] }));
  return grantedAsWritten(construct, onIt).map(({ actions, resources }) => ({
    actions,
    resources: resources.map((all) => [...all, { name: `${construct.written}.${key}.version` }]),
  }));
}

/** Who is let in by a grant that names them in place: no role of the program has it, but the policy of the resource. */
function principalOf({ to }: Grant, file: CodeFile, values: CodeValues): ObjectNode["entries"] | null {
  const { base, path } = to?.behind.length === 0 ? file.resolve(to.node) : { base: null, path: [] };
  const callee = base && path.length === 0 ? calleeOf(base) : null;
  if (!base || !callee || !/[a-z]Principal$|^with_?[cC]onditions$/.test(file.ownName(callee))) return null;
  const span = spanOf(base);
  const who = values.value(base);
  const brought = values.principals.get(who);
  // Several, or what brings something that is not known.
  if (!brought) return [entryFor("Principal", unknown(span))];
  return objectOf(span, { Principal: who, Condition: brought.conditions ?? undefined }).entries;
}

/** What a grant allows, as the policy of the resource has it. */
function letIn({ node }: Policy, principal: ObjectNode["entries"], label: string): Policy {
  const statement = (one: ValueNode): ValueNode =>
    one.kind === "object" ? { ...one, entries: [...one.entries, ...principal] } : one;
  const entries = node.entries.map((entry) => {
    const { value } = entry;
    if (entry.key !== "Statement") return entry;
    return {
      ...entry,
      value: value.kind === "array" ? { ...value, items: value.items.map(statement) } : statement(value),
    };
  });
  return readPolicy({ ...node, entries }, { policyType: "resource", label, isAdded: true })!;
}

/** `table.grant(job, "dynamodb:GetItem")` */
function namedActions(
  construct: Construct | null,
  given: Omit<GrantMethod, "actions"> | undefined,
  { call, method, of, to, more }: Grant,
  file: CodeFile,
  holder: string,
): Policy | null {
  const actions = more
    .filter(({ type }) => type !== "keyword_argument")
    .map((one) => file.language.literal(file.tree, file.resolve(one).base)?.text ?? null);
  if (!given && !actions.some((one) => one !== null && anAction.test(one))) return null;
  const known = actions.filter((one) => one !== null);
  const [span, written] = [spanOf(call), textOf(file, of)];
  if (known.length < actions.length || known.length === 0) {
    const said = [...(to ? [textOf(file, to)] : []), ...more.map((one) => shortText(file, one))].join();
    return openPolicy(`${written}.${method}(${said})`, written, span, holder);
  }
  const statements =
    construct && given
      ? grantedAsWritten(construct, [{ ...given, actions: known }])
      : [{ actions: known, resources: [[{ name: written }]] }];
  return madePolicy(statements, span, holder);
}

/** What a method allows; undefined where it is not known. */
function methodsOf(
  { grants, narrowed }: CdkConstruct,
  method: string,
  more: readonly SyntaxNode[],
  file: CodeFile,
): readonly GrantMethod[] | undefined {
  const [only, ...others] = more;
  if (!only || /^(?:undefined|None)$/.test(file.text(only))) return grants[method];
  const name = childOf(only, "name");
  const isPattern = narrowed && (only.type !== "keyword_argument" || (name && file.text(name) === narrowed.argument));
  if (!isPattern || others.length > 0) return undefined;
  return grants[method]?.map((one) => ({
    ...one,
    on: one.on.map((on) => (on === narrowed.on ? `/${anyObject}` : on)),
  }));
}

/** Stands for the pattern of objects, which no name has. */
const anyObject = "\u0000";

/** A statement with the pattern that a grant is given for its objects, as far as that is written out. */
function onObjects(statement: MadeStatement, values: CodeValues, pattern: SyntaxNode): MadeStatement {
  const value = values.value(childOf(pattern, "value") ?? pattern);
  const written = shortName(values.file.text(pattern).replace(/\s+/g, " "), 100);
  const parts: readonly TextPart[] =
    value.kind === "string" ? [value.value] : value.kind === "template" ? value.parts : [{ name: written }];
  const filled = (part: TextPart): readonly TextPart[] => {
    if (typeof part !== "string" || !part.endsWith(anyObject)) return [part];
    return [part.slice(0, -1), ...parts];
  };
  return { ...statement, resources: statement.resources.map((all) => joined(all.flatMap(filled))) };
}

/** What methods allow on a construct, as the file calls that. */
export function grantedAsWritten(construct: Construct, methods: readonly GrantMethod[]): readonly MadeStatement[] {
  const { key, written, name, arn } = construct;
  // Which of several of one name it is, the order of the file decides: that is no difference.
  const asWritten = (parts: readonly TextPart[]) =>
    parts.map((part) =>
      typeof part !== "string" && part.name.startsWith(`${key}.`)
        ? { name: written + part.name.slice(key.length) }
        : part,
    );
  return grantedOn({ ...construct, name: asWritten(name) }, methods, arn && asWritten(arn));
}
