/** Who has which policy, and is in which group, as the files of a Terraform module say it. */
import type { Place } from "../../policy/model";
import type { SyntaxNode } from "../../source/syntax-tree";
import { textOf } from "../../source/syntax-tree";
import type { StringNode, TemplateNode, ValueNode } from "../../value";
import { addressOf, argumentOf, type Block, expressionsAt } from "../terraform/blocks";
import { addressIn } from "../terraform/holders";
import { documentOf } from "../terraform/policy-document";
import { holderArguments } from "../terraform/resources";
import type { TerraformValues } from "../terraform/values";
import { doorsInTerraform } from "./doors";
import { holeOf, type Leaf, leavesOf } from "./leaves";
import { type Link, type Links, type OtherLink, ownName, type Stranger } from "./links";
import { mayNameRole, type RoleUser, takesRole } from "./role-users";
import { attachingArguments } from "./terraform";
import { documentUses, type SharedDocument } from "./terraform-documents";
import { givenToForeign, isForeign } from "./terraform-modules";
import { resourcesInTerraform, standsOn, targetsInTerraform } from "./terraform-targets";

const holderType = /^aws_iam_(role|user|group)$/;
const rolesOfPool = "aws_cognito_identity_pool_roles_attachment";
const referenceToOwn = "aws_ssoadmin_customer_managed_policy_attachment";
const inlineType = /^aws_iam_(?:role|user|group)_policy$/;

/** @param documents by the address of a policy document what takes it first, and is the label of its policy */
export function linksInTerraform(
  blocks: readonly Block[],
  values: TerraformValues,
  documents: ReadonlyMap<string, string>,
  shared: readonly SharedDocument[] = [],
): Links {
  const links = new TerraformLinks(blocks, values, documents).links();
  return {
    ...links,
    documents: documentUses(blocks, values, documents),
    shared: shared.filter(({ place }) => !isLinked(place)),
  };
}

/** What has a policy of its own, besides what attaches one: `Links.links` and `Links.targets` tell of that. */
function isLinked({ policyType, resourceType = "", label = "" }: Place): boolean {
  if (policyType === "identity") return /^AWS::IAM::\w*Policy$/.test(resourceType);
  return policyType !== "trust" && standsOn[label.slice(0, label.indexOf("."))] !== undefined;
}

class TerraformLinks {
  private readonly byAddress: ReadonlyMap<string, Block>;

  constructor(
    private readonly blocks: readonly Block[],
    private readonly values: TerraformValues,
    private readonly documents: ReadonlyMap<string, string>,
  ) {
    this.byAddress = new Map(blocks.map((block) => [addressOf(block), block]));
  }

  links(): Links {
    const resources = this.blocks.filter(({ type }) => type === "resource");
    const conditions = new Map<string, string | null>();
    for (const block of resources) {
      const condition = this.conditionOf(block);
      if (condition !== undefined) conditions.set(addressOf(block), condition);
    }
    return {
      holders: resources.filter(({ labels }) => holderType.test(labels[0] ?? "")).map(addressOf),
      links: this.blocks.flatMap((block) =>
        block.type === "module" ? [...this.ofModule(block), ...this.ofForeignModule(block)] : this.linksOf(block),
      ),
      others: resources.flatMap((block) => this.othersOf(block)),
      targets: targetsInTerraform(this.blocks, this.values, {
        documents: this.documents,
        leavesAt: (block, expression) => this.leavesAt(block, expression),
      }),
      resources: resourcesInTerraform(this.blocks, this.values),
      doors: doorsInTerraform(this.blocks, this.values),
      roleUsers: this.blocks.flatMap((block) => this.roleUsersOf(block, addressOf(block))),
      names: new Map(
        resources.flatMap((block) => {
          const kind = holderType.exec(block.labels[0] ?? "")?.[1];
          const given = kind === undefined ? null : argumentOf(block, "name");
          const name = given && this.values.value(given);
          return name?.kind === "string" ? [[addressOf(block), `${kind} ${name.value}`]] : [];
        }),
      ),
      conditions,
    };
  }

