/** Finds the policies in a tree of values: those that their place makes one, and whatever else looks like one. */
import { hasElements, looksLikePolicy } from "../policy/looks-like-policy";
import type { Place, PolicyType, TemplateNames } from "../policy/model";
import type { LocateProblem } from "../source/problem";
import { entryOf, type ObjectNode, type StringNode, type TemplateNode, valueAt, type ValueNode } from "../value";
import { boundInServerless } from "./attached/serverless-roles";
import { serviceOfPart } from "./attached/service-parts";
import { linksInTemplate } from "./attached/template-links";
import { attachedInServerless, attachedInTemplate, boundInTemplate } from "./attached/templates";
import {
  namesOf,
  placedPolicies,
  type PlacedValue,
  resourcesOf,
  resourcesOfPart,
  type TemplateResource,
} from "./cloudformation";
import { policyProperties } from "./cloudformation-resources";
import { declaredInTemplate } from "./declared";
import { documentAround } from "./document-around";
import { isTemplateText } from "./gate";
import type { Located, LocatedPolicy, Writer } from "./located";
import { permissionPolicy } from "./permission";
import { permissionIn, permissionResources, propertiesOf } from "./permission-resources";
import { placedInServerless } from "./serverless";

/** What a form lends to the search. */
export interface Form {
  readonly writer: Writer;
  /** Somebody says that the document is a policy: it is one as a whole where nothing in it is, and it has elements of one. */
  readonly isPolicy?: boolean;
  /** The policies in a text that is itself a document, such as JSON in a string. */
  embedded(node: StringNode | TemplateNode, place: Place): Located;
}

/**
 * The policies of a tree, in the order of the text; a node that stands in several places is looked at once.
 * @param around what carries all that is found
 * @param placed what its place makes a policy, beside what a template tells
 */
export function findPolicies(
  root: ValueNode,
  form: Form,
  around: Place = {},
  placed: readonly PlacedValue[] = [],
): Located {
  return new Search(root, form, around, placed).run();
}

class Search {
  private readonly policies: LocatedPolicy[] = [];
  private readonly problems: LocateProblem[] = [];
  private readonly placed = new Map<ValueNode, PlacedValue>();
  private readonly resources = new Map<ValueNode, TemplateResource>();
  private readonly seen = new Set<ValueNode>();
  private template: TemplateNames | undefined;

  constructor(
    private readonly root: ValueNode,
    private readonly form: Form,
    private readonly around: Place,
    private readonly given: readonly PlacedValue[],
  ) {}

  run(): Located {
    const resources = resourcesOfPart(this.root);
    const service = serviceOfPart(this.root);
    for (const placed of [...placedPolicies(resources), ...placedInServerless(service), ...this.given])
      this.placed.set(placed.value, placed);
    for (const resource of resources) this.resources.set(resource.properties, resource);
    // What a part of a template refers to, others may declare.
    this.template = namesOf(this.root, resourcesOf(this.root));
    this.visit(this.root, this.around);
    for (const resource of resources) this.takePermission(resource);
    const { root, policies, problems } = this;
    if (this.form.isPolicy && policies.length + problems.length === 0 && root.kind === "object" && hasElements(root))
      this.take(root, {});
    return {
      policies: this.policies,
      problems: this.problems,
      declared: resources.map(declaredInTemplate),
      attached: [...attachedInTemplate(resources), ...attachedInServerless(service)],
      bounded: [...boundInTemplate(resources, this.root), ...boundInServerless(service)],
      links: () => linksInTemplate(resources, service),
    };
  }

