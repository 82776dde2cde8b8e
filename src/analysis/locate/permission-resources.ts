/**
 * Resources that are no policy where they are written, but become a statement of one (docs.aws.amazon.com: AddPermission and
 * AddLayerVersionPermission of Lambda, PutPermission of EventBridge).
 */
import { tableOf } from "../table";
import { entryOf, type ObjectNode, type ValueNode } from "../value";
import type { Permission } from "./permission";

export interface PermissionResource {
  /** The CloudFormation type of what carries the policy. */
  readonly carrier: string;
  /** What is allowed where the resource does not say it. */
  readonly action?: string;
}

const lambda: PermissionResource = { carrier: "AWS::Lambda::Function" };
const layer: PermissionResource = { carrier: "AWS::Lambda::LayerVersion" };
const bus: PermissionResource = { carrier: "AWS::Events::EventBus", action: "events:PutEvents" };

/** By the type in CloudFormation and in Terraform. */
export const permissionResources: { readonly [type: string]: PermissionResource | undefined } = tableOf({
  "AWS::Lambda::Permission": lambda,
  "AWS::Lambda::LayerVersionPermission": layer,
  "AWS::Events::EventBusPolicy": bus,
  aws_lambda_permission: lambda,
  aws_lambda_layer_version_permission: layer,
  aws_cloudwatch_event_permission: bus,
});

/**
 * What such a resource says.
 * @param at the value of a property by its name in CloudFormation, in small letters: `sourcearn`
 */
export function permissionIn(at: (name: string) => ValueNode | undefined): Permission {
  const condition = at("condition");
  const part = (name: string): ValueNode | undefined =>
    condition?.kind === "object"
      ? (entryOf(condition, name) ?? entryOf(condition, name.toLowerCase()))?.value
      : undefined;
  const [type, key, value] = [part("Type"), part("Key"), part("Value")];
  const viaUrl = at("invokedviafunctionurl");
  const isKnown = type?.kind === "string" && key?.kind === "string" && value !== undefined;
  return {
    action: at("action"),
    principal: at("principal"),
    sourceArn: at("sourcearn"),
    sourceAccount: at("sourceaccount"),
    organization: at("principalorgid") ?? at("organizationid"),
    condition: isKnown ? { operator: type.value, key: key.value, keySpan: key.span, value } : undefined,
    viaUrl: viaUrl?.kind === "boolean" && !viaUrl.value ? undefined : viaUrl,
    token: at("eventsourcetoken"),
    urlAuthentication: at("functionurlauthtype"),
    hasOther: condition !== undefined && !isKnown,
  };
}

/** Reads the properties of an object whatever their case: `SourceArn`, `source_arn`. */
export function propertiesOf(object: ObjectNode): (name: string) => ValueNode | undefined {
  const given = new Map(object.entries.map(({ key, value }) => [key.replaceAll("_", "").toLowerCase(), value]));
  return (name) => given.get(name);
}