  private linksOf(block: Block): readonly Link[] {
    const [type = ""] = block.labels;
    const condition = this.conditionOf(block);
    if (block.type !== "resource" || condition === null) return [];
    const made = (holders: readonly Leafed[], policies: readonly Named[]): Link[] =>
      holders.flatMap(({ address: holder, conditional }) => {
        const own = this.byAddress.get(holder);
        const mayBeMissing =
          conditional || (condition !== undefined && own !== block && condition !== (own && this.conditionOf(own)));
        return policies.map((one): Link => ({
          ...one,
          holder,
          conditional: one.conditional || mayBeMissing,
          ...(mayBeMissing && condition !== undefined && { condition }),
        }));
      });
    if (type === referenceToOwn)
      return made([{ address: addressOf(block), conditional: false }], this.referredBy(block));
    const { to, policies } = this.givenBy(block);
    if (!holderType.test(type)) return made(to.flatMap((name) => this.namedBy(block, name)).filter(isFound), policies);
    const inline = block.blocks.filter((one) => one.type === "inline_policy").flatMap((one) => this.unreadAt(one));
    return made([{ address: addressOf(block), conditional: false }], [...policies, ...inline]);
  }

  /** A resource, and what stands in its blocks; a call of a module, too, that hands the role on. */
  private roleUsersOf(block: Block, name: string, path = "", depth = 3): readonly RoleUser[] {
    const [type = ""] = block.labels;
    const isUser =
      block.type === "module" || (block.type === "resource" && !/^aws_iam_(?!instance_profile)/.test(type));
    if (path === "" && (!isUser || this.conditionOf(block) === null)) return [];
    const usersAt = (leaves: readonly Leaf[], named: string): readonly RoleUser[] =>
      leaves.flatMap(({ node }): RoleUser[] => {
        const role = this.roleAt(node);
        return role === null && !mayNameRole(node) ? [] : [{ id: `${name} ${path}${named}`, name, role, node }];
      });
    const own = block.arguments.flatMap((argument): readonly RoleUser[] => {
      const isProfile = takesRole(block.type) && /^(?:name|arn)$/.test(argument.name);
      if (isProfile || takesRole(argument.name)) return usersAt(this.leavesAt(block, argument.value), argument.name);
      // The roles of an identity pool, by who signs in.
      const all = type === rolesOfPool && argument.name === "roles" ? this.values.value(argument.value) : null;
      return all?.kind === "object" ? all.entries.flatMap(({ key, value }) => usersAt(leavesOf(value), key)) : [];
    });
    const inner = depth === 0 ? [] : block.blocks;
    return [...own, ...inner.flatMap((one) => this.roleUsersOf(one, name, `${path}${one.type}.`, depth - 1))];
  }

  /** The role that a value names, or that an instance profile has. */
  private roleAt(node: ValueNode, depth = 1): string | null {
    const address = addressIn(holeOf(node)) ?? this.called("aws_iam_role", node.kind === "string" ? node.value : null);
    const block = address === null ? undefined : this.byAddress.get(address);
    if (block?.labels[0] === "aws_iam_role") return address;
    const role = block?.labels[0] === "aws_iam_instance_profile" && depth > 0 ? argumentOf(block, "role") : null;
    const [leaf, ...others] = role ? this.leavesAt(block!, role) : [];
    return leaf && others.length === 0 ? this.roleAt(leaf.node, 0) : null;
  }

  private othersOf(block: Block): readonly OtherLink[] {
    const condition = this.conditionOf(block);
    if (condition === null || holderType.test(block.labels[0] ?? "")) return [];
    const { to, policies } = this.givenBy(block);
    const strangers = policies.length === 0 ? [] : to.flatMap((name) => this.strangersAt(block, name));
    return strangers.flatMap(({ kind, named, conditional }) =>
      policies.map((one): OtherLink => ({
        ...one,
        kind,
        named,
        conditional: one.conditional || conditional || condition !== undefined,
      })),
    );
  }

  /** What a block attaches, and the arguments that name to whom. */
  private givenBy(block: Block): { readonly to: readonly string[]; readonly policies: readonly Named[] } {
    const [type = ""] = block.labels;
    if (inlineType.test(type)) {
      const policy = argumentOf(block, "policy");
      const node = policy && this.values.value(policy);
      const copied = this.copiedBy(block);
      if (copied) return { to: holderArguments, policies: [{ ...copied, to: null, conditional: false }] };
      const named = { to: this.labelOf(block), of: addressOf(block), conditional: false };
      return { to: holderArguments, policies: node ? [{ ...named, node }] : [] };
    }
    if (type === "aws_iam_user_group_membership" || type === "aws_iam_group_membership") {
      const groups = ["group", "groups"].flatMap((name) => this.namedBy(block, name));
      const policies = groups.map(({ address, node, conditional }) => ({ to: address, node, conditional }));
      return { to: ["user", "users"], policies };
    }
    const policies = (attachingArguments[type] ?? []).flatMap((name) => this.policiesAt(block, name));
    return { to: holderArguments, policies };
  }

