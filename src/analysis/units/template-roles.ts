/** What the roles of a CloudFormation template allow, and who uses them. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import type { GeneratedGrant } from "../locate/attached/generated";
import type { TemplateResource } from "../locate/cloudformation";
import type { LocatedPolicy } from "../locate/located";
import { documentOf } from "../managed/judgement";
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { Span } from "../text";
import { entryOf, type TextPart, valueAt, type ValueNode } from "../value";
import type { DeclaredNames } from "./declared-names";
import { madePolicy } from "./made-policy";
import { samTemplate } from "./sam-policies";
import { attachingProperty, hasOtherUsers, refersTo } from "./template-role-users";
import type { RolePolicy, UnitRole } from "./unit";

/** What a template says, and what is known beside it. */
export interface TemplateReading {
  readonly root: ValueNode;
  readonly resources: readonly TemplateResource[];
  readonly names: DeclaredNames;
  readonly located: readonly LocatedPolicy[];
  readonly managed: ManagedPolicies;
  /** The policies of its resources. */
  readonly ofResources: readonly Policy[];
  /** Why the grants of none of its roles are known; null where they may be. */
  readonly doubt: string | null;
}

/** Gathers the policies of one role. */
export class RoleReader {
  private readonly policies: RolePolicy[] = [];
  private doubt: string | null;
  private isLimited = false;
  private writtenName: string | undefined;

  constructor(private readonly reading: TemplateReading) {
    this.doubt = reading.doubt;
  }

  role(name: string, at: Span, hasOtherUsers: boolean): UnitRole {
    const { policies, doubt, isLimited, writtenName, reading } = this;
    const { names, ofResources } = reading;
    return {
      ...{ name, writtenName, at, policies, doubt, isLimited, hasOtherUsers, names, ofResources },
      keyPolicyOf: (key) => names.keyPolicyOf(key),
    };
  }

  isUnknown(why: string): void {
    this.doubt ??= why;
  }

  /** By a permissions boundary. */
  limited(): void {
    this.isLimited = true;
    this.isUnknown("a permissions boundary limits it");
  }

  /** A policy document as it stands in the template. */
  document(node: ValueNode | null | undefined, label: string): void {
    if (node?.kind === "unknown") {
      this.isUnknown("a policy of it depends on a condition of the template");
      for (const one of node.alternatives) if (one) this.document(one, label);
      return;
    }
    const located = this.reading.located.find(({ root }) => root === node || root.span === node?.span);
    const policy =
      node?.kind === "object" ? readPolicy(node, located?.place ?? { policyType: "identity", label }) : null;
    if (!policy || located?.unread) this.isUnknown("a policy of it cannot be read");
    else this.policies.push({ policy, located: located ?? null });
  }

  /** Statements without a document around them. */
  statements(node: ValueNode): void {
    const located = this.reading.located.find(({ root }) => root.span === node.span);
    const policy = located && readPolicy(located.root, located.place);
    if (!policy || located.unread) this.isUnknown("a policy of it cannot be read");
    else {
      this.policies.push({ policy, located });
      if (!policy.complete) this.isUnknown("statements of other files may be among its own");
    }
  }

  /** A managed policy by its ARN, or by its name where `byName`. */
  managedPolicy(node: ValueNode | null, byName: boolean): void {
    if (node?.kind === "unknown" && node.alternatives.length === 1 && node.alternatives[0] === null) return;
    if (node?.kind === "template") {
      const own = this.ownManaged(node.parts);
      if (own) return this.document(entryOf(own.properties, "PolicyDocument")?.value, own.id);
    }
    const parts = node && this.reading.names.textOf(node);
    const text = parts?.every((part) => typeof part === "string") ? parts.join("") : null;
    const name = text === null ? null : managedName(text, byName);
    const policy = name === null ? undefined : this.reading.managed.policy(name);
    const document = policy && documentOf(policy);
    if (document) this.policies.push({ policy: document, located: null });
    else this.isUnknown("a managed policy of it is not known");
  }

  awsManaged(...names: readonly string[]): void {
    for (const name of names) {
      const policy = this.reading.managed.policy(name);
      const document = policy && documentOf(policy);
      if (document) this.policies.push({ policy: document, located: null });
    }
  }

  /** What a tool grants that makes the role. */
  generated(grants: readonly GeneratedGrant[]): void {
    const { names } = this.reading;
    for (const { managed, statements, conditional, node } of grants) {
      if (conditional) this.isUnknown("what it is given depends on a condition of the template");
      if (managed !== undefined) this.awsManaged(managed.slice(managed.lastIndexOf("/") + 1));
      else if (!statements) this.isUnknown("what it is given for an event cannot be read");
      else {
        const resolved = statements.map(({ actions, resources }) => ({
          actions,
          resources: resources.map((parts) => names.resolve(parts)),
        }));
        this.policies.push({ policy: madePolicy(resolved, node.span), located: null });
      }
    }
  }

