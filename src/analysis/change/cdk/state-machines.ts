/** What tasks of AWS Step Functions in a program of AWS CDK let the role of their state machine do. */
import { groupBy } from "../../group-by";
import { taskAction } from "../../knowledge/sdk-actions";
import { taskEffect } from "../../knowledge/step-functions-tasks";
import { ancestorOf, type SyntaxNode } from "../../source/syntax-tree";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";
import { calledAction } from "./uses";

const machine = /^stepfunctions\.StateMachine$/;
/** `LambdaInvoke`, and `LambdaInvoke.jsonata(…)` */
const task = /^stepfunctions-tasks\.(\w+?)(?:\.json(?:ata|_?[pP]ath))?$/;

export class StateMachines {
  private byFunction: ReadonlyMap<SyntaxNode | null, readonly SyntaxNode[]> | null = null;

  constructor(private readonly reading: CdkReading) {}

  /** What a class of CDK allows where it is a task; empty for any other. @param name `stepfunctions-tasks.LambdaInvoke` */
  allowedBy(node: SyntaxNode, name: string): readonly ReadPolicy[] {
    const own = task.exec(name)?.[1];
    const effect = own === undefined ? undefined : taskEffect(own);
    if (own === undefined || effect === undefined) return [];
    const { of } = this.reading.constructs.propertiesOf(node);
    const holder = this.holderOf(node);
    if (own === "CallAwsService") return this.call(node, of, holder);
    if (effect === null) return this.reading.unreadUse(node, of, holder);
    if (effect.grants.length === 0) return [];
    const [first] = this.reading.given(node);
    const resource = effect.isFirst ? first : of.get(effect.property!);
    return resource
      ? [this.reading.grantedOn(resource, effect.grants, holder, node)]
      : this.reading.unreadUse(node, of, holder);
  }

  /** `CallAwsService` says the action, or the service and the method. */
  private call(node: SyntaxNode, of: ReadonlyMap<string, SyntaxNode>, holder: string): readonly ReadPolicy[] {
    const own = of.get("iamAction");
    const action = own ? this.reading.constructs.textOf(own) : calledAction(this.reading, of, taskAction);
    const list = of.get("iamResources");
    if (action === null || !list) return this.reading.unreadUse(node, of, holder);
    return [this.reading.made([{ actions: [action], resources: this.reading.resourcesIn(list) }], holder, node)];
  }

  /** The state machine beside a task, or whose role that works with; the task where there are several, or none. */
  private holderOf(node: SyntaxNode): string {
    this.byFunction ??= groupBy([...this.reading.allOf(machine)], functionAround);
    const only = this.reading.theOnly(machine, this.byFunction.get(functionAround(node)) ?? []);
    const role = only && this.reading.roleOf(this.reading.constructs.propertiesOf(only).of);
    return role ?? this.reading.madeName(only ?? node);
  }
}

function functionAround(node: SyntaxNode): SyntaxNode | null {
  return ancestorOf(node, "method_definition", "function_declaration", "function_definition", "arrow_function");
}