  /** The policies of the account that a permission set has by their names. */
  private referredBy(block: Block): readonly Named[] {
    const expressions = expressionsAt(block, "customer_managed_policy_reference.name");
    return expressions.flatMap((expression) =>
      this.leavesAt(block, expression).map(({ node, conditional }): Named => {
        const name = node.kind === "string" ? node.value : null;
        const policy = this.byAddress.get(addressIn(holeOf(node)) ?? this.called("aws_iam_policy", name) ?? "");
        if (policy?.labels[0] !== "aws_iam_policy") return { to: null, node, conditional };
        return { to: this.labelOf(policy), of: addressOf(policy), node, conditional };
      }),
    );
  }

  /** Whom an argument names that the module does not declare; what has an address stands in a file that is not at hand. */
  private strangersAt(block: Block, argument: string): readonly Stranger[] {
    const kind = argument.replace(/s$/, "") as Stranger["kind"];
    return this.namedBy(block, argument)
      .filter((one) => !isFound(one) && addressIn(holeOf(one.node)) === null)
      .map(({ node, conditional }) => ({ kind, named: this.dataName(node) ?? node, conditional }));
  }

  /** The name by which a holder is looked up. */
  private dataName(node: ValueNode): ValueNode | null {
    const hole = holeOf(node) ?? "";
    const address = /^(data\.aws_iam_(?:role|user|group)\.[\w-]{1,200})\.(?:(?:user_|group_)?name|id)$/.exec(hole)?.[1];
    const block = address === undefined ? undefined : this.byAddress.get(address);
    const given = ["name", "user_name", "group_name"].flatMap((name) => (block && argumentOf(block, name)) ?? []);
    return given[0] ? this.values.value(given[0]) : null;
  }

  /** A module that is given the name of a role may attach to it what it likes. */
  private ofModule(block: Block): readonly Link[] {
    return block.arguments.flatMap(({ value }) => {
      const node = this.values.value(value);
      return leavesOf(node).flatMap((leaf): Link[] => {
        const hole = holeOf(leaf.node);
        const holder = hole !== null && /\.(?:name|id)$/.test(hole) ? addressIn(hole) : null;
        const isHolder = holder !== null && holderType.test(this.byAddress.get(holder)?.labels[0] ?? "");
        return isHolder ? [{ holder, to: null, node, conditional: false }] : [];
      });
    });
  }

  /** What a module of elsewhere is given to allow, which nobody reads here. */
  private ofForeignModule(block: Block): readonly Link[] {
    if (!isForeign(block, this.values)) return [];
    return givenToForeign(block, this.values).map((node): Link => ({
      holder: addressOf(block),
      to: null,
      node,
      conditional: false,
    }));
  }

  private unreadAt(block: Block): Named[] {
    const expression = argumentOf(block, "policy");
    if (!expression || this.documents.has(documentOf(this.values.reference(expression)) ?? "")) return [];
    return leavesOf(this.values.value(expression))
      .filter(({ node }) => node.kind === "unknown" || holeOf(node) !== null)
      .map(({ node, conditional }) => ({ to: null, node, conditional }));
  }

  /** What the policy of a block is called where it has been found. */
  private labelOf(block: Block): string {
    const policy = argumentOf(block, "policy");
    const document = policy && documentOf(this.values.reference(policy));
    return (document && this.documents.get(document)) ?? addressOf(block);
  }

  private policiesAt(block: Block, name: string): Named[] {
    const expression = argumentOf(block, name);
    return (expression ? this.leavesAt(block, expression) : []).map(({ node, conditional }): Named => {
      const hole = holeOf(node);
      const data = hole === null ? null : /^data\.aws_iam_policy\.[\w-]+/.exec(hole)?.[0];
      const known = data ? this.dataPolicy(data) : null;
      if (known) return { ...known, to: null, conditional };
      const address = addressIn(hole);
      const named = address === null ? this.called("aws_iam_policy", ownName(node)) : address;
      const policy = named === null ? undefined : this.byAddress.get(named);
      if (!policy) return { to: null, node, conditional, by: "arn" };
      const copied = this.copiedBy(policy);
      if (copied) return { ...copied, to: null, conditional };
      return { to: this.labelOf(policy), of: addressOf(policy), node, conditional, by: "arn" };
    });
  }

