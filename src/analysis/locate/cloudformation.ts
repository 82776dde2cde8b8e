/** Which property of which CloudFormation resource is a policy, of what type, and whom it applies to. */
import type { Place, PolicyType, TemplateNames } from "../policy/model";
import { entryFor, objectNode } from "../source/made-values";
import type { Span } from "../text";
import { entryOf, type ObjectNode, type ValueNode } from "../value";
import { policyProperties, type PolicyProperty } from "./cloudformation-resources";
import { serverlessResources } from "./serverless-resources";

/** A property that the place alone makes a policy. */
export interface PlacedValue {
  readonly value: ValueNode;
  readonly place: Place;
  /** The value is a list of statements (or one of them) without the document around it. */
  readonly statements: boolean;
  /** What stands there is no policy unless it looks like one: SAM's `Policies` also take names and templates. */
  readonly mayBeOther: boolean;
}

/** A resource of a template. */
export interface TemplateResource {
  readonly id: string;
  /** Where the id stands, with its quotes. */
  readonly idSpan: Span;
  readonly type: string;
  readonly properties: ObjectNode;
  /** All that the template says of it. */
  readonly body: ObjectNode;
  /** The condition under which it is made. */
  readonly condition?: string;
  /** Of AWS SAM. */
  readonly connectors?: ValueNode;
}

/** The resources of a template, those in `Fn::ForEach` loops included; empty where the value is no template. */
export function resourcesOf(root: ValueNode): TemplateResource[] {
  if (root.kind !== "object") return [];
  const section = entryOf(root, "Resources")?.value;
  const sections = section ? [section] : serverlessResources(entryOf(root, "resources")?.value);
  return sections.flatMap((one) => (one.kind === "object" ? resourcesIn(one) : []));
}

/** The resources of a template, or of a part of one that another file takes in (`${file(…)}`, AWS::Include): one resource, or several by their names. */
export function resourcesOfPart(root: ValueNode): TemplateResource[] {
  const own = resourcesOf(root);
  if (own.length > 0 || root.kind !== "object" || entryOf(root, "Resources") || entryOf(root, "service")) return own;
  return resourcesWithin(root, deepestPart);
}

/** So deep resources stand below the keys by which a file is taken in: `${file(a.yml):dev.roles}`. */
const deepestPart = 2;
const ofTemplate = /^(?:AWS|Custom|Alexa)::\w/;

function resourcesWithin(node: ObjectNode, depth: number): TemplateResource[] {
  const type = entryOf(node, "Type");
  if (type?.value.kind === "string" && ofTemplate.test(type.value.value)) {
    const only = resourceIn(entryFor(type.value.value.split("::").at(-1)!, node, type.keySpan));
    return only ? [only] : [];
  }
  const own = resourcesIn(node).filter((one) => ofTemplate.test(one.type));
  if (own.length > 0 || depth === 0) return own;
  const below = node.entries.flatMap(({ key, value }) =>
    value.kind === "object" ? resourcesWithin(value, depth - 1).map((one) => ({ one, key })) : [],
  );
  // Of one name below several keys each is another: `dev.Role` and `prod.Role`.
  const counts = new Map<string, number>();
  for (const { one } of below) counts.set(one.id, (counts.get(one.id) ?? 0) + 1);
  return below.map(({ one, key }) => (counts.get(one.id) === 1 ? one : { ...one, id: `${key}.${one.id}` }));
}

function resourcesIn(section: ObjectNode): TemplateResource[] {
  return section.entries.flatMap((entry): TemplateResource[] => {
    const { key, value } = entry;
    if (key.startsWith("Fn::ForEach") && value.kind === "array") {
      const body = value.items[2];
      return body?.kind === "object" ? resourcesIn(body) : [];
    }
    const resource = resourceIn(entry);
    return resource ? [resource] : [];
  });
}

function resourceIn({ key, keySpan, value }: ObjectNode["entries"][number]): TemplateResource | null {
  if (value.kind !== "object") return null;
  const type = entryOf(value, "Type")?.value;
  const properties = entryOf(value, "Properties")?.value;
  if (type?.kind !== "string" || (properties && properties.kind !== "object")) return null;
  const condition = entryOf(value, "Condition")?.value;
  const connectors = entryOf(value, "Connectors")?.value;
  return {
    id: key,
    idSpan: keySpan,
    type: type.value,
    body: value,
    properties: properties ?? objectNode(value.span, []),
    ...(condition?.kind === "string" && { condition: condition.value }),
    ...(connectors && { connectors }),
  };
}

/** What the names in a template's texts may stand for; undefined for what is no template. */
export function namesOf(root: ValueNode, resources: readonly TemplateResource[]): TemplateNames | undefined {
  if (root.kind !== "object" || resources.length === 0) return undefined;
  const parameters = entryOf(root, "Parameters")?.value;
  const declared = new Set([
    ...(parameters?.kind === "object" ? parameters.entries.map(({ key }) => key) : []),
    ...resources.map(({ id }) => id),
  ]);
  const section = entryOf(root, "Resources")?.value;
  const hasLoops = section?.kind === "object" && section.entries.some(({ key }) => key.startsWith("Fn::"));
  return { declared, isOpen: hasLoops || hasMacros(entryOf(root, "Transform")?.value), inText: false };
}

