/** What AWS SAM gives the roles that it makes for functions and state machines, beside their `Policies`. */
import {
  basicPolicy,
  type Generated,
  kafkaInNetwork,
  networkPolicy,
  samDestinations,
  samEvents,
  secretProperty,
  tracingPolicy,
} from "../../knowledge/generated-grants";
import { stringNode } from "../../source/made-values";
import { valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { generatedBy, type GeneratedGrant, grantsOn, type GrantTo } from "./generated";
import { isAlwaysThere, type Leaf, leavesOf } from "./leaves";

/** Whether a text has functions or state machines of SAM; the test is cheap. */
export function mayGenerateInSam(text: string): boolean {
  return /AWS::Serverless::(?:Function|StateMachine)\b/.test(text);
}

/** What the roles of a resource of SAM have that it does not write. @param root the whole template */
export function grantsOfSam(resource: TemplateResource, root: ValueNode): readonly GrantTo[] {
  const kind = /^AWS::Serverless::(Function|StateMachine)$/.exec(resource.type)?.[1];
  if (kind === undefined) return [];
  const made = new MadeBySam(resource, valueAt(root, "Globals", kind));
  const own = kind === "Function" ? made.ofFunction() : made.ofStateMachine();
  return [...own.map((one): GrantTo => ({ ...one, holder: resource.id })), ...made.ofInvokers(kind)];
}

class MadeBySam {
  private readonly role: readonly Leaf[];

  constructor(
    private readonly resource: TemplateResource,
    private readonly globals: ValueNode | undefined,
  ) {
    this.role = leavesOf(this.at("Role"));
  }

  /** A property of the resource, or what the `Globals` give to all: of objects each entry by itself. */
  private at(...path: readonly string[]): ValueNode | undefined {
    return valueAt(this.resource.properties, ...path) ?? valueAt(this.globals, ...path);
  }

  private get hasOtherRole(): boolean {
    return isAlwaysThere(this.at("Role"));
  }

  ofFunction(): readonly GeneratedGrant[] {
    if (this.hasOtherRole) return [];
    const { idSpan } = this.resource;
    const made: Leaf = { node: stringNode(idSpan, this.resource.id), conditional: false };
    const destinations = ["OnSuccess", "OnFailure"].flatMap((name) => {
      const at = (key: string) => this.at("EventInvokeConfig", "DestinationConfig", name, key);
      return destination(at("Type"), at("Destination") ?? this.madeFor(name, at("Type")));
    });
    const all = [
      ...generatedBy({ managed: [basicPolicy] }, made),
      ...this.managedFor("Tracing", tracingPolicy),
      ...this.managedFor("VpcConfig", networkPolicy),
      ...destination(this.at("DeadLetterQueue", "Type"), this.at("DeadLetterQueue", "TargetArn")),
      ...["DeadLetterQueue", "EventInvokeConfig"].flatMap((name) => unreadIn(this.at(name))),
      ...destinations,
      ...this.events().flatMap(([, event]) => ofEvent(event)),
      ...unreadIn(this.at("Events")),
    ];
    return this.role.length === 0
      ? all
      : all.map((one) => ({ ...one, conditional: true, condition: `role of ${this.resource.id}` }));
  }

  ofStateMachine(): readonly GeneratedGrant[] {
    if (this.hasOtherRole) return [];
    const enabled = leavesOf(this.at("Tracing", "Enabled")).filter(({ node }) => node.kind !== "boolean" || node.value);
    return [
      ...enabled.flatMap(({ node, conditional }) =>
        generatedBy({ managed: [tracingPolicy] }, { node, conditional: conditional || node.kind !== "boolean" }),
      ),
      ...unreadIn(this.at("Tracing")),
    ];
  }

  /** Roles for those that call it: a schedule of EventBridge Scheduler a function, any event a state machine. */
  ofInvokers(kind: string): readonly GrantTo[] {
    const { id } = this.resource;
    return this.events().flatMap(([name, event]): readonly GrantTo[] => {
      const type = valueAt(event, "Type");
      const isMade =
        type?.kind === "string" &&
        (kind === "StateMachine" || type.value === "ScheduleV2") &&
        leavesOf(valueAt(event, "Properties", "RoleArn")).length === 0 &&
        leavesOf(valueAt(event, "Properties", "Role")).length === 0;
      if (!isMade) return [];
      const [action, target] =
        kind === "StateMachine" ? ["states:StartExecution", id] : ["lambda:InvokeFunction", `${id}.Arn`];
      const statements = [{ actions: [action!], resources: [[{ name: target! }]] }];
      return [{ holder: `${id}${name}Role`, node: type, conditional: false, statements }];
    });
  }

  /** The queue or topic that SAM makes where no destination is named. */
  private madeFor(event: string, type: ValueNode | undefined): ValueNode | undefined {
    const kind = type?.kind === "string" ? { SQS: "Queue.Arn", SNS: "Topic" }[type.value] : undefined;
    if (!type || kind === undefined) return undefined;
    return {
      kind: "template",
      span: type.span,
      parts: [{ name: `${this.resource.id}EventInvokeConfig${event}${kind}` }],
    };
  }

  private managedFor(property: string, policy: string): readonly GeneratedGrant[] {
    return leavesOf(this.at(property))
      .flatMap((leaf) => generatedBy({ managed: [policy] }, leaf))
      .slice(0, 1);
  }

  private events(): readonly (readonly [name: string, event: ValueNode])[] {
    const events = this.at("Events");
    return events?.kind === "object" ? events.entries.map(({ key, value }) => [key, value] as const) : [];
  }
}

/** What is left open where entries are to be read: nobody knows what follows from it. */
function unreadIn(node: ValueNode | undefined): readonly GeneratedGrant[] {
  return leavesOf(node).filter((leaf) => leaf.node.kind !== "object");
}

function destination(type: ValueNode | undefined, on: ValueNode | undefined): readonly GeneratedGrant[] {
  if (!type || !on) return [];
  const action = type.kind === "string" ? samDestinations[type.value] : undefined;
  return action === undefined ? [{ node: type, conditional: false }] : grantsOn([action], on);
}

function ofEvent(event: ValueNode): readonly GeneratedGrant[] {
  const type = valueAt(event, "Type");
  if (type?.kind !== "string") return unreadIn(event);
  const generated = samEvents[type.value];
  if (!generated) return [];
  const properties = valueAt(event, "Properties");
  const property = (name: string): ValueNode | undefined =>
    name === secretProperty ? secretsIn(properties, type.value) : valueAt(properties, name);
  const failure = valueAt(properties, "DestinationConfig", "OnFailure");
  return [
    ...generatedBy(generated, { node: type, conditional: false }, property),
    ...(type.value === "SelfManagedKafka" && isInNetwork(properties)
      ? generatedBy({ statements: [kafkaInNetwork] } satisfies Generated, { node: type, conditional: false })
      : []),
    ...destination(valueAt(failure, "Type"), valueAt(failure, "Destination")),
  ];
}

/** Where an event says how the function authenticates itself, one of each kind. */
function accessIn(properties: ValueNode | undefined): readonly (readonly [type: string, uri: ValueNode])[] {
  return leavesOf(valueAt(properties, "SourceAccessConfigurations")).flatMap(({ node }) => {
    const [type, uri] = [valueAt(node, "Type"), valueAt(node, "URI")];
    return type?.kind === "string" && uri ? [[type.value, uri] as const] : [];
  });
}

function secretsIn(properties: ValueNode | undefined, event: string): ValueNode | undefined {
  const isSecret = event === "MSK" ? /^CLIENT_CERTIFICATE_TLS_AUTH$/ : /_AUTH$|_CERTIFICATE$/;
  return accessIn(properties).find(([type]) => isSecret.test(type))?.[1];
}

function isInNetwork(properties: ValueNode | undefined): boolean {
  return accessIn(properties).some(([type]) => type === "VPC_SUBNET");
}