  private visit(node: ValueNode, around: Place): void {
    if (this.seen.has(node)) return;
    switch (node.kind) {
      case "object":
      case "array":
        this.seen.add(node);
        break;
      case "unknown":
        this.seen.add(node);
        if (node.variable !== undefined && this.placed.get(node)?.statements)
          this.takePlaced(node, this.placed.get(node)!);
        for (const one of node.alternatives) if (one) this.visit(one, around);
        return;
      case "string":
      case "template":
        this.visitText(node, this.placed.get(node)?.place ?? around);
        return;
      default:
        return;
    }
    const placed = this.placed.get(node);
    if (placed && this.takePlaced(node, placed)) return;
    if (node.kind === "array") {
      for (const item of node.items) this.visit(item, around);
    } else if (looksLikePolicy(node) && !this.resources.has(node)) {
      this.take(node, around);
    } else {
      this.visitEntries(node, around);
    }
  }

  private visitEntries(node: ObjectNode, around: Place): void {
    const resource = this.resources.get(node);
    if (resource && policyProperties[resource.type]?.length === 0) return;
    const crossplane = crossplaneKind(node);
    if (crossplane === "things") return;
    const organizations = organizationsType(node) ?? (crossplane === "organizations" ? "scp" : null);
    const inside: Place = resource
      ? { resourceType: resource.type, label: resource.id }
      : organizations
        ? { ...around, policyType: organizations, resourceType: "AWS::Organizations::Policy" }
        : around;
    for (const { key, value } of node.entries)
      this.visit(value, trustKeys.has(key) ? { ...inside, policyType: "trust" } : inside);
  }

  private takePlaced(node: ValueNode, placed: PlacedValue): boolean {
    if (placed.statements) this.take(documentAround(node), placed.place);
    else if (node.kind === "object" && (!placed.mayBeOther || looksLikePolicy(node))) this.take(node, placed.place);
    else return false;
    return true;
  }

  private visitText(node: StringNode | TemplateNode, place: Place): void {
    const start = node.kind === "string" ? node.value : node.parts[0];
    if (typeof start !== "string" || !(/^\s*[{[]/.test(start) || isTemplateText(start))) return;
    if (this.seen.has(node)) return;
    this.seen.add(node);
    const { policies, problems } = this.form.embedded(node, place);
    const template = this.template && !isTemplateText(start) && { ...this.template, inText: true };
    this.policies.push(
      ...(template ? policies.map((policy) => ({ ...policy, place: { ...policy.place, template } })) : policies),
    );
    this.problems.push(...problems);
  }

  private takePermission({ id, type, properties }: TemplateResource): void {
    const permission = permissionResources[type];
    if (!permission || entryOf(properties, "Statement")) return;
    const root = permissionPolicy(permissionIn(propertiesOf(properties)), properties.span, permission.action);
    if (root) this.take(root, { policyType: "resource", resourceType: permission.carrier, label: id });
  }

  private take(root: ObjectNode, place: Place): void {
    const { template } = this;
    this.policies.push({ root, place: template ? { ...place, template } : place, writer: this.form.writer });
  }
}

/**
 * What a policy of Crossplane's or of AWS's own controllers is: one of AWS IoT Core, which has a language of its own, or one of an
 * organization, which controls services where it does not say what it is.
 */
function crossplaneKind(node: ObjectNode): "things" | "organizations" | null {
  const version = valueAt(node, "apiVersion");
  const kind = valueAt(node, "kind");
  if (version?.kind !== "string" || kind?.kind !== "string" || kind.value !== "Policy") return null;
  return /^iot\./.test(version.value) ? "things" : /^organizations\./.test(version.value) ? "organizations" : null;
}

/** An object that says so of the policy in it: `{ type: 'SERVICE_CONTROL_POLICY', content: { … } }` in whatever tool. */
function organizationsType(node: ObjectNode): PolicyType | null {
  const type = node.entries.find(({ key }) => key === "type" || key === "Type")?.value;
  if (type?.kind !== "string") return null;
  return type.value === "SERVICE_CONTROL_POLICY" ? "scp" : type.value === "RESOURCE_CONTROL_POLICY" ? "rcp" : null;
}

/** Keys that say "trust policy" in whatever document: the AWS API, templates, Terraform. */
const trustKeys = new Set([
  "AssumeRolePolicyDocument",
  "assumeRolePolicyDocument",
  "assume_role_policy",
  "AssumeRolePolicy",
]);