/** Whether transforms other than those of AWS, of which none fills in texts, work on a template. */
function hasMacros(transform: ValueNode | undefined): boolean {
  if (!transform) return false;
  const all = transform.kind === "array" ? transform.items : [transform];
  return !all.every((one) => one.kind === "string" && one.value.startsWith("AWS::"));
}

/** The policies that the resources of a template carry. */
export function placedPolicies(resources: readonly TemplateResource[]): PlacedValue[] {
  const boundaries = new Set(
    resources.flatMap((resource) => referredTo(entryOf(resource.properties, "PermissionsBoundary")?.value)),
  );
  const holders = attachments(resources);
  return resources.flatMap((resource) =>
    (policyProperties[resource.type] ?? []).flatMap((property) => {
      const policyType = typeOf(property, resource, boundaries);
      if (policyType === null) return [];
      const place: Place = {
        policyType,
        resourceType: property.carrier ?? resource.type,
        label: resource.id,
        inNetwork:
          property.network === undefined ? undefined : isSet(entryOf(resource.properties, property.network)?.value),
        principal: policyType === "identity" ? principalOf(resource, holders) : undefined,
      };
      return valuesAt(resource.properties, property.path).map((value) => ({
        value,
        place,
        statements: property.statements ?? false,
        mayBeOther: property.mayBeOther ?? false,
      }));
    }),
  );
}

function isSet(value: ValueNode | undefined): boolean {
  return value !== undefined && (value.kind !== "object" || value.entries.length > 0);
}

function typeOf(
  property: PolicyProperty,
  resource: TemplateResource,
  boundaries: ReadonlySet<string>,
): PolicyType | null {
  if (property.policyType === "organizations") {
    const type = (entryOf(resource.properties, "Type") ?? entryOf(resource.properties, "PolicyType"))?.value;
    if (type?.kind !== "string") return null;
    return type.value === "SERVICE_CONTROL_POLICY" ? "scp" : type.value === "RESOURCE_CONTROL_POLICY" ? "rcp" : null;
  }
  return property.policyType === "identity" && boundaries.has(resource.id) ? "boundary" : property.policyType;
}

/** The values at a path in which `*` is every item of a list, in every branch of a condition. */
function valuesAt(node: ValueNode, path: readonly string[]): ValueNode[] {
  if (node.kind === "unknown") return node.alternatives.flatMap((one) => (one ? valuesAt(one, path) : []));
  const [step, ...rest] = path;
  if (step === undefined) return [node];
  if (step === "*")
    return node.kind === "array" ? node.items.flatMap((item) => valuesAt(item, rest)) : valuesAt(node, rest);
  const next = node.kind === "object" ? entryOf(node, step)?.value : undefined;
  return next ? valuesAt(next, rest) : [];
}

/** The logical ids that a value refers to. */
function referredTo(node: ValueNode | undefined): string[] {
  switch (node?.kind) {
    case "template":
      return node.parts.flatMap((part) => (typeof part === "string" ? [] : [part.name.split(".", 1)[0]!]));
    case "array":
      return node.items.flatMap(referredTo);
    case "unknown":
      return node.alternatives.flatMap((one) => referredTo(one ?? undefined));
    default:
      return [];
  }
}

const attachingProperties = ["Roles", "Users", "Groups", "RoleName", "UserName", "GroupName"];

/** For each policy resource, the roles, users and groups of the template that it is attached to, from either side. */
function attachments(resources: readonly TemplateResource[]): ReadonlyMap<string, readonly string[]> {
  // What else is named, as a stack by its output, has the role elsewhere.
  const declared = new Set(resources.flatMap(({ id, type }) => (holderTypes.has(type) ? [id] : [])));
  const holders = new Map<string, string[]>();
  const attach = (policy: string, holder: string): void => {
    if (!declared.has(holder)) return;
    const known = holders.get(policy);
    if (!known) holders.set(policy, [holder]);
    else if (!known.includes(holder)) known.push(holder);
  };
  for (const { id, properties } of resources) {
    for (const name of attachingProperties)
      for (const holder of referredTo(entryOf(properties, name)?.value)) attach(id, holder);
    for (const policy of referredTo(entryOf(properties, "ManagedPolicyArns")?.value)) attach(policy, id);
  }
  return holders;
}

const holderTypes = new Set([
  "AWS::IAM::Role",
  "AWS::IAM::User",
  "AWS::IAM::Group",
  "AWS::SSO::PermissionSet",
  "AWS::Serverless::Function",
  "AWS::Serverless::StateMachine",
]);

function principalOf(resource: TemplateResource, holders: ReadonlyMap<string, readonly string[]>): string {
  if (holderTypes.has(resource.type)) return resource.id;
  const attached = holders.get(resource.id);
  return attached?.length === 1 ? attached[0]! : resource.id;
}
