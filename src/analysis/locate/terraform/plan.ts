/**
 * What `terraform show -json` and `tofu show -json` give of a plan (developer.hashicorp.com: "JSON Output Format"). Only what will be
 * there afterwards counts, not what is there now.
 */
import type { Place, PolicyType } from "../../policy/model";
import { unknown } from "../../source/intrinsics";
import { objectNode, openEntry } from "../../source/made-values";
import type { Span } from "../../text";
import { entryOf, type ObjectNode, textAt, type ValueNode } from "../../value";
import type { AttachedPolicy, BoundHolder } from "../attached/attached";
import { leavesOf } from "../attached/leaves";
import { type Link, type Links } from "../attached/links";
import { NamedBlocks } from "../attached/named-blocks";
import { attachedInPlan, boundInPlan } from "../attached/templates";
import { attachingArguments } from "../attached/terraform";
import { linksInTerraform } from "../attached/terraform-links";
import type { PlacedValue } from "../cloudformation";
import type { LocatedPolicy } from "../located";
import { permissionAt } from "./permissions";
import { type ModuleBlocks, plannedBlocks } from "./planned-blocks";
import { type PlannedValues, plannedValues } from "./planned-values";
import { type PolicyArgument, policyArguments } from "./resources";

export interface PlannedResource {
  readonly values: ObjectNode;
  /** The address is the label. */
  readonly place: Place;
  readonly placed: readonly PlacedValue[];
  readonly attached: readonly AttachedPolicy[];
  readonly bounded: readonly BoundHolder[];
  readonly links: readonly Link[];
  /** Policies of which the plan says only that they are known when it has been applied. */
  readonly open: readonly { readonly root: ObjectNode; readonly place: Place }[];
}

/** The resources that a plan leaves behind; null where the value is no plan. @param text what it stands in */
export function plannedResources(root: ValueNode, text: string): Plan | null {
  const planned = plannedValues(root);
  const module = planned && plannedBlocks(root, text);
  if (!module) return null;
  const named = new NamedBlocks(module.blocks, module.values);
  return { module, resources: planned.flatMap((one) => plannedResource(one, named)) };
}

export interface Plan {
  readonly resources: readonly PlannedResource[];
  readonly module: ModuleBlocks;
}

function plannedResource(
  { address: label, type, values, later }: PlannedValues,
  named: NamedBlocks,
): PlannedResource[] {
  const known = policyArguments[type];
  if (known?.length === 0) return [];
  const open: PlannedResource["open"][number][] = [];
  const name = ["role", "user", "group"].map((kind) => [kind, textAt(values, kind)] as const).find(([, one]) => one);
  const declared = name ? named.called(`aws_iam_${name[0]}`, name[1]) : null;
  const holder = declared ?? name?.[1] ?? label;
  const placed = (known ?? []).flatMap((argument) => {
    const policyType = typeOf(argument, values);
    if (policyType === null) return [];
    const { resourceType } = argument;
    const placeOfEach: Place = {
      policyType,
      resourceType,
      label,
      ...(policyType === "identity" && {
        principal: holder,
        ...(holder !== label && declared === null && { byName: "known" as const }),
      }),
    };
    for (const node of later ? valuesAt(later, argument.path.split(".")) : [])
      if (node.kind === "boolean" && node.value)
        open.push({
          root: openObject(node.span),
          place: { ...placeOfEach, afterApply: true },
        });
    const place: Place = {
      ...placeOfEach,
      inNetwork: argument.network === undefined ? undefined : isSet(entryOf(values, argument.network)?.value),
    };
    return valuesAt(values, argument.path.split(".")).map((value): PlacedValue => ({
      value,
      place,
      statements: false,
      mayBeOther: false,
    }));
  });
  return [
    {
      values,
      place: { label },
      placed,
      attached: attachedInPlan(type, values, holder),
      bounded: boundInPlan(values, label),
      links: linksInPlanned(type, values, label, later, named),
      open,
    },
  ];
}