  /** The policy of AWS whose text is that of a block: `policy = data.aws_iam_policy.x.policy`. */
  private copiedBy(block: Block): Pick<Named, "node" | "by"> | null {
    const policy = argumentOf(block, "policy");
    const data = policy && /^(data\.aws_iam_policy\.[\w-]{1,200})\.policy$/.exec(this.values.reference(policy) ?? "");
    return data ? this.dataPolicy(data[1]!) : null;
  }

  private dataPolicy(address: string): Pick<Named, "node" | "by"> | null {
    const block = this.byAddress.get(address);
    for (const by of ["name", "arn"] as const) {
      const expression = block && argumentOf(block, by);
      const node = expression && this.values.value(expression);
      if (node && isText(node)) return { node, by };
    }
    return null;
  }

  /** The holders that an argument names; null for one that stands elsewhere. */
  private namedBy(block: Block, argument: string): (Leaf & { readonly address: string | null })[] {
    const expression = argumentOf(block, argument);
    const type = `aws_iam_${argument.replace(/s$/, "")}`;
    return (expression ? this.leavesAt(block, expression) : []).map((leaf) => {
      const address = addressIn(holeOf(leaf.node));
      if (address !== null) return { ...leaf, address: this.byAddress.has(address) ? address : null };
      return { ...leaf, address: this.called(type, leaf.node.kind === "string" ? leaf.node.value : null) };
    });
  }

  /** The resource of a type that has a name in the account. */
  private called(type: string, name: string | null): string | null {
    const found =
      name === null
        ? undefined
        : this.blocks.find((block) => {
            const given = block.labels[0] === type && block.type === "resource" ? argumentOf(block, "name") : null;
            const value = given && this.values.value(given);
            return value?.kind === "string" && value.value === name;
          });
    return found ? addressOf(found) : null;
  }

  /** What an expression is, with `each.value` those of `for_each`; of what is none of them the references in it. */
  private leavesAt(block: Block, expression: SyntaxNode): readonly Leaf[] {
    const written = textOf(this.values.tree, expression).trim();
    const each = /^each\.(?:value|key)\b/.test(written) ? argumentOf(block, "for_each") : null;
    const node = this.values.value(each ?? expression);
    const leaves = leavesOf(node).flatMap((leaf) =>
      leaf.node.kind === "object" && each
        ? written.startsWith("each.key")
          ? leaf.node.entries.map(({ key, keySpan }): Leaf => ({
              ...leaf,
              node: { kind: "string", span: keySpan, value: key },
            }))
          : leaf.node.entries.flatMap(({ value }) => leavesOf(value))
        : [leaf],
    );
    return leaves.flatMap((leaf): Leaf[] => {
      if (leaf.node.kind !== "unknown") return [leaf];
      const names = this.values.references(each ?? expression).filter((one) => addressIn(one) !== null);
      const { span } = leaf.node;
      return names.length === 0
        ? [leaf]
        : names.map((name) => ({ node: { kind: "template", span, parts: [{ name }] }, conditional: true }));
    });
  }

  /** Undefined: it is there; null: it is not. */
  private conditionOf(block: Block): string | null | undefined {
    const count = argumentOf(block, "count");
    if (count) {
      const node = this.values.value(count);
      if (node.kind === "number") return node.value === 0 ? null : undefined;
      return textOf(this.values.tree, count).replace(/\s+/g, " ").trim();
    }
    const each = argumentOf(block, "for_each");
    if (!each) return undefined;
    const node = this.values.value(each);
    const size = node.kind === "array" ? node.items.length : node.kind === "object" ? node.entries.length : null;
    if (size !== null) return size === 0 ? null : undefined;
    return textOf(this.values.tree, each).replace(/\s+/g, " ").trim();
  }
}

type Leafed = { readonly address: string; readonly conditional: boolean };
type Named = Omit<Link, "holder">;

function isFound<Item extends { readonly address: string | null }>(one: Item): one is Item & { address: string } {
  return one.address !== null;
}

function isText(node: ValueNode): node is StringNode | TemplateNode {
  return node.kind === "string" || node.kind === "template";
}
