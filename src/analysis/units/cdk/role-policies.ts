/** The policies of a role in a file of AWS CDK, as its statements, grants and properties make them. */
import type { ManagedPolicies } from "../../../catalog/managed-policies";
import type { GrantMethod } from "../../knowledge/cdk-grants";
import { documentAround } from "../../locate/document-around";
import type { LocatedPolicy } from "../../locate/located";
import { documentOf } from "../../managed/judgement";
import { readPolicy } from "../../policy/read";
import { listNode } from "../../source/made-values";
import { ancestorOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { Span } from "../../text";
import type { TextPart } from "../../value";
import { joined } from "../declared-names";
import { madePolicy, type MadeStatement } from "../made-policy";
import type { RolePolicy } from "../unit";
import { arnOf } from "./attributes";
import type { Construct } from "./constructs";
import { cdkName } from "./declarations";
import { type NamedCode, namedValue } from "./named-values";

/** What is read of a file, whatever the role. */
export interface AppReading extends NamedCode {
  readonly located: readonly LocatedPolicy[];
  readonly managed: ManagedPolicies;
}

export class RolePolicies {
  readonly policies: RolePolicy[] = [];
  doubt: string | null = null;
  isLimited = false;
  hasOtherUsers = false;

  constructor(private readonly reading: AppReading) {}

  isUnknown(why: string): void {
    this.doubt ??= why;
  }

  /** By a permissions boundary. */
  limited(): void {
    this.isLimited = true;
    this.isUnknown("a permissions boundary limits it");
  }

  /** A managed policy of AWS by its name, which may have a path before it. */
  awsManaged(name: string): void {
    const policy = this.reading.managed.policy(name.slice(name.lastIndexOf("/") + 1));
    const document = policy && documentOf(policy);
    if (document) this.policies.push({ policy: document, located: null });
    else this.isUnknown("a managed policy of it is not known");
  }

  /** `ManagedPolicy.fromAwsManagedPolicyName("…")`. */
  managedPolicy(expression: SyntaxNode): void {
    const { file } = this.reading.constructs;
    const { base } = file.resolve(expression);
    const callee = childOf(base, "function");
    const name = callee && cdkName(file, callee);
    const [given] = file.argumentsOf(base);
    const text = given && this.reading.constructs.textOf(given);
    if (text && /^iam\.ManagedPolicy\.from_?aws_?managed_?policy_?name$/i.test(name ?? "")) this.awsManaged(text);
    else this.isUnknown("a managed policy of it is not known");
  }

  /** What a method allows on a construct. */
  granted(construct: Construct, methods: readonly GrantMethod[], at: Span): void {
    const statements = grantedOn(construct, methods);
    if (statements.length > 0) this.policies.push({ policy: madePolicy(statements, at), located: null });
  }

  allowed(actions: readonly string[], at: Span): void {
    this.policies.push({ policy: madePolicy([{ actions, resources: [["*"]] }], at), located: null });
  }

  /** On what CDK chooses, makes or is given by a property: which of them it is, is not known. */
  allowedSomewhere(actions: readonly string[], name: string, at: Span): void {
    this.policies.push({ policy: madePolicy([{ actions, resources: [[{ name }]] }], at), located: null });
  }

  /** A `PolicyStatement`, or what else becomes one. */
  statement(expression: SyntaxNode): void {
    const value = namedValue(this.reading, expression);
    if (value.kind !== "object") return this.isUnknown("a statement of it cannot be read");
    const root = documentAround(listNode(value.span, [value]));
    const policy = readPolicy(root, { policyType: "identity" });
    if (!policy) return this.isUnknown("a statement of it cannot be read");
    if (!policy.complete || policy.statements.some((one) => !one.complete))
      this.isUnknown("a statement of it cannot be read");
    this.policies.push({ policy, located: this.locatedAt(value.span) });
  }

  statements(expression: SyntaxNode): void {
    const { base } = this.reading.constructs.file.resolve(expression);
    if (base.type !== "array" && base.type !== "list") return this.isUnknown("statements of it cannot be read");
    for (const one of base.children.filter(({ named, type }) => named && type !== "comment")) this.statement(one);
  }

  /** A `PolicyDocument`. */
  document(expression: SyntaxNode): void {
    const value = namedValue(this.reading, expression);
    const policy = value.kind === "object" ? readPolicy(value, { policyType: "identity" }) : null;
    if (!policy) return this.isUnknown("a policy of it cannot be read");
    if (!policy.complete || policy.statements.some((one) => !one.complete))
      this.isUnknown("a policy of it cannot be read");
    this.policies.push({ policy, located: this.locatedAt(value.span) });
  }

  private locatedAt({ start, end }: Span): LocatedPolicy | null {
    const { located } = this.reading;
    return (
      located.find(({ root }) => root.span.start <= start && end <= root.span.end) ??
      located.find(({ root }) => start <= root.span.start && root.span.end <= end) ??
      null
    );
  }
}

/** What methods allow on a construct; nothing on one of an unknown class. @param own its ARN, where that is not made of its name */
export function grantedOn(
  { kind, name }: Construct,
  methods: readonly GrantMethod[],
  own?: readonly TextPart[],
): readonly MadeStatement[] {
  if (!kind) return [];
  return methods.map(({ actions, on, pattern }) => {
    const arn = pattern === undefined ? (own ?? arnOf(kind, name)) : arnOf({ pattern }, name);
    return { actions, resources: on.map((behind) => (behind === "*" ? ["*"] : joined([...arn, behind]))) };
  });
}

/** Whether what stands at a node happens whenever what stands at another does, and as often. */
export function isCertainWith(node: SyntaxNode, other: SyntaxNode, loops: ReadonlySet<SyntaxNode>): boolean {
  for (let at = branchAround(node); at; at = branchAround(at)) {
    if (loops.has(at)) continue;
    if (!(at.start <= other.start && other.end <= at.end)) return false;
  }
  return true;
}

function branchAround(node: SyntaxNode): SyntaxNode | null {
  return ancestorOf(
    node,
    ...["if_statement", "else_clause", "elif_clause", "for_statement", "for_in_statement", "while_statement"],
    ...["ternary_expression", "conditional_expression", "switch_case", "catch_clause", "try_statement"],
    ...["arrow_function", "function_expression", "function_declaration", "method_definition", "function_definition"],
    ...["lambda", "statement_block", "with_statement", "binary_expression"],
  );
}
