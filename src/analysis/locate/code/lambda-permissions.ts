/** What code gives `lambda:AddPermission`, by whatever library: CDK's `addPermission` and `CfnPermission`, Pulumi's `Permission`, the SDKs' calls. */
import { childOf } from "../../source/syntax-tree";
import { type ObjectNode, openKey, type ValueNode } from "../../value";
import { permissionPolicy } from "../permission";
import type { Lone } from "./lone-statements";
import type { CodeValues } from "./values";

/** The policies that such permissions become. */
export function lambdaPermissions(values: CodeValues): Lone[] {
  if (!values.file.tree.text.includes("lambda:")) return [];
  const objects = new Set([...values.read.values()].filter((value): value is ObjectNode => value.kind === "object"));
  return [...objects].flatMap((object) => permissionIn(object, values) ?? []);
}

function permissionIn(object: ObjectNode, values: CodeValues): Lone | null {
  const given = new Map(object.entries.map(({ key, value }) => [key.replaceAll("_", "").toLowerCase(), value]));
  const at = (name: string): ValueNode | undefined => given.get(name);
  const action = at("action");
  if (action?.kind !== "string" || !/^lambda:/.test(action.value) || at("effect") || at("resource")) return null;
  const principal = at("principal");
  if (!principal || !(at("function") ?? at("functionname") ?? (isPermission(object, values) ? principal : undefined)))
    return null;
  const root = permissionPolicy(
    {
      action,
      principal: plainPrincipal(principal),
      sourceArn: at("sourcearn"),
      sourceAccount: at("sourceaccount"),
      organization: at("principalorgid") ?? at("organizationid"),
      hasOther: ["eventsourcetoken", "functionurlauthtype", openKey].some((name) => given.has(name)),
    },
    object.span,
  );
  return root && { root, place: { policyType: "resource", resourceType: "AWS::Lambda::Function" } };
}

/** Whether a call gets the object that says so by its name. */
function isPermission(object: ObjectNode, { nodeOf, file }: CodeValues): boolean {
  const node = nodeOf.get(object);
  const call = node?.type === "argument_list" ? node.parent : node?.parent?.parent;
  const callee = call && (childOf(call, "constructor") ?? childOf(call, "function"));
  return callee ? /[pP]ermission$/.test(file.ownName(callee)) : false;
}

/** The text in what CDK makes a principal of. */
function plainPrincipal(principal: ValueNode): ValueNode {
  const [only] = principal.kind === "object" ? principal.entries : [];
  return only ? only.value : principal;
}
