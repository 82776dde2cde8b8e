/** Who has which policy, and is in which group, as the files of a Terraform module say it. */
import type { Place } from "../../policy/model";
import type { SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { ValueNode } from "../../value";
import type { LocatedPolicy } from "../located";
import { addressOf, argumentOf, type Block, blocksOf, expressionsAt } from "../terraform/blocks";
import { addressIn, holderOf } from "../terraform/holders";
import { documentOf } from "../terraform/policy-document";
import { holderArguments } from "../terraform/resources";
import type { BlockValues } from "../terraform/values";
import { throughLocals } from "../terraform/written";
import { doorsInTerraform } from "./doors";
import { KeyedHolders } from "./keyed-holders";
import { holeOf, type Leaf, leavesOf } from "./leaves";
import { type Identity, type Link, type Links, namesOf, type OtherLink, ownName, type Stranger } from "./links";
import { NamedBlocks } from "./named-blocks";
import { mayNameRole, type RoleUser, takesRole } from "./role-users";
import { attachingArguments } from "./terraform";
import { documentUses, type SharedDocument } from "./terraform-documents";
import { type Besides, givenToForeign, isForeign } from "./terraform-modules";
import { resourcesInTerraform, standsOn, targetsInTerraform } from "./terraform-targets";

const holderType = /^aws(?:cc)?_iam_(role|user|group)$/;
const identityType = /^aws(?:(?:cc)?_iam_(role|user|group)|_ssoadmin_(permission_set))$/;
const rolesOfPool = "aws_cognito_identity_pool_roles_attachment";
const referenceToOwn = "aws_ssoadmin_customer_managed_policy_attachment";
const inlineType = /^aws_iam_(?:role|user|group)_policy$/;

/**
 * @param documents by the address of a policy document what takes it first, and is the label of its policy
 * @param besides the policies that resources have and that nobody can read, the local folders in which there is no module, and the policies
 * that are read
 */
export function linksInTerraform(
  blocks: readonly Block[],
  values: BlockValues,
  documents: ReadonlyMap<string, string>,
  shared: readonly SharedDocument[] = [],
  besides: Besides = {},
): Links {
  const { unread = [], missing, read } = besides;
  const links = new TerraformLinks(blocks, values, documents, missing, read).links();
  return {
    ...links,
    doors: [...links.doors, ...unread],
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
  private readonly named: NamedBlocks;
  private readonly byAddress: ReadonlyMap<string, Block>;
  private readonly keyed: KeyedHolders;

  constructor(
    private readonly blocks: readonly Block[],
    private readonly values: BlockValues,
    private readonly documents: ReadonlyMap<string, string>,
    private readonly missing: ReadonlySet<string> = new Set(),
    private readonly read: readonly LocatedPolicy[] = [],
  ) {
    this.named = new NamedBlocks(blocks, values);
    this.byAddress = this.named.byAddress;
    this.keyed = new KeyedHolders(blocks, values, this.named);
  }

  links(): Links {
    const resources = this.blocks.filter(({ type }) => type === "resource");
    const conditions = new Map<string, string | null>();
    for (const block of resources) {
      const condition = this.named.conditionOf(block);
      if (condition !== undefined) conditions.set(addressOf(block), condition);
    }
    const identities = new Map(
      resources.flatMap((block): [string, Identity][] => {
        const [, iam, set] = identityType.exec(block.labels[0] ?? "") ?? [];
        const kind = (iam ?? set) as Identity["kind"] | undefined;
        const given = argumentOf(block, "name");
        return kind ? [[addressOf(block), { kind, name: given && this.values.value(given) }]] : [];
      }),
    );
    return {
      holders: resources.filter(({ labels }) => identityType.test(labels[0] ?? "")).map(addressOf),
      links: this.blocks.flatMap((block) =>
        block.type === "module" ? [...this.ofModule(block), ...this.ofForeignModule(block)] : this.linksOf(block),
      ),
      others: resources.flatMap((block) => this.othersOf(block)),
      targets: targetsInTerraform(this.blocks, this.values, {
        documents: this.documents,
        called: (type, name) => this.named.called(type, name),
        leavesAt: (block, expression) => this.named.leavesAt(block, expression),
      }),
      resources: resourcesInTerraform(this.blocks, this.values),
      doors: doorsInTerraform(this.blocks, this.values),
      roleUsers: this.blocks.flatMap((block) => this.roleUsersOf(block, addressOf(block))),
      names: namesOf(identities),
      identities,
      conditions,
    };
  }

  private linksOf(block: Block): readonly Link[] {
    const [type = ""] = block.labels;
    const condition = this.named.conditionOf(block);
    if (block.type !== "resource" || condition === null) return [];
    const made = (holders: readonly Leafed[], policies: readonly Named[]): Link[] =>
      holders.flatMap(({ address: holder, conditional, node: whom }) => {
        const apart = this.keyed.conditionFor(block, holder);
        const under = apart ?? (conditional ? condition : undefined);
        return policies.map((one): Link => ({
          ...one,
          holder,
          conditional: one.conditional || conditional || apart !== undefined,
          ...(conditional && whom && { whom }),
          ...(under !== undefined && { condition: under }),
        }));
      });
    const set = { address: holderOf(block, this.values), conditional: false };
    if (type === referenceToOwn) return made([set], this.referredBy(block));
    const { to, policies } = this.givenBy(block);
    if (!holderType.test(type)) return made(to.flatMap((name) => this.namedBy(block, name)).filter(isFound), policies);
    const inline = blocksOf(block, "inline_policy").flatMap(({ made }) => this.unreadAt(made));
    return made([{ address: addressOf(block), conditional: false }], [...policies, ...inline]);
  }

  /** A resource, and what stands in its blocks; a call of a module, too, that hands the role on. */
  private roleUsersOf(block: Block, name: string, path = "", depth = 3): readonly RoleUser[] {
    const [type = ""] = block.labels;
    const isUser =
      block.type === "module" || (block.type === "resource" && !/^aws_iam_(?!instance_profile)/.test(type));
    if (path === "" && (!isUser || this.named.conditionOf(block) === null)) return [];
    const usersAt = (leaves: readonly Leaf[], named: string): readonly RoleUser[] =>
      leaves.flatMap(({ node }): RoleUser[] => {
        const isOfProfile = /instance_profile/.test(path + named);
        const role = this.named.roleAt(node, isOfProfile ? "aws_iam_instance_profile" : "aws_iam_role");
        const isRole = role !== null || isOfProfile || type === "aws_iam_instance_profile" || mayNameRole(node);
        return isRole ? [{ id: `${name} ${path}${named}`, name, role, node }] : [];
      });
    const own = block.arguments.flatMap((argument): readonly RoleUser[] => {
      const isProfile = takesRole(block.type) && /^(?:name|arn)$/.test(argument.name);
      if (isProfile || takesRole(argument.name))
        return usersAt(this.named.leavesAt(block, argument.value), argument.name);
      // The roles of an identity pool, by who signs in.
      const all = type === rolesOfPool && argument.name === "roles" ? this.values.value(argument.value) : null;
      return all?.kind === "object" ? all.entries.flatMap(({ key, value }) => usersAt(leavesOf(value), key)) : [];
    });
    const inner = depth === 0 ? [] : block.blocks;
    return [...own, ...inner.flatMap((one) => this.roleUsersOf(one, name, `${path}${one.type}.`, depth - 1))];
  }

  private othersOf(block: Block): readonly OtherLink[] {
    const condition = this.named.conditionOf(block);
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
      const node = policy && this.writtenAt(policy);
      const copied = this.named.copiedBy(block);
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
      this.named.leavesAt(block, expression).map(({ node, conditional }): Named => {
        const name = node.kind === "string" ? node.value : null;
        const policy = this.byAddress.get(addressIn(holeOf(node)) ?? this.named.called("aws_iam_policy", name) ?? "");
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
      .map(({ node, conditional }) => ({ kind, named: this.named.dataName(node) ?? node, conditional }));
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
    if (!isForeign(block, this.values, this.missing)) return [];
    const holder = addressOf(block);
    return givenToForeign(block, this.values, this.read).map(({ node, isWhom }): Link => ({
      holder,
      to: null,
      node,
      conditional: false,
      isWhom,
    }));
  }

  private unreadAt(block: Block): Named[] {
    const expression = argumentOf(block, "policy");
    if (!expression || this.documents.has(documentOf(this.values.reference(expression)) ?? "")) return [];
    return leavesOf(this.writtenAt(expression))
      .filter(({ node }) => node.kind === "unknown" || holeOf(node) !== null)
      .map(({ node, conditional }) => ({ to: null, node, conditional }));
  }

  /** A policy; of one that nobody can read where it is written. */
  private writtenAt(expression: SyntaxNode): ValueNode {
    const node = this.values.value(expression);
    if (node.kind !== "unknown" || node.alternatives.length > 0) return node;
    const span = spanOf(throughLocals(expression, this.values.tree, this.keyed.localOf));
    return { ...node, span };
  }

  /** What the policy of a block is called where it has been found. */
  private labelOf(block: Block): string {
    const policy = argumentOf(block, "policy");
    const document = policy && documentOf(this.values.reference(policy));
    return (document && this.documents.get(document)) ?? addressOf(block);
  }

  private policiesAt(block: Block, name: string): Named[] {
    const expression = argumentOf(block, name);
    return (expression ? this.named.leavesAt(block, expression) : []).map(({ node, conditional }): Named => {
      const hole = holeOf(node);
      const data = hole === null ? null : /^data\.aws_iam_policy\.[\w-]+/.exec(hole)?.[0];
      const known = data ? this.named.dataPolicy(data) : null;
      if (known) return { ...known, to: null, conditional };
      const address = addressIn(hole);
      const named = address === null ? this.named.called("aws_iam_policy", ownName(node)) : address;
      const policy = named === null ? undefined : this.byAddress.get(named);
      if (!policy) return { to: null, node, conditional, by: "arn" };
      const copied = this.named.copiedBy(policy);
      if (copied) return { ...copied, to: null, conditional };
      const own = argumentOf(policy, "policy");
      const said = own ? { said: this.writtenAt(own) } : {};
      return { to: this.labelOf(policy), of: addressOf(policy), node, conditional, by: "arn", ...said };
    });
  }

  /** The holders that an argument names; null for one that stands elsewhere. */
  private namedBy(block: Block, argument: string): (Leaf & { readonly address: string | null })[] {
    const expression = argumentOf(block, argument);
    const type = `aws_iam_${argument.replace(/s$/, "")}`;
    return (expression ? this.named.leavesAt(block, expression) : []).map((leaf) => {
      const address = addressIn(holeOf(leaf.node));
      if (address !== null) return { ...leaf, address: this.byAddress.has(address) ? address : null };
      return { ...leaf, address: this.named.called(type, leaf.node.kind === "string" ? leaf.node.value : null) };
    });
  }
}

type Leafed = { readonly address: string; readonly conditional: boolean; readonly node?: ValueNode };
type Named = Omit<Link, "holder">;

function isFound<Item extends { readonly address: string | null }>(one: Item): one is Item & { address: string } {
  return one.address !== null;
}
