/** What code gives `lambda:AddPermission`, by whatever library: CDK's `addPermission` and `CfnPermission`, Pulumi's `Permission`, the SDKs' calls. */
import { calleeOf } from "../../source/syntax-tree";
import { type ObjectNode, openKey, type ValueNode } from "../../value";
import { permissionPolicy } from "../permission";
import { permissionIn, propertiesOf } from "../permission-resources";
import type { Lone } from "./lone-statements";
import type { CodeValues } from "./values";

/** The policies that such permissions become. */
export function lambdaPermissions(values: CodeValues): Lone[] {
  if (!/["'`](?:lambda|events):[A-Z]|\badd_?[pP]ermission\(/.test(values.file.tree.text)) return [];
  const objects = new Set([...values.read.values()].filter((value): value is ObjectNode => value.kind === "object"));
  return [...objects].flatMap((object) => permissionOf(object, values) ?? []);
}

/** What CDK allows where no action is named. */
const invoke = "lambda:InvokeFunction";

function permissionOf(object: ObjectNode, values: CodeValues): Lone | null {
  const at = propertiesOf(object);
  const principal = at("principal");
  const byDefault = principal && values.principals.has(principal) && isPermission(object, values) ? invoke : undefined;
  const action = at("action");
  const named = action ? (action.kind === "string" ? action.value : "") : (byDefault ?? "");
  if (!/^(?:lambda|events):/.test(named) || at("effect") || at("resource")) return null;
  const isOfBus = named.startsWith("events:");
  const target = isOfBus ? at("statementid") : (at("function") ?? at("functionname") ?? at("layerversionarn"));
  if (!principal || at("statement") || !(target ?? (isPermission(object, values) ? principal : undefined))) return null;
  const read = permissionIn(at);
  const root = permissionPolicy(
    {
      ...read,
      principal: plainPrincipal(principal),
      hasOther: read.hasOther || at(openKey) !== undefined,
    },
    object.span,
    byDefault,
  );
  const resourceType = isOfBus
    ? "AWS::Events::EventBus"
    : at("layerversionarn")
      ? "AWS::Lambda::LayerVersion"
      : "AWS::Lambda::Function";
  return root && { root, place: { policyType: "resource", resourceType } };
}

/** Whether a call gets the object that says so by its name. */
function isPermission(object: ObjectNode, { nodeOf, file }: CodeValues): boolean {
  const node = nodeOf.get(object);
  const call = node?.type === "argument_list" ? node.parent : node?.parent?.parent;
  const callee = call && calleeOf(call);
  return callee ? /[pP]ermission$/.test(file.ownName(callee)) : false;
}

/** The text in what CDK makes a principal of. */
function plainPrincipal(principal: ValueNode): ValueNode {
  const [only] = principal.kind === "object" ? principal.entries : [];
  return only ? only.value : principal;
}
