/** What tasks of AWS Step Functions in a program of AWS CDK let the role of their state machine do. */
import { groupBy } from "../group-by";
import { iamServices, taskEffect } from "../knowledge/step-functions-tasks";
import { ancestorOf, type SyntaxNode } from "../source/syntax-tree";
import { grantedOn } from "../units/cdk/role-policies";
import type { MadeStatement } from "../units/made-policy";
import type { TextPart } from "../value";
import type { CdkReading } from "./cdk-reading";
import { asWritten } from "./grants";
import type { ReadPolicy } from "./subject";

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
    if (effect === null) return this.unread(node, of, holder);
    if (effect.grants.length === 0) return [];
    const resource = of.get(effect.property!);
    if (!resource) return this.unread(node, of, holder);
    const construct = this.reading.constructs.at(resource);
    const statements = construct?.kind
      ? grantedOn(asWritten(construct), effect.grants)
      : effect.grants.map(({ actions, on }): MadeStatement => ({
          actions,
          resources: on.map((behind) => [this.named(resource), ...(behind === "" ? [] : [behind])]),
        }));
    return [this.reading.made(statements, holder, node)];
  }

  /** `CallAwsService` says the action, or the service and the method. */
  private call(node: SyntaxNode, of: ReadonlyMap<string, SyntaxNode>, holder: string): readonly ReadPolicy[] {
    const textOf = (property: string): string | null => {
      const value = of.get(property);
      return value ? this.reading.constructs.textOf(value) : null;
    };
    const [service, method] = [textOf("service"), textOf("action")];
    const known =
      service !== null && method !== null
        ? `${iamServices[service.toLowerCase()] ?? service.toLowerCase()}:${method}`
        : null;
    const action = of.has("iamAction") ? textOf("iamAction") : known;
    const list = of.get("iamResources");
    if (action === null || !list) return this.unread(node, of, holder);
    const { constructs } = this.reading;
    const resources = this.reading.itemsOf(list).map((one): readonly TextPart[] => {
      const text = constructs.textOf(one);
      return text !== null ? [text] : (constructs.attributeAt(one) ?? [this.named(one)]);
    });
    return [this.reading.made([{ actions: [capital(action)], resources }], holder, node)];
  }

  private named(expression: SyntaxNode): TextPart {
    return { name: this.reading.nameOf(expression) };
  }

  /** A task of which nobody knows here what it allows: it, and what it is given of the program. */
  private unread(node: SyntaxNode, of: ReadonlyMap<string, SyntaxNode>, holder: string): readonly ReadPolicy[] {
    const callee = this.reading.calleeOf(node) ?? node;
    const given = [...of.values()].filter(({ type }) => /^(?:identifier|member_expression|attribute)$/.test(type));
    return [callee, ...given].map((one) => this.reading.unread(one, { policyType: "identity", label: holder }));
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

/** The SDK writes methods small: `s3:getObject`. */
function capital(action: string): string {
  return action.replace(/:([a-z])/, (_, first: string) => `:${first.toUpperCase()}`);
}
