/** What AWS CDK allows beside what a program writes as policies and grants: event sources, targets, properties of functions, and what changes a template behind its back. */
import type { CodeFile } from "../code/code-file";
import { type Effect, effectOfClass, propertyEffects } from "../knowledge/cdk-effects";
import type { GrantMethod } from "../knowledge/cdk-grants";
import { eventSourceGrants } from "../knowledge/cdk-grants";
import { camelCase } from "../locate/code/letter-case";
import type { Place } from "../policy/model";
import { readPolicy } from "../policy/read";
import { type Form, isCode } from "../source/forms";
import { unknown } from "../source/intrinsics";
import type { Source } from "../source/source";
import { childOf, nodeAt, partsOf, type SyntaxNode } from "../source/syntax-tree";
import { contains, type Span, spanOf } from "../text";
import { type Construct, type Constructs } from "../units/cdk/constructs";
import { cdkName } from "../units/cdk/declarations";
import { grantedOn } from "../units/cdk/role-policies";
import { madePolicy } from "../units/made-policy";
import type { ObjectNode, TextPart, ValueNode } from "../value";
import { unreadPolicy } from "./attachments";
import { Attaching } from "./cdk-attaching";
import { CdkBoundaries } from "./cdk-boundaries";
import { type Calls, callsIn } from "./cdk-given";
import { handedOn } from "./cdk-handed-on";
import { Origins } from "./cdk-origins";
import { cdkFileOf, constructsOf, isOfCdk } from "./cdk-program";
import { StateMachines } from "./cdk-state-machines";
import { asWritten, conditional, isInBranch } from "./grants";
import { policyOfLetIn } from "./let-in";
import type { ChangedDocument, ReadPolicy } from "./subject";

const words =
  /[eE]ventSource|[oO]verride|Aspects\b|[pP]ermissions_?[bB]oundary|auto_?[dD]elete|[tT]argets?\b|[sS]ubscription|Destination|Integration|[tT]racing|\bvpc\b|[iI]nsights|[dD]ead_?[lL]etter|\bon_?(?:[fF]ailure|[sS]uccess)|filesystem|[cC]ustom_?[rR]esource|add_?[tT]o_?\w{0,20}[pP]olicy|addStatements|add_statements|[iI]nline_?[pP]olicy|[mM]anaged_?[pP]olic|default_?[cC]hild|\bCfn[A-Z]|step_?functions|S3(?:Bucket)?Origin|FunctionUrlOrigin|[rR]ole\b/;

/** Whether a document may have any; the test is cheap. */
export function mayAct(form: Form, text: string): boolean {
  return isCode(form) && isOfCdk(text) && words.test(text);
}

/** @param read what the document has as policies */
export function effectsIn(
  source: Source,
  document: ChangedDocument,
  read: readonly ReadPolicy[],
): readonly ReadPolicy[] {
  const file = mayAct(source.form, source.text) ? cdkFileOf(source) : null;
  if (!file) return [];
  const effects = new Effects(file, constructsOf(file, source), document, read);
  for (const node of file.tree.nodes) effects.of(node);
  return effects.found;
}

/** Methods with which a statement or policy is added. */
const adding =
  /^(?:addTo(?:Role|Principal|TaskRole|ExecutionRole|Resource)?Policy|addStatements|attachInlinePolicy|addManagedPolicy)$/;
const overriding = /^add(?:Property)?(?:Deletion)?Override$/;
/** What a template says of somebody's access, by the last part of a path or the name of a property. */
const ofAccess =
  /polic|principal|role|statement|permission|public|auth|condition|access|boundary|assume|action|resource|effect|grant|managed|^type$/i;
/** The L1 constructs that are about nothing else. */
const ofPolicies = /\bCfn(?:\w*Policy|Role|User|Group|Permission|Url)\b/;
const assigned =
  /^(?:managedPolicyArns|policies|policyDocument|assumeRolePolicyDocument|permissionsBoundary|keyPolicy|resourcePolicy|repositoryPolicyText|fileSystemPolicy|accessControl|publicAccessBlockConfiguration|authType|principal|roles|users|groups)$/;
