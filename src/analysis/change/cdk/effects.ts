/** What AWS CDK allows beside what a program writes as policies and grants: event sources, targets, properties of functions, and what changes a template behind its back. */
import type { ManagedPolicies } from "../../../catalog/managed-policies";
import { type Effect, effectOfClass } from "../../knowledge/cdk-effects";
import { camelCase } from "../../locate/code/letter-case";
import { type Form, isCode } from "../../source/forms";
import type { Source } from "../../source/source";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { contains, spanOf } from "../../text";
import { cdkName } from "../../units/cdk/declarations";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { logsAccess } from "./access-logs";
import { Added } from "./added";
import { trustOf } from "./assumers";
import { mayAttachInBuilt } from "./attached-in-built";
import { allowedForBuilds } from "./builds";
import { Clusters, mayMakeClusters } from "./clusters";
import { Containers } from "./containers";
import { sdkCalls } from "./custom-resources";
import { allowedByAddedSource, allowedByDataSource } from "./data-sources";
import { allowedForSource } from "./event-sources";
import { type Handed, handedOn, integrated } from "./handed-on";
import { Libraries } from "./libraries";
import { shortText } from "./looped";
import { conditional, isInBranch, openPolicy } from "./open-policies";
import { Origins } from "./origins";
import { Overrides } from "./overrides";
import { cdkFileOf, constructsOf, isOfCdk } from "./program";
import { allowedAsync, allowedByEvents, allowedByProperties, deniedOnTopics } from "./properties";
import { lettingUseKey } from "./queue-keys";
import { CdkReading } from "./reading";
import { asksFunction, byRole, sentBy } from "./senders";
import { StateMachines } from "./state-machines";
import { allowedByTrail } from "./trails";
import { allowedByUse, isUse } from "./uses";

