/** Grants of AWS CDK (`bucket.grantRead(job)`) as policies of whom they are given to. */
import { type CodeFile, readCode } from "../code/code-file";
import { camelCase } from "../locate/code/letter-case";
import type { Policy, Statement } from "../policy/model";
import { readPolicy } from "../policy/read";
import { type Form, isCode } from "../source/forms";
import { textNode } from "../source/intrinsics";
import type { Source } from "../source/source";
import { ancestorOf, childOf, type SyntaxNode } from "../source/syntax-tree";
import { contains, spanOf } from "../text";
import { type Construct, Constructs } from "../units/cdk/constructs";
import { grantedOn } from "../units/cdk/role-policies";
import { madePolicy } from "../units/made-policy";
import type { ObjectNode, ValueNode } from "../value";
import type { ChangedDocument, ReadPolicy } from "./subject";

const ofCdk = /aws-cdk|aws_cdk|awscdk|Amazon\.CDK/;
/** `grant` by itself names its actions, and is read where it stands, as is what opens a bucket to everybody. */
const method = /^grant[A-Z](?!ublicAccess)/;
const branches = [
  ...["if_statement", "elif_clause", "else_clause", "ternary_expression", "conditional_expression", "switch_case"],
  ...["case_clause", "if_expression", "switch_section", "switch_block_statement_group"],
];
const longestName = 100;

/** Whether a document may have any; the test is cheap. */
export function mayGrant(form: Form, text: string): boolean {
  return isCode(form) && /\.[gG]rant/.test(text) && ofCdk.test(text);
}

/** A policy for each grant; of one that is not known it is not known what it allows. */
export function grantsIn(source: Source, document: ChangedDocument): readonly ReadPolicy[] {
  const { form, text } = source;
  const file = isCode(form) && mayGrant(form, text) ? readCode(source.syntax(form), form) : null;
  if (!file) return [];
  const isPython = form === "python";
  const constructs = isPython || /^(?:javascript|typescript|tsx)$/.test(form) ? new Constructs(file, isPython) : null;
  return file.tree.nodes.flatMap((node): ReadPolicy[] => {
    const grant = grantAt(file, node);
    if (!grant) return [];
    const policy = policyOf(grant, file, constructs);
    return [{ policy: isInBranch(node) ? conditional(policy) : policy, document, at: spanOf(node) }];
  });
}

/** The policies with those of the grants; actions that a grant is given are no list for something else. */
export function withGrants(policies: readonly ReadPolicy[], grants: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const own = policies.filter(({ policy, at }) => !policy.place.isList || !grants.some((one) => contains(one.at, at)));
  return [...own, ...grants];
}

interface Grant {
  readonly call: SyntaxNode;
  readonly method: string;
  readonly of: SyntaxNode;
  readonly given: readonly SyntaxNode[];
}

function grantAt(file: CodeFile, call: SyntaxNode): Grant | null {
  if (!/call|invocation/.test(call.type)) return null;
  const { language, tree } = file;
  const callee = childOf(call, "function");
  const member = callee && language.member(tree, callee);
  const known = member ? { name: member.key, of: member.object, given: file.argumentsOf(call) } : callOf(file, call);
  if (!known?.of) return null;
  const name = camelCase(known.name);
  const own = name.slice(0, 1).toLowerCase() + name.slice(1);
  return method.test(own) ? { call, method: own, of: known.of, given: known.given } : null;
}

function callOf({ language, tree }: CodeFile, node: SyntaxNode) {
  const call = language.call?.(tree, node);
  return call ? { name: call.name, of: call.of, given: call.arguments.map(({ value }) => value) } : null;
}

function policyOf({ call, method, of, given }: Grant, file: CodeFile, constructs: Constructs | null): Policy {
  const [first] = given;
  const to = first ? (childOf(first, "value") ?? first) : null;
  const written = to ? shortText(file, to) : "";
  const holder = (to && constructs?.at(to)?.written) ?? written;
  const construct = constructs?.at(of) ?? null;
  // What is only for some objects is not known.
  const grants = construct?.kind && given.length === 1 ? construct.kind.grants[method] : undefined;
  if (construct && grants?.length) return madePolicy(grantedOn(asWritten(construct), grants), spanOf(call), holder);
  const span = spanOf(call);
  const open = (name: string): ValueNode => textNode(span, [{ name }]);
  const entry = (key: string, value: ValueNode) => ({ key, keySpan: span, value });
  const on = shortText(file, of);
  const all = given.map((one) => shortText(file, one)).join();
  const statement: ObjectNode = {
    kind: "object",
    span,
    entries: [
      entry("Effect", { kind: "string", span, value: "Allow" }),
      entry("Action", open(`${on}.${method}(${all})`)),
      entry("Resource", open(on)),
    ],
  };
  const root: ObjectNode = { kind: "object", span, entries: [entry("Statement", statement)] };
  return readPolicy(root, { policyType: "identity", label: holder })!;
}

/** Which of several of one name it is, the order of the file decides: that is no difference. */
function asWritten(construct: Construct): Construct {
  const { key, written, name } = construct;
  const parts = name.map((part) =>
    typeof part !== "string" && part.name.startsWith(`${key}.`)
      ? { name: written + part.name.slice(key.length) }
      : part,
  );
  return { ...construct, name: parts };
}

function shortText(file: CodeFile, node: SyntaxNode): string {
  return file.text(node).replace(/\s+/g, "").slice(0, longestName);
}

/** The app decides whether it is given. */
function isInBranch(node: SyntaxNode): boolean {
  return ancestorOf(node, ...branches) !== null;
}

function conditional(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.map((one): Statement => ({ ...one, conditional: true })) };
}