/** What a resource of a plan attaches, to whom the plan names. */
function linksInPlanned(
  type: string,
  values: ObjectNode,
  label: string,
  later: ValueNode | undefined,
  blocks: NamedBlocks,
): readonly Link[] {
  const isHolder = /^aws_iam_(?:role|user|group)$/.test(type);
  const named = (...names: readonly string[]): readonly Pick<Link, "holder" | "byName">[] =>
    names.flatMap((name) =>
      leavesOf(entryOf(values, name)?.value).flatMap(({ node }) => {
        if (node.kind !== "string") return [];
        const declared = blocks.called(`aws_iam_${name.replace(/s$/, "")}`, node.value);
        return [{ holder: declared ?? node.value, byName: declared === null }];
      }),
    );
  const at = (name: string): readonly ValueNode[] => {
    const open = later?.kind === "object" ? entryOf(later, name) : undefined;
    const isOpen = leavesOf(open?.value).some(({ node }) => node.kind === "boolean" && node.value);
    const known = leavesOf(entryOf(values, name)?.value).map(({ node }) => node);
    return open && isOpen ? [...known, unknown(open.keySpan)] : known;
  };
  const link = (holder: Pick<Link, "holder" | "byName">, node: ValueNode): Link => ({
    ...holder,
    to: null,
    node,
    conditional: false,
    by: "arn",
  });
  if (type === "aws_iam_user_group_membership" || type === "aws_iam_group_membership") {
    const groups = [...at("group"), ...at("groups")];
    return named("user", "users").flatMap((holder) =>
      groups.map((node) => ({
        ...link(holder, node),
        to: node.kind === "string" ? (blocks.called("aws_iam_group", node.value) ?? node.value) : null,
      })),
    );
  }
  const holders = isHolder
    ? [{ holder: label, byName: false }]
    : named("role", "user", "group", "roles", "users", "groups");
  const nodes = (attachingArguments[type] ?? []).flatMap(at);
  return holders.flatMap((holder) => nodes.map((node) => link(holder, node)));
}

/** The links of a whole plan: who has what by its own names, and all else as in the blocks of a module. */
export function linksInPlan({ resources, module: { blocks, values } }: Plan): Links {
  const policies = new Map<string, string>();
  const groups = new Set<string>();
  for (const { values: given, place } of resources) {
    const [arn, name, label = ""] = [textAt(given, "arn"), textAt(given, "name"), place.label];
    if (arn !== null && /(?:^|\.)aws_iam_policy\./.test(label)) policies.set(arn, label);
    if (name !== null && /(?:^|\.)aws_iam_group\./.test(label)) groups.add(name);
  }
  const ofBlocks = linksInTerraform(blocks, values, new Map());
  const links = resources.flatMap((one) => one.links);
  return {
    ...ofBlocks,
    holders: [...ofBlocks.holders, ...groups],
    links: [
      ...links.map((one) =>
        one.node.kind === "string" && one.to === null ? { ...one, to: policies.get(one.node.value) ?? null } : one,
      ),
      ...ofBlocks.links.filter(({ holder }) => /(?:^|\.)aws_ssoadmin_/.test(holder)),
    ],
    others: [],
    names: new Map([...ofBlocks.names].map(([address, name]) => [address, name.slice(name.indexOf(" ") + 1)])),
    shared: [],
  };
}

/** Permissions in a plan that become a statement of a policy. */
export function permissionsInPlan({
  module: { blocks, values },
}: Plan): readonly Pick<LocatedPolicy, "root" | "place">[] {
  return blocks.flatMap((block) => permissionAt(block, values) ?? []);
}

function openObject(span: Span): ObjectNode {
  return objectNode(span, [openEntry(span)]);
}

function typeOf({ policyType }: PolicyArgument, values: ObjectNode): PolicyType | null {
  if (policyType !== "organizations") return policyType;
  const type = textAt(values, "type") ?? "SERVICE_CONTROL_POLICY";
  return type === "SERVICE_CONTROL_POLICY" ? "scp" : type === "RESOURCE_CONTROL_POLICY" ? "rcp" : null;
}

function isSet(block: ValueNode | undefined): boolean {
  return block?.kind === "array" && block.items.length > 0;
}

/** Nested blocks are lists. */
function valuesAt(node: ValueNode, path: readonly string[]): ValueNode[] {
  if (node.kind === "array") return node.items.flatMap((item) => valuesAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return [node];
  const value = node.kind === "object" ? entryOf(node, name)?.value : undefined;
  return value ? valuesAt(value, rest) : [];
}