const words =
  /[eE]ventSource|[oO]verride|Aspects\b|[pP]ermissions_?[bB]oundary|auto_?[dD]elete|[tT]argets?\b|[sS]ubscription|Destination|Integration|[tT]racing|\bvpc\b|[iI]nsights|[dD]ead_?[lL]etter|\bon_?(?:[fF]ailure|[sS]uccess)|filesystem|[cC]ustom_?[rR]esource|add_?[tT]o_?\w{0,20}[pP]olicy|addStatements|add_statements|[iI]nline_?[pP]olicy|[mM]anaged_?[pP]olic|default_?[cC]hild|\bCfn[A-Z]|step_?functions|S3(?:Bucket)?Origin|FunctionUrlOrigin|[rR]ole\b|add_?[cC]ontainer|add_?[sS]ecret|ContainerDefinition|_?[sS]ecrets?_?[mM]anager|[tT]askImageOptions|task_image_options|[eE]nable_?[eE]xecute_?[cC]ommand|[eE]cs_?[pP]atterns|ecs-patterns|scheduler|codepipeline|CodePipelineSource|[pP]rovider\(|[dD]eployment\(|[aA]uthorizer|\b[pP]ipes\b|codebuild|[lL]ogs\b|[aA]ccess_?(?:[lL]ogs|[cC]ontrol)|[eE]nforce_?(?:SSL|ssl)|[eE]xecution\(|[tT]riggers?\b|Trail\(|DataSource\(|_data_source\(|assumed_?[bB]y|Polic(?:y|ies)\(/;

/** Whether a document may have any; the test is cheap. */
export function mayAct(form: Form, text: string): boolean {
  return isCode(form) && isOfCdk(text) && (words.test(text) || mayMakeClusters(form, text));
}

/** Whether a document may name policies of AWS itself without writing them as such; the test is cheap. */
export function mayNameManaged(form: Form, text: string): boolean {
  return mayAttachInBuilt(form, text) || mayMakeClusters(form, text);
}

/** @param read what the document has as policies @param managed null: nobody asks for what AWS itself has */
export function effectsIn(
  source: Source,
  document: ChangedDocument,
  read: readonly ReadPolicy[],
  managed: ManagedPolicies | null,
): readonly ReadPolicy[] {
  const file = mayAct(source.form, source.text) ? cdkFileOf(source) : null;
  if (!file) return [];
  const effects = new Effects(new CdkReading(file, constructsOf(file, source), document), read, source, managed);
  const inBranches = (node: SyntaxNode, found: readonly ReadPolicy[]): readonly ReadPolicy[] =>
    found.length > 0 && isInBranch(node) ? found.map((one) => ({ ...one, policy: conditional(one.policy) })) : found;
  const found = file.tree.nodes.flatMap((node) => inBranches(node, effects.of(node)));
  return [...found, ...effects.others().flatMap(({ node, policy }) => inBranches(node, [policy]))];
}

/** The policies with the effects; actions that one of these is made with are no list for something else. */
export function withEffects(policies: readonly ReadPolicy[], effects: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const known = effects.filter(({ policy, isUnread }) => !isUnread && policy.complete);
  const own = policies.filter(({ policy, at }) => !policy.place.isList || !known.some((one) => contains(one.at, at)));
  return [...own, ...effects];
}

/** `Function.fromFunctionAttributes(…, { sameEnvironment: true })`: of others CDK has to know the account, to write a policy. */
const isOfSameAccount = /\bsame_?[eE]nvironment\b/;

class Effects {
  private readonly overrides: Overrides;
  private readonly added: Added;
  private readonly stateMachines: StateMachines;
  private readonly origins: Origins;
  private readonly containers: Containers;
  private readonly clusters: Clusters;
  private readonly libraries: Libraries;

  constructor(
    private readonly reading: CdkReading,
    private readonly read: readonly ReadPolicy[],
    source: Source,
    managed: ManagedPolicies | null,
  ) {
    this.overrides = new Overrides(reading);
    this.added = new Added(reading, read, source);
    this.stateMachines = new StateMachines(reading);
    this.origins = new Origins(reading);
    this.containers = new Containers(reading);
    this.clusters = new Clusters(reading, managed);
    this.libraries = new Libraries(reading);
  }

  of(node: SyntaxNode): readonly ReadPolicy[] {
    if (/^(?:assignment_expression|assignment)$/.test(node.type)) return this.overrides.byAssignment(node);
    if (!/^(?:call_expression|call|new_expression)$/.test(node.type)) return [];
    return [...this.call(node), ...this.made(node)];
  }

  /** What is only known once everything has been looked at. */
  others(): ReturnType<Containers["others"]> {
    return this.containers.others();
  }

  private call(node: SyntaxNode): readonly ReadPolicy[] {
    const { file, constructs } = this.reading;
    const called = integrated(file, constructs, node);
    const handed = [
      ...handedOn(file, constructs, node).map((one) => this.handed(node, one)),
      ...(called ? [this.reading.unread(node, { policyType: "resource", label: this.reading.nameOf(called) })] : []),
    ];
    const callee = childOf(node, "function");
    const member = callee && file.language.member(file.tree, callee);
    return member ? [...handed, ...this.method(node, camelCase(member.key), member.object)] : handed;
  }

  /** What a function of another file may give somebody, with the key of the entry that it is given in. */
  private handed(call: SyntaxNode, { node, by }: Handed): ReadPolicy {
    const { file } = this.reading;
    const label = this.reading.nameOf(node);
    const callee = by && childOf(call, "function");
    if (!callee) return this.reading.unread(call, { policyType: "identity", label });
    const key = shortText(file, by);
    const at = spanOf(call);
    return { policy: openPolicy(`${file.name(callee)}(${key})`, key, at, label), document: this.reading.document, at };
  }

  private method(node: SyntaxNode, name: string, object: SyntaxNode): readonly ReadPolicy[] {
    const [first] = this.reading.given(node);
    if (name === "addEventSource" && first) return allowedForSource(this.reading, first, this.reading.nameOf(object));
    if (name === "configureAsyncInvoke") return allowedAsync(this.reading, node, this.reading.nameOf(object));
    if (name === "logAccessLogs") return logsAccess(this.reading, node, object);
    if (name === "fromSdkCalls") return sdkCalls(this.reading, node);
    return [
      ...allowedByAddedSource(this.reading, node, name),
      ...this.overrides.byCall(node, name, object),
      ...this.added.unreadIn(node, name, object),
      ...this.containers.allowedBy(node, null),
      ...this.clusters.addedBy(node, name, object),
    ];
  }

  private made(node: SyntaxNode): readonly ReadPolicy[] {
    const callee = calleeOf(node);
    const name = callee && cdkName(this.reading.file, callee);
    const limiting = this.overrides.byConstruct(node);
    if (!name && callee)
      return [...limiting, ...allowedByEvents(this.reading, node, callee), ...this.libraries.madeBy(node)];
    if (!name) return limiting;
    const effect = isUse(name) ? null : effectOfClass(name);
    return [
      ...limiting,
      ...(effect ? this.effect(node, effect) : []),
      ...this.stateMachines.allowedBy(node, name),
      ...this.origins.allowedBy(node, name),
      ...this.containers.allowedBy(node, name),
      ...this.clusters.madeBy(node, name),
      ...allowedByProperties(this.reading, node, name),
      ...deniedOnTopics(this.reading, node, name),
      ...allowedByUse(this.reading, node, name),
      ...allowedByDataSource(this.reading, node, name),
      ...trustOf(this.reading, node, name, this.read),
      ...allowedByTrail(this.reading, node, name),
      ...allowedForBuilds(this.reading, node, name),
    ];
  }

  /** A service that calls a function, or sends to a queue or topic. */
  private effect(node: SyntaxNode, { service, actions, argument, property }: Effect): readonly ReadPolicy[] {
    const { constructs } = this.reading;
    const given =
      property === undefined ? this.reading.given(node)[argument] : constructs.propertiesOf(node).of.get(property);
    if (actions === null || !given) return this.reading.unreadUse(node, this.reading.optionsOf(node), service);
    const construct = constructs.at(given);
    // CDK writes no policy for a queue or topic of elsewhere.
    const isElsewhere = construct !== null && constructs.isImported(construct);
    if (isElsewhere && !actions.some((one) => one.startsWith("lambda:"))) return [];
    const label = this.reading.nameOf(given);
    const resources = [[{ name: label }]];
    const what = { label, principal: ["Service", service], actions, resources } as const;
    if (
      isElsewhere &&
      asksFunction(this.reading, node) &&
      !isOfSameAccount.test(this.reading.file.text(construct.made!))
    )
      return [this.reading.unread(node, { policyType: "resource", label })];
    const senders = byRole(this.reading, node) ? [] : sentBy(this.reading, node, service, actions);
    const queue = construct?.made ?? null;
    return senders.flatMap((one) =>
      [{ ...what, ...one }, ...lettingUseKey(this.reading, queue, service, actions, one.from)].map((letIn) =>
        this.reading.letIn(letIn, node),
      ),
    );
  }
}
