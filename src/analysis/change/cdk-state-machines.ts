/** What tasks of AWS Step Functions in a program of AWS CDK let the role of their state machine do. */
import type { CodeFile } from "../code/code-file";
import { iamServices, taskEffect } from "../knowledge/step-functions-tasks";
import { ancestorOf, childOf, partsOf, type SyntaxNode } from "../source/syntax-tree";
import { spanOf } from "../text";
import type { Constructs } from "../units/cdk/constructs";
import { grantedOn } from "../units/cdk/role-policies";
import { madePolicy, type MadeStatement } from "../units/made-policy";
import type { TextPart } from "../value";
import { unreadPolicy } from "./attachments";
import { asWritten } from "./grants";
import type { ChangedDocument, ReadPolicy } from "./subject";

const machine = /^stepfunctions\.StateMachine$/;
/** `LambdaInvoke`, and `LambdaInvoke.jsonata(…)` */
const task = /^stepfunctions-tasks\.(\w+?)(?:\.json(?:ata|_?[pP]ath))?$/;
const longestName = 100;

/** @param nameOf how the program calls an expression */
export class StateMachines {
  private machines: readonly SyntaxNode[] | null = null;

  constructor(
    private readonly file: CodeFile,
    private readonly constructs: Constructs,
    private readonly document: ChangedDocument,
    private readonly nameOf: (expression: SyntaxNode) => string,
  ) {}

  /** What a class of CDK allows where it is a task; empty for any other. @param name `stepfunctions-tasks.LambdaInvoke` */
  allowedBy(node: SyntaxNode, name: string): readonly ReadPolicy[] {
    const own = task.exec(name)?.[1];
    const effect = own === undefined ? undefined : taskEffect(own);
    if (own === undefined || effect === undefined) return [];
    const { of } = this.constructs.propertiesOf(node);
    const holder = this.holderOf(node);
    if (own === "CallAwsService") return this.call(node, of, holder);
    if (effect === null) return this.unread(node, of, holder);
    if (effect.grants.length === 0) return [];
    const resource = of.get(effect.property!);
    if (!resource) return this.unread(node, of, holder);
    const construct = this.constructs.at(resource);
    const statements = construct?.kind
      ? grantedOn(asWritten(construct), effect.grants)
      : effect.grants.map(({ actions, on }): MadeStatement => ({
          actions,
          resources: on.map((behind) => [this.named(resource), ...(behind === "" ? [] : [behind])]),
        }));
    return [this.made(node, statements, holder)];
  }

  /** `CallAwsService` says the action, or the service and the method. */
  private call(node: SyntaxNode, of: ReadonlyMap<string, SyntaxNode>, holder: string): readonly ReadPolicy[] {
    const textOf = (property: string): string | null => {
      const value = of.get(property);
      return value ? this.constructs.textOf(value) : null;
    };
    const [service, method] = [textOf("service"), textOf("action")];
    const known =
      service !== null && method !== null
        ? `${iamServices[service.toLowerCase()] ?? service.toLowerCase()}:${method}`
        : null;
    const action = of.has("iamAction") ? textOf("iamAction") : known;
    const list = of.get("iamResources");
    if (action === null || !list) return this.unread(node, of, holder);
    const { base } = this.file.resolve(list);
    const items = /^(?:array|list)$/.test(base.type) ? partsOf(base).filter(({ named }) => named) : [list];
    const resources = items.map((one): readonly TextPart[] => {
      const text = this.constructs.textOf(one);
      return text !== null ? [text] : (this.constructs.attributeAt(one) ?? [this.named(one)]);
    });
    return [this.made(node, [{ actions: [capital(action)], resources }], holder)];
  }

  private named(expression: SyntaxNode): TextPart {
    return { name: this.nameOf(expression) };
  }

  private made(node: SyntaxNode, statements: readonly MadeStatement[], holder: string): ReadPolicy {
    return { policy: madePolicy(statements, spanOf(node), holder), document: this.document, at: spanOf(node) };
  }

  /** A task of which nobody knows here what it allows: it, and what it is given of the program. */
  private unread(node: SyntaxNode, of: ReadonlyMap<string, SyntaxNode>, holder: string): readonly ReadPolicy[] {
    const callee = childOf(node, "constructor") ?? childOf(node, "function") ?? node;
    const given = [...of.values()].filter(({ type }) => /^(?:identifier|member_expression|attribute)$/.test(type));
    return [callee, ...given].map((one) =>
      unreadPolicy({ span: spanOf(one) }, { policyType: "identity", label: holder }, this.document),
    );
  }

  /** The state machine beside a task, or whose role that works with; the task where there are several, or none. */
  private holderOf(node: SyntaxNode): string {
    this.machines ??= this.file.tree.nodes.filter((one) => machine.test(this.constructs.classOf(one) ?? ""));
    const around = functionAround(node);
    const beside = this.machines.filter((one) => functionAround(one) === around);
    const [only, ...others] = beside.length > 0 ? beside : this.machines;
    const of = only && others.length === 0 ? only : node;
    const role = of === only ? this.constructs.propertiesOf(of).of.get("role") : undefined;
    if (role) return this.nameOf(role);
    const id = this.file.argumentsOf(of)[1];
    const known = this.constructs.variableOf(of) ?? this.constructs.idOf(of);
    return known ?? this.file.text(id ?? of).slice(0, longestName);
  }
}

function functionAround(node: SyntaxNode): SyntaxNode | null {
  return ancestorOf(node, "method_definition", "function_declaration", "function_definition", "arrow_function");
}

/** The SDK writes methods small: `s3:getObject`. */
function capital(action: string): string {
  return action.replace(/:([a-z])/, (_, first: string) => `:${first.toUpperCase()}`);
}
