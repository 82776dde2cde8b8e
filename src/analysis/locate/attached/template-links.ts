/** Who has which policy, and is in which group, as a template of CloudFormation or the Serverless Framework says it. */
import { stringNode } from "../../source/made-values";
import { entryOf, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { doorsInTemplate } from "./doors";
import type { GrantTo } from "./generated";
import { holeOf, isAlwaysThere, type Leaf, leavesOf } from "./leaves";
import { type Identity, type Link, type Links, namesOf, type OtherLink, type Stranger } from "./links";
import { roleUsersInTemplate } from "./role-users";
import { grantsOfSam } from "./sam-grants";
import { grantsInServerless } from "./serverless-grants";
import { extendedRole, heirsOfService, statementsOfService } from "./serverless-roles";
import { resourcesInTemplate, targetsInTemplate } from "./targets";
import { nameProperties, TemplateNames } from "./template-names";
import { managedInServerless } from "./templates";

const holderTypes = /^AWS::(?:IAM::(?:Role|User|Group)|SSO::PermissionSet|Serverless::(?:Function|StateMachine))$/;
const policyTypes = /^AWS::IAM::(?:Role|User|Group|Managed)?Policy$/;

/** By the property of a policy, the type of whom it names. */
const attaching: readonly (readonly [name: string, type: string])[] = [
  ["Roles", "AWS::IAM::Role"],
  ["RoleName", "AWS::IAM::Role"],
  ["Users", "AWS::IAM::User"],
  ["UserName", "AWS::IAM::User"],
  ["Groups", "AWS::IAM::Group"],
  ["GroupName", "AWS::IAM::Group"],
];

function isHolderOfIam(type: string): boolean {
  return /^AWS::IAM::(?:Role|User|Group)$/.test(type);
}

function kindOf(type: string): OtherLink["kind"] {
  return type.replace("AWS::IAM::", "").toLowerCase() as OtherLink["kind"];
}

/** The links of a CloudFormation template. */
export function linksInTemplate(resources: readonly TemplateResource[], root: ValueNode): Links {
  const template = new TemplateLinks(resources);
  const identities = new Map(
    resources
      .filter(({ type }) => isHolderOfIam(type))
      .map(({ id, type, properties }): [string, Identity] => [
        id,
        { kind: kindOf(type), name: entryOf(properties, nameProperties[type]!)?.value ?? null },
      ]),
  );
  return {
    holders: resources.filter(({ type }) => holderTypes.test(type)).map(({ id }) => id),
    links: [
      ...resources.flatMap((one) => [
        ...template.linksOf(one),
        ...template.connected(one),
        ...grantsOfSam(one, root).map(linkTo),
      ]),
      ...grantsInServerless(root).map(linkTo),
      ...template.ofServerless(root),
    ],
    others: resources.flatMap((one) => template.othersOf(one)),
    targets: targetsInTemplate(resources),
    resources: resourcesInTemplate(resources, root),
    doors: doorsInTemplate(resources, root),
    roleUsers: roleUsersInTemplate(resources, root, (node) => template.named(node, "AWS::IAM::Role")),
    withRole: new Set(resources.flatMap((one) => (isGivenRole(one) ? [one.id] : []))),
    names: namesOf(identities),
    identities,
    conditions: new Map(resources.flatMap(({ id, condition }) => (condition === undefined ? [] : [[id, condition]]))),
  };
}

class TemplateLinks extends TemplateNames {
  linksOf(resource: TemplateResource): readonly Link[] {
    const { id, type, properties } = resource;
    const at = (name: string) => leavesOf(entryOf(properties, name)?.value);
    if (policyTypes.test(type))
      return attaching.flatMap(([name, of]) =>
        at(name).flatMap(({ node, conditional }): Link[] => {
          const holder = this.named(node, of);
          return holder === null ? [] : [{ holder, to: id, node, conditional }];
        }),
      );
    if (type === "AWS::IAM::UserToGroupAddition") {
      const group = at("GroupName").map(({ node }) => this.named(node, "AWS::IAM::Group"));
      return at("Users").flatMap(({ node, conditional }): Link[] => {
        const holder = this.named(node, "AWS::IAM::User");
        return holder === null
          ? []
          : [
              {
                holder,
                to: group[0] ?? null,
                node,
                conditional: conditional || this.mayBeMissing(resource, holder),
              },
            ];
      });
    }
    if (!holderTypes.test(type)) return [];
    const groups = type === "AWS::IAM::User" ? at("Groups") : [];
    return [
      ...groups.map(({ node, conditional }): Link => ({
        holder: id,
        to: this.named(node, "AWS::IAM::Group"),
        node,
        conditional,
      })),
      ...at(type === "AWS::SSO::PermissionSet" ? "ManagedPolicies" : "ManagedPolicyArns").flatMap((leaf) =>
        this.managed(id, leaf),
      ),
      ...at("CustomerManagedPolicyReferences").map((leaf) => this.referred(id, leaf)),
      ...(type.startsWith("AWS::Serverless::") ? this.ofSam(resource) : this.unreadInline(resource)),
    ];
  }

  othersOf({ id, type, properties, condition }: TemplateResource): readonly OtherLink[] {
    const at = (name: string) => leavesOf(entryOf(properties, name)?.value);
    const strangersAt = (name: string, of: string): readonly Stranger[] =>
      at(name)
        .filter(({ node }) => this.named(node, of) === null)
        .map(({ node, conditional }) => ({
          kind: kindOf(of),
          named: node,
          conditional,
        }));
    if (policyTypes.test(type))
      return attaching.flatMap(([name, of]) =>
        strangersAt(name, of).map((one): OtherLink => ({
          ...one,
          to: id,
          node: one.named,
        })),
      );
    if (type !== "AWS::IAM::UserToGroupAddition") return [];
    const mayBeMissing = condition !== undefined;
    return strangersAt("Users", "AWS::IAM::User").flatMap((one) =>
      at("GroupName").map(({ node }): OtherLink => ({
        ...one,
        to: this.named(node, "AWS::IAM::Group"),
        node,
        conditional: one.conditional || mayBeMissing,
      })),
    );
  }

  private mayBeMissing({ condition }: TemplateResource, holder: string): boolean {
    return condition !== undefined && condition !== this.byId.get(holder)?.condition;
  }

  private managed(holder: string, { node, conditional }: Leaf): Link[] {
    return [
      {
        holder,
        to: this.named(node, "AWS::IAM::ManagedPolicy"),
        node,
        conditional,
        by: "arn",
      },
    ];
  }

  /** A policy of the account that a permission set has by its name. */
  private referred(holder: string, { node, conditional }: Leaf): Link {
    const name = valueAt(node, "Name");
    const type = "AWS::IAM::ManagedPolicy";
    const id = name?.kind === "string" ? this.calledBy(type, name.value) : name && this.named(name, type);
    return { holder, to: id ?? null, node, conditional };
  }

  private ofSam(resource: TemplateResource): Link[] {
    if (isGivenRole(resource)) return [];
    const { id, properties } = resource;
    const policies = leavesOf(entryOf(properties, "Policies")?.value).flatMap((leaf): Link[] => {
      const { node, conditional } = leaf;
      if (node.kind !== "object") return this.managed(id, leaf).map((one) => ({ ...one, by: "name" }));
      if (entryOf(node, "Statement") || entryOf(node, "PolicyDocument")) return [];
      const [entry, ...others] = node.entries;
      const template = entry && others.length === 0 ? { name: entry.key, parameters: entry.value } : undefined;
      return [
        {
          holder: id,
          to: null,
          node,
          conditional,
          ...(template && { template }),
        },
      ];
    });
    return policies;
  }

  /** What a connector of SAM grants is told by its ends: to the role of a function, at whichever. */
  connected({ id, type, properties, connectors }: TemplateResource): Link[] {
    const all: (readonly [from: string | null, properties: ValueNode])[] = [];
    if (type === "AWS::Serverless::Connector") all.push([null, properties]);
    if (connectors?.kind === "object")
      for (const { value } of connectors.entries) all.push([id, valueAt(value, "Properties") ?? value]);
    return all.flatMap(([from, given]) => {
      const ends = [from, ...["Source", "Destination"].flatMap((end) => idsIn(valueAt(given, end)))];
      const holders = ends.flatMap((end) => this.roleOf(end) ?? []);
      return [...new Set(holders)].map((holder): Link => ({
        holder,
        to: null,
        node: given,
        conditional: false,
      }));
    });
  }

  private roleOf(id: string | null): string | null {
    const resource = id === null ? undefined : this.byId.get(id);
    if (!resource) return null;
    const role = entryOf(resource.properties, "Role")?.value;
    return (role && this.named(role, "AWS::IAM::Role")) ?? (holderTypes.test(resource.type) ? resource.id : null);
  }

  /** The managed policies of the roles of a service of the Serverless Framework, and who has its statements, too. */
  ofServerless(root: ValueNode): readonly Link[] {
    const managed = managedInServerless(root).flatMap(({ holder, value }) =>
      leavesOf(value).flatMap((leaf) => this.managed(holder, leaf)),
    );
    const statements = extendedRole(root, "Policies") ? undefined : statementsOfService(root);
    const heirs = statements ? heirsOfService(root) : [];
    if (!statements || heirs.length === 0) return managed;
    const all = [{ name: "provider", node: statements, conditional: false }, ...heirs];
    return [
      ...managed,
      ...all.map(({ name, ...one }): Link => ({
        ...one,
        holder: name,
        to: "provider",
      })),
    ];
  }

  /** Policies in the resource itself that are no documents. */
  private unreadInline({ id, properties }: TemplateResource): Link[] {
    return leavesOf(entryOf(properties, "Policies")?.value).flatMap(({ node, conditional }): Link[] => {
      const documents =
        node.kind === "object" ? leavesOf(entryOf(node, "PolicyDocument")?.value) : [{ node, conditional }];
      return documents
        .filter((one) => one.node.kind === "unknown" || holeOf(one.node) !== null)
        .map((one): Link => ({
          holder: id,
          to: null,
          node: one.node,
          conditional,
        }));
    });
  }
}

/** SAM makes no role then, and ignores `Policies` (AWS SAM: AWS::Serverless::Function); of a state machine it takes no such template. */
function isGivenRole({ type, properties }: TemplateResource): boolean {
  return type === "AWS::Serverless::Function" && isAlwaysThere(entryOf(properties, "Role")?.value);
}

function linkTo({ holder, node, conditional, condition, managed, statements }: GrantTo): Link {
  const link: Link = { holder, to: null, node, conditional, ...(condition !== undefined && { condition }) };
  if (statements) return { ...link, granted: statements };
  if (managed === undefined) return link;
  return {
    ...link,
    by: "arn",
    node: stringNode(node.span, `arn:aws:iam::aws:policy/${managed}`),
  };
}

/** `{ Id: … }`, or several. */
function idsIn(node: ValueNode | undefined): readonly string[] {
  return leavesOf(node).flatMap((leaf) => {
    const id = valueAt(leaf.node, "Id");
    return id?.kind === "string" ? [id.value] : [];
  });
}