  /** What stands in the list `Policies` of SAM. */
  samPolicies(node: ValueNode | undefined, label: string): void {
    if (!node) return;
    for (const one of node.kind === "array" ? node.items : [node]) this.samPolicy(one, label);
  }

  private samPolicy(node: ValueNode, label: string): void {
    if (node.kind === "string" || node.kind === "template") return this.managedPolicy(node, true);
    if (node.kind !== "object") return this.isUnknown("a policy of it depends on a condition of the template");
    if (entryOf(node, "Statement")) return this.document(node, label);
    const [entry, ...others] = node.entries;
    const statements =
      entry && others.length === 0 ? samTemplate(entry.key, (name) => this.parameter(entry.value, name)) : null;
    if (statements) this.policies.push({ policy: madePolicy(statements, entry!.keySpan, label), located: null });
    else this.isUnknown("a policy template of it is not known");
  }

  private parameter(node: ValueNode, name: string): readonly TextPart[] | null {
    const value = valueAt(node, name);
    return value ? this.reading.names.textOf(value) : null;
  }

  private ownManaged(parts: readonly TextPart[]): TemplateResource | null {
    const [only, ...others] = parts;
    if (typeof only !== "object" || others.length > 0) return null;
    return (
      this.reading.resources.find(
        ({ id, type }) => type === "AWS::IAM::ManagedPolicy" && (only.name === id || only.name === `${id}.PolicyArn`),
      ) ?? null
    );
  }

  /** Policies that are resources of their own and are attached to the role by its logical id. */
  attached(roleId: string): void {
    for (const { id, type, properties } of this.reading.resources) {
      const property = attachingProperty[type];
      if (property === undefined) continue;
      const to = entryOf(properties, property)?.value;
      if (refersTo(to, roleId)) this.document(entryOf(properties, "PolicyDocument")?.value, id);
      else if (to?.kind === "unknown" || (to?.kind === "array" && to.items.some(({ kind }) => kind === "unknown")))
        this.isUnknown("a policy may be attached to it by a condition of the template");
    }
  }

  /** An `AWS::IAM::Role`. */
  resource({ id, properties }: TemplateResource): void {
    const written = entryOf(properties, "RoleName")?.value;
    if (written?.kind === "string") this.writtenName = written.value;
    const inline = entryOf(properties, "Policies")?.value;
    if (inline && inline.kind !== "array") this.isUnknown("its policies depend on a condition of the template");
    for (const one of inline?.kind === "array" ? inline.items : []) {
      if (one.kind !== "object") this.isUnknown("a policy of it depends on a condition of the template");
      else this.document(entryOf(one, "PolicyDocument")?.value, id);
    }
    const managed = entryOf(properties, "ManagedPolicyArns")?.value;
    if (managed && managed.kind !== "array") this.isUnknown("its managed policies are not known");
    for (const one of managed?.kind === "array" ? managed.items : []) this.managedPolicy(one, false);
    if (entryOf(properties, "PermissionsBoundary")) this.limited();
    this.attached(id);
  }
}

/** The name of a managed policy of AWS; null for one of the account's own. */
function managedName(text: string, byName: boolean): string | null {
  const mark = ":iam::aws:policy/";
  const at = text.indexOf(mark);
  if (at < 0) return byName && !text.startsWith("arn:") ? text.slice(text.lastIndexOf("/") + 1) : null;
  const rest = text.slice(at + mark.length);
  return rest.slice(rest.lastIndexOf("/") + 1);
}

/** A role of the template by what names it; null for others. */
export function roleNamed(given: ValueNode, reading: TemplateReading): UnitRole | null {
  const id = idOfRole(given);
  const role = reading.resources.find((one) => one.id === id && one.type === "AWS::IAM::Role");
  return role ? roleOfResource(role, reading) : null;
}

/** An `AWS::IAM::Role` of the template. */
export function roleOfResource(role: TemplateResource, reading: TemplateReading): UnitRole {
  const reader = new RoleReader(reading);
  reader.resource(role);
  const inOtherStacks = reading.resources.some(
    ({ type, properties }) => /Stack$|Application$|^Custom::/.test(type) && refersTo(properties, role.id),
  );
  if (inOtherStacks) reader.isUnknown("another template is given it, and may add to it");
  return reader.role(
    role.id,
    spanOfResource(role.id, reading) ?? role.properties.span,
    hasOtherUsers(role.id, reading),
  );
}

/** The logical id of the resource whose ARN a value is. */
export function idOfRole(given: ValueNode): string | null {
  const [only, ...others] = given.kind === "template" ? given.parts : [];
  return typeof only === "object" && others.length === 0 ? only.name.replace(/\.Arn$/, "") : null;
}

/** The logical id of a resource where it is declared. */
export function spanOfResource(id: string, { root }: Pick<TemplateReading, "root">): Span | null {
  const section = valueAt(root, "Resources") ?? valueAt(root, "resources", "Resources");
  return (section?.kind === "object" ? entryOf(section, id)?.keySpan : null) ?? null;
}
