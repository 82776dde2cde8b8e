/**
 * What `terraform show -json` and `tofu show -json` give of a plan (developer.hashicorp.com: "JSON Output Format"). Only what will be
 * there afterwards counts, not what is there now.
 */
import type { Place, PolicyType } from "../../policy/model";
import { unknown } from "../../source/intrinsics";
import type { Span } from "../../text";
import { entryOf, type ObjectNode, openKey, textAt, type ValueNode } from "../../value";
import type { AttachedPolicy, BoundHolder } from "../attached/attached";
import { leavesOf } from "../attached/leaves";
import { type Link, type Links, noLinks } from "../attached/links";
import { attachedInPlan, boundInPlan } from "../attached/templates";
import { attachingArguments } from "../attached/terraform";
import type { PlacedValue } from "../cloudformation";
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

/** The resources that a plan leaves behind; null where the value is no plan. */
export function plannedResources(root: ValueNode): PlannedResource[] | null {
  if (root.kind !== "object" || !entryOf(root, "format_version")) return null;
  const changes = entryOf(root, "resource_changes")?.value;
  if (changes?.kind === "array")
    return changes.items.flatMap((item) => {
      const change = item.kind === "object" ? entryOf(item, "change")?.value : undefined;
      return change?.kind === "object"
        ? planned(item as ObjectNode, entryOf(change, "after")?.value, entryOf(change, "after_unknown")?.value)
        : [];
    });
  const values = entryOf(root, "planned_values")?.value;
  const module = values?.kind === "object" ? entryOf(values, "root_module")?.value : undefined;
  return module ? inModule(module) : null;
}

function inModule(module: ValueNode): PlannedResource[] {
  if (module.kind !== "object") return [];
  return [
    ...itemsAt(module, "resources").flatMap((item) =>
      item.kind === "object" ? planned(item, entryOf(item, "values")?.value) : [],
    ),
    ...itemsAt(module, "child_modules").flatMap(inModule),
  ];
}

function itemsAt(node: ObjectNode, key: string): readonly ValueNode[] {
  const value = entryOf(node, key)?.value;
  return value?.kind === "array" ? value.items : [];
}

function planned(resource: ObjectNode, values: ValueNode | undefined, later?: ValueNode): PlannedResource[] {
  const [label, type] = [textAt(resource, "address"), textAt(resource, "type")];
  if (values?.kind !== "object" || textAt(resource, "mode") === "data" || !label || !type) return [];
  const known = policyArguments[type];
  if (known?.length === 0) return [];
  const open: PlannedResource["open"][number][] = [];
  const holder = textAt(values, "role") ?? textAt(values, "user") ?? textAt(values, "group") ?? label;
  const placed = (known ?? []).flatMap((argument) => {
    const policyType = typeOf(argument, values);
    if (policyType === null) return [];
    const { resourceType } = argument;
    const placeOfEach: Place = {
      policyType,
      resourceType,
      label,
      ...(policyType === "identity" && { principal: holder, ...(holder !== label && { byName: "known" as const }) }),
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
      links: linksInPlanned(type, values, label, later),
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
): readonly Link[] {
  const named = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) =>
      leavesOf(entryOf(values, name)?.value).flatMap(({ node }) => (node.kind === "string" ? [node.value] : [])),
    );
  const at = (name: string): readonly ValueNode[] => {
    const open = later?.kind === "object" ? entryOf(later, name) : undefined;
    const isOpen = leavesOf(open?.value).some(({ node }) => node.kind === "boolean" && node.value);
    const known = leavesOf(entryOf(values, name)?.value).map(({ node }) => node);
    return open && isOpen ? [...known, unknown(open.keySpan)] : known;
  };
  const isHolder = /^aws_iam_(?:role|user|group)$/.test(type);
  const link = (holder: string, node: ValueNode): Link => ({
    holder,
    to: null,
    node,
    conditional: false,
    by: "arn",
    byName: !isHolder,
  });
  if (type === "aws_iam_user_group_membership" || type === "aws_iam_group_membership") {
    const groups = [...at("group"), ...at("groups")];
    return named("user", "users").flatMap((holder) =>
      groups.map((node) => ({ ...link(holder, node), to: node.kind === "string" ? node.value : null })),
    );
  }
  const holders = isHolder ? [label] : named("role", "user", "group", "roles", "users", "groups");
  const nodes = (attachingArguments[type] ?? []).flatMap(at);
  return holders.flatMap((holder) => nodes.map((node) => link(holder, node)));
}

/** The links of a whole plan. */
export function linksInPlan(plan: readonly PlannedResource[]): Links {
  const policies = new Map<string, string>();
  const groups = new Set<string>();
  for (const { values, place } of plan) {
    const [arn, name, label = ""] = [textAt(values, "arn"), textAt(values, "name"), place.label];
    if (arn !== null && /(?:^|\.)aws_iam_policy\./.test(label)) policies.set(arn, label);
    if (name !== null && /(?:^|\.)aws_iam_group\./.test(label)) groups.add(name);
  }
  const links = plan.flatMap((one) => one.links);
  return {
    ...noLinks,
    holders: [...groups],
    links: links.map((one) =>
      one.node.kind === "string" && one.to === null ? { ...one, to: policies.get(one.node.value) ?? null } : one,
    ),
  };
}

function openObject(span: Span): ObjectNode {
  return { kind: "object", span, entries: [{ key: openKey, keySpan: span, value: unknown(span) }] };
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
