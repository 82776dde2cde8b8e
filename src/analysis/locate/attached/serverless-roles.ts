/** The roles that the Serverless Framework makes: one for the service, and with serverless-iam-roles-per-function one for each function that has statements of its own. */
import { valueAt, type ValueNode } from "../../value";
import { ofSelf } from "../serverless-variables";
import type { BoundHolder } from "./attached";
import { leavesOf } from "./leaves";

const plugin = "serverless-iam-roles-per-function";
const ofService = "IamRoleLambdaExecution";

/** What an extension of the template gives the role of the service in place of what the framework gives it. */
export function extendedRole(root: ValueNode, property: string): ValueNode | undefined {
  return extensionsIn(root).flatMap(({ holder, properties }) =>
    holder === "provider" ? (valueAt(properties, property) ?? []) : [],
  )[0];
}

interface Extension {
  /** As `Place.principal` calls whose role it is. */
  readonly holder: string;
  readonly properties: ValueNode;
}

/** The roles that the section of resources extends (serverless.com: "Override AWS CloudFormation Resource"). */
function extensionsIn(root: ValueNode): readonly Extension[] {
  return leavesOf(ofSelf(valueAt(root, "resources"), root)).flatMap(({ node }): readonly Extension[] => {
    const [extended, declared] = [valueAt(node, "extensions"), valueAt(node, "Resources")].map((one) =>
      ofSelf(one, root),
    );
    const merged = declared?.kind === "object" ? declared.entries.filter(({ value }) => !valueAt(value, "Type")) : [];
    return [...(extended?.kind === "object" ? extended.entries : []), ...merged].flatMap(({ key, value }) => {
      const properties = valueAt(value, "Properties");
      const holder = key.endsWith(ofService) ? holderOf(key, root) : null;
      return properties && holder !== null ? [{ holder, properties }] : [];
    });
  });
}

function holderOf(id: string, root: ValueNode): string | null {
  if (id === ofService) return "provider";
  const own = functionsWithRoles(root).find(({ name }) => `${normalized(name)}${ofService}` === id);
  return own?.name ?? null;
}

/** As the framework makes logical ids of names. */
function normalized(name: string): string {
  return (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll("-", "Dash").replaceAll("_", "Underscore");
}

/** Whether functions may have roles of their own: the service has the plug-in, or nobody knows which ones it has. */
export function mayHavePlugin(root: ValueNode): boolean {
  const plugins = ofSelf(valueAt(root, "plugins"), root);
  const listed = valueAt(plugins, "modules") ?? plugins;
  return leavesOf(listed).some(
    ({ node }) => node.kind !== "string" || node.value.startsWith(plugin) || node.value.includes("${"),
  );
}

interface RoleOfFunction {
  readonly name: string;
  readonly value: ValueNode;
}

function functionsWithRoles(root: ValueNode): readonly RoleOfFunction[] {
  return leavesOf(ofSelf(valueAt(root, "functions"), root)).flatMap(({ node }) => {
    const functions = ofSelf(node, root);
    return (functions.kind === "object" ? functions.entries : []).flatMap(({ key, value }) => {
      const own = ofSelf(value, root);
      return valueAt(own, "iamRoleStatements") ? [{ name: key, value: own }] : [];
    });
  });
}

/** The statements of the service: of two ways to write them the first counts. */
export function statementsOfService(root: ValueNode): ValueNode | undefined {
  const provider = valueAt(root, "provider");
  return valueAt(provider, "iam", "role", "statements") ?? valueAt(provider, "iamRoleStatements");
}

/** The same for its managed policies. */
export function managedOfService(root: ValueNode): ValueNode | undefined {
  const provider = valueAt(root, "provider");
  return (
    extendedRole(root, "ManagedPolicyArns") ??
    valueAt(provider, "iam", "role", "managedPolicies") ??
    valueAt(provider, "iamManagedPolicies")
  );
}

/** A function whose role has the statements of the service, too. */
export interface Heir {
  readonly name: string;
  /** What says so. */
  readonly node: ValueNode;
  /** Nobody knows whether it does. */
  readonly conditional: boolean;
}

export function heirsOfService(root: ValueNode): readonly Heir[] {
  const byDefault = ofSelf(valueAt(root, "custom", plugin, "defaultInherit"), root);
  return functionsWithRoles(root).flatMap(({ name, value }): readonly Heir[] => {
    const node = ofSelf(valueAt(value, "iamRoleStatementsInherit"), root) ?? byDefault;
    if (!node || (node.kind === "boolean" && !node.value) || node.kind === "null") return [];
    return [{ name, node, conditional: node.kind !== "boolean" && node.kind !== "string" }];
  });
}

/** The permissions boundaries of the roles. */
export function boundInServerless(root: ValueNode): readonly BoundHolder[] {
  const provider = valueAt(root, "provider");
  if (!provider || !valueAt(root, "service")) return [];
  const ofAll = valueAt(root, "custom", plugin, "iamGlobalPermissionsBoundary");
  const given = valueAt(provider, "iam", "role");
  const own = functionsWithRoles(root);
  const shared =
    extendedRole(root, "PermissionsBoundary") ??
    (own.length > 0 ? ofAll : undefined) ??
    valueAt(given, "permissionsBoundary") ??
    valueAt(given, "permissionBoundary") ??
    valueAt(provider, "rolePermissionsBoundary");
  const extended = extensionsIn(root).flatMap(({ holder, properties }) => {
    const boundary = valueAt(properties, "PermissionsBoundary");
    return boundary && holder !== "provider" ? [{ holder, boundary }] : [];
  });
  const ofFunctions = own.flatMap(({ name, value }) => {
    const boundary = valueAt(value, "iamPermissionsBoundary") ?? ofAll ?? shared;
    return boundary && !extended.some(({ holder }) => holder === name) ? [{ holder: name, boundary }] : [];
  });
  return [...(shared ? [{ holder: "provider", boundary: shared }] : []), ...ofFunctions, ...extended].map(
    ({ holder, boundary }) => ({ holder, boundary: ofSelf(boundary, root) }),
  );
}