/** Programs of projen write files of a project, whose overrides are none of a template. */
const ofProjen = /(?:\bfrom |\brequire\()["']projen["'/]/;
/** Aspects that only look (cdk-nag), or write tags. */
const looking = /Checks$|^Tags?$|Nag/;

class Effects {
  readonly found: ReadPolicy[] = [];
  private readonly boundaries: CdkBoundaries;
  private readonly stateMachines: StateMachines;
  private readonly origins: Origins;

  constructor(
    private readonly file: CodeFile,
    private readonly constructs: Constructs,
    private readonly document: ChangedDocument,
    private readonly read: readonly ReadPolicy[],
  ) {
    this.boundaries = new CdkBoundaries(new Attaching(file, constructs));
    this.stateMachines = new StateMachines(file, constructs, document, (one) => this.nameOf(one));
    this.origins = new Origins(file, constructs, document, (one) => this.nameOf(one));
  }

  of(node: SyntaxNode): void {
    const before = this.found.length;
    if (/^(?:assignment_expression|assignment)$/.test(node.type)) this.assignment(node);
    else if (/^(?:call_expression|call|new_expression)$/.test(node.type)) {
      this.call(node);
      this.made(node);
    }
    if (this.found.length === before || !isInBranch(node)) return;
    for (let at = before; at < this.found.length; at++) {
      const one = this.found[at]!;
      this.found[at] = { ...one, policy: conditional(one.policy) };
    }
  }

  private call(node: SyntaxNode): void {
    for (const one of handedOn(this.file, this.constructs, node))
      this.unread(node, { policyType: "identity", label: this.nameOf(one) });
    const callee = childOf(node, "function");
    const member = callee && this.file.language.member(this.file.tree, callee);
    if (!member) return;
    const name = camelCase(member.key);
    const [first] = this.given(node);
    const holder = this.nameOf(member.object);
    if (name === "addEventSource" && first) return this.eventSource(first, holder);
    if (overriding.test(name)) return this.override(node, member.object, holder);
    if (name === "add" && /(?:^|\.)Aspects\.of\(/.test(this.file.text(member.object)) && first)
      return this.aspect(node, first);
    if (/^(?:apply|clear)$/.test(name) && /(?:^|\.)PermissionsBoundary\.of\(/.test(this.file.text(member.object)))
      return name === "clear" || this.boundaries.isOpen(node) ? this.eitherWay(node, "PermissionsBoundary") : undefined;
    if (/^fromSdkCalls$/.test(name)) return this.sdkCalls(node);
    if (adding.test(name))
      for (const one of this.given(node))
        this.added(one, name === "addToResourcePolicy" ? "resource" : "identity", holder);
  }

  /** A statement or policy of which nothing was read. */
  private added(given: SyntaxNode, policyType: Place["policyType"], holder: string): void {
    const { base } = this.file.resolve(given);
    const own = [spanOf(given), spanOf(base)];
    const isRead = this.read.some(({ at, policy }) =>
      own.some(
        (one) =>
          contains(one, at) ||
          contains(at, one) ||
          policy.statements.some(({ node }) => contains(one, node.span) || contains(node.span, one)),
      ),
    );
    if (isRead || this.isNamed(base) || this.isReadInFunction(base)) return;
    this.unread(given, { policyType, label: holder });
  }

  /** What a function of the file gives, and is read there. */
  private isReadInFunction(call: SyntaxNode): boolean {
    if (!/^call/.test(call.type)) return false;
    const calls = callsIn(this.file);
    return calls
      .functionsOf(call)
      .some((node) =>
        this.read.some(
          ({ at, policy: { place } }) =>
            contains(spanOf(node), at) && !place.isList && isReturnedAt(this.file, at, calls),
        ),
      );
  }

  /** A policy that is read where it is made, or that is a parameter. */
  private isNamed(base: SyntaxNode): boolean {
    const callee = childOf(base, "constructor") ?? childOf(base, "function");
    const name = callee ? this.file.name(callee) : "";
    return /(?:^|\.)(?:Managed)?Policy(?:\.from\w{1,60})?$/.test(name) || /managed_?policy/i.test(name);
  }

  private override(node: SyntaxNode, object: SyntaxNode, holder: string): void {
    if (ofProjen.test(this.file.tree.text)) return;
    const [path] = this.given(node);
    const written = path && this.file.language.literal(this.file.tree, this.file.resolve(path).base)?.text;
    if (written !== undefined && written !== null && !ofAccess.test(written) && !this.isOfPolicies(object)) return;
    if (/^(?:Properties\.)?(?:Tags|Description|RoleName|Environment|MemorySize|Timeout)\b/.test(written ?? "")) return;
    this.eitherWay(node, holder);
  }

  private isOfPolicies(object: SyntaxNode): boolean {
    return ofPolicies.test(`${this.file.text(object)} ${this.file.text(this.file.resolve(object).base)}`);
  }

  /** `cfnRole.managedPolicyArns = […]` */
  private assignment(node: SyntaxNode): void {
    const left = childOf(node, "left");
    const member = left && this.file.language.member(this.file.tree, left);
    if (!member || member.object.type === "this" || this.file.text(member.object) === "self") return;
    if (!assigned.test(camelCase(member.key))) return;
    if (!this.isOfTemplate(member.object)) return;
    this.eitherWay(node, this.nameOf(member.object));
  }

  /** An L1 construct, or what a construct has of one. */
  private isOfTemplate(object: SyntaxNode): boolean {
    const { base, path } = this.file.resolve(object);
    const callee = childOf(base, "constructor") ?? childOf(base, "function");
    const written = `${this.file.text(object)} ${callee ? this.file.text(callee) : ""} ${path.join(".")}`;
    return /\bCfn[A-Z]|default_?[cC]hild/.test(written);
  }

  private aspect(node: SyntaxNode, given: SyntaxNode): void {
    const { base } = this.file.resolve(given);
    const callee = childOf(base, "constructor") ?? childOf(base, "function");
    if (callee && looking.test(this.file.ownName(callee))) return;
    this.eitherWay(node, "Aspects");
  }

  /** `AwsCustomResourcePolicy.fromSdkCalls({ resources })`: the calls of the resource stand beside it. */
  private sdkCalls(node: SyntaxNode): void {
    const label = "AwsCustomResource";
    this.unread(node, { policyType: "identity", label });
    const list = node.parent?.parent;
    for (const { key, value } of (list && this.file.entries(list)) ?? [])
      if (key !== null && /^on_?(?:create|update|delete)$/i.test(key))
        this.unread(value, { policyType: "identity", label });
  }

  private made(node: SyntaxNode): void {
    const callee = childOf(node, "constructor") ?? childOf(node, "function");
    const name = callee && cdkName(this.file, callee);
    if (this.boundaries.isOpen(node)) this.limiting(node);
    if (!name) return callee ? this.ofOthers(node, callee) : undefined;
    const effect = effectOfClass(name);
    if (effect) this.effect(node, effect);
    this.found.push(...this.stateMachines.allowedBy(node, name), ...this.origins.allowedBy(node, name));
    const byProperty = propertyEffects(name);
    if (!byProperty) return;
    const { of } = this.constructs.propertiesOf(node);
    const own = this.constructs.variableOf(node) ?? this.idOf(node);
    for (const [property, said] of Object.entries(byProperty)) {
      const value = of.get(property);
      if (!value || /^(?:false|False|None|undefined)$/.test(this.file.text(value))) continue;
      if (said.unless?.test(this.file.text(value)) || (said.withoutRole && of.has("role"))) continue;
      const holder = this.roleOf(of) ?? own;
      if (said.kind === "events") for (const one of this.itemsOf(value)) this.eventSource(one, holder);
      else if (said.kind === "actions")
        this.allowed(value, holder, said.actions, said.on === "it" ? this.arnOf(value) : [said.on]);
      else if (said.kind === "bucket") this.deletes(value, own);
      else this.unread(value, { policyType: "identity", label: holder });
    }
  }

  /** A function of a library, or of the program, that is a subclass of CDK's: it takes its events as that does. */
  private ofOthers(node: SyntaxNode, callee: SyntaxNode): void {
    if (!/(?:Lambda|Function)$/.test(this.file.ownName(callee))) return;
    const { of } = this.constructs.propertiesOf(node);
    const events = of.get("events");
    if (!events) return;
    const holder = this.roleOf(of) ?? this.constructs.variableOf(node) ?? this.idOf(node);
    for (const one of this.itemsOf(events)) this.eventSource(one, holder);
  }

  /** What a construct of others, or a stack, is given as a boundary for roles that are not seen. */
  private limiting(node: SyntaxNode): void {
    const value = this.constructs.propertiesOf(node).of.get("permissionsBoundary");
    if (value) this.eitherWay(value, this.constructs.variableOf(node) ?? this.idOf(node));
  }

  private roleOf(of: ReadonlyMap<string, SyntaxNode>): string | null {
    const role = of.get("role");
    return role ? this.nameOf(role) : null;
  }

  private itemsOf(list: SyntaxNode): readonly SyntaxNode[] {
    const { base } = this.file.resolve(list);
    return base.type === "array" || base.type === "list" ? partsOf(base).filter(({ named }) => named) : [list];
  }

  private eventSource(expression: SyntaxNode, holder: string): void {
    const { base } = this.file.resolve(expression);
    const callee = childOf(base, "constructor") ?? childOf(base, "function");
    const grants = eventSourceGrants[callee ? this.file.ownName(callee) : ""];
    const [source] = this.given(base);
    const construct = source ? this.constructs.at(source) : null;
    const place: Place = { policyType: "identity", label: holder };
    if (!grants || (grants.length > 0 && !construct?.kind)) return this.unread(base, place, expression);
    if (construct && grants.length > 0) this.granted(construct, grants, holder, expression);
    if (grants.length === 0 && callee) this.invoked(holder, callee, source, expression);
  }

  /** A service that calls a function, or sends to a queue or topic. */
  private effect(node: SyntaxNode, { service, actions, argument, property }: Effect): void {
    const given =
      property === undefined ? this.given(node)[argument] : this.constructs.propertiesOf(node).of.get(property);
    if (actions === null && this.hasRole(node)) return;
    if (actions === null || !given) return this.unread(node, { policyType: "identity", label: service });
    this.letIn(this.nameOf(given), service, actions, node);
  }

  /** What runs as a role that it is given gets none. */
  private hasRole(node: SyntaxNode): boolean {
    return this.file.argumentsOf(node).some((one) => {
      if (one.type === "keyword_argument") return this.file.text(childOf(one, "name") ?? one) === "role";
      return this.file.entries(one)?.some(({ key }) => /^(?:role|eventRole)$/.test(key ?? "")) ?? false;
    });
  }

  private invoked(holder: string, callee: SyntaxNode, source: SyntaxNode | undefined, at: SyntaxNode): void {
    const service = /^(\w+?)EventSource/.exec(this.file.ownName(callee))?.[1]?.toLowerCase() ?? "";
    const from = source ? this.nameOf(source) : null;
    this.letIn(holder, `${service === "api" ? "apigateway" : service}.amazonaws.com`, invoking, at, from);
  }

  private letIn(
    label: string,
    service: string,
    actions: readonly string[],
    node: SyntaxNode,
    from: string | null = null,
  ): void {
    const at = spanOf(node);
    const policy = policyOfLetIn(
      {
        label,
        principal: ["Service", service],
        actions,
        resources: [[{ name: label }]],
        from: from === null ? null : { name: from },
      },
      at,
    );
    this.found.push({ policy, document: this.document, at });
  }

  private deletes(value: SyntaxNode, label: string): void {
    if (!/^[tT]rue$/.test(this.file.text(value))) return this.unread(value, { policyType: "identity", label });
    const arn: readonly TextPart[] = [{ name: `${label}.bucketArn` }];
    this.allowed(value, `${label} autoDeleteObjects`, deletesObjects, arn, [...arn, "/*"]);
  }

  private granted(construct: Construct, grants: readonly GrantMethod[], holder: string, at: SyntaxNode): void {
    const policy = madePolicy(grantedOn(asWritten(construct), grants), spanOf(at), holder);
    this.found.push({ policy, document: this.document, at: spanOf(at) });
  }

  private allowed(node: SyntaxNode, label: string, actions: readonly string[], ...on: (readonly TextPart[])[]): void {
    const policy = madePolicy([{ actions, resources: on }], spanOf(node), label);
    this.found.push({ policy, document: this.document, at: spanOf(node) });
  }

  private arnOf(expression: SyntaxNode): readonly TextPart[] {
    const construct = this.constructs.at(expression);
    const [arn] = construct?.kind
      ? grantedOn(asWritten(construct), [{ actions: [], on: [""] }]).flatMap(({ resources }) => resources)
      : [];
    return arn ?? [{ name: this.file.text(expression).slice(0, longestName) }];
  }

  private unread(node: SyntaxNode, place: Place, at: SyntaxNode = node): void {
    const span: Span = spanOf(node);
    this.found.push({
      ...unreadPolicy({ span }, place, this.document),
      at: spanOf(at),
    });
  }

  /** What may allow something, and may as well keep something back: nobody knows what it comes to, nor what its end does. */
  private eitherWay(node: SyntaxNode, label: string): void {
    const span = spanOf(node);
    const entry = (key: string, value: ValueNode) => ({ key, keySpan: span, value });
    const open: ValueNode = unknown(span);
    const statement: ObjectNode = { kind: "object", span, entries: [entry("Effect", open), entry("Action", open)] };
    const root: ObjectNode = { kind: "object", span, entries: [entry("Statement", statement)] };
    const policy = readPolicy(root, { policyType: "identity", label });
    if (policy) this.found.push({ policy, document: this.document, at: span, isUnread: true });
  }

  private given(call: SyntaxNode): readonly SyntaxNode[] {
    return this.file.argumentsOf(call).map((one) => (one.type === "keyword_argument" && childOf(one, "value")) || one);
  }

  private idOf(node: SyntaxNode): string {
    const id = this.file.argumentsOf(node)[1];
    return (id && this.constructs.textOf(id)) ?? this.file.text(node).slice(0, longestName);
  }

  /** How the file calls it, and of the role of a function the function. */
  private nameOf(expression: SyntaxNode): string {
    const written = this.file.text(expression).replace(/\s+/g, "");
    const own = /^\(*([\w.]+?)[!?]?\.(?:role[!?]?\.)?node\.default_?[cC]hild/.exec(written)?.[1];
    const root = own ?? written.replace(/[!?]?\.role[!?]?$/, "");
    return (own === undefined && this.constructs.at(expression)?.written) || root.slice(0, longestName);
  }
}

function isReturnedAt(file: CodeFile, at: Span, calls: Calls): boolean {
  const node = nodeAt(file.tree, at);
  return node !== null && calls.isReturned(node);
}

/** aws-cdk-lib/aws-s3: what the provider of `autoDeleteObjects` may do (`Bucket.enableAutoDeleteObjects`). */
const deletesObjects = ["s3:PutBucketPolicy", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*"];
const invoking = ["lambda:InvokeFunction"];
const longestName = 100;
