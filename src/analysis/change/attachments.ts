/** The policies of a document as their holders have them: by what attaches them, and by the groups that users are in. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { addTo, groupBy } from "../group-by";
import type { AttachedPolicy } from "../locate/attached/attached";
import type { Link, Links } from "../locate/attached/links";
import { documentOf } from "../managed/judgement";
import { namedPolicy } from "../managed/named";
import type { Place, Policy } from "../policy/model";
import { madePolicy } from "../units/made-policy";
import { samTemplate } from "../units/sam-policies";
import { valueAt, type ValueNode } from "../value";
import { valueText } from "./canonical";
import { type Branch, presentIf } from "./deployments";
import type { Meanings } from "./names";
import type { ChangedDocument, ReadPolicy } from "./subject";
import { partsOfParameter } from "./template/sam-parameters";
import { unreadPolicy } from "./unread-policies";

export interface AttachedPolicies {
  readonly policies: readonly ReadPolicy[];
  /** What those have whom the document names and does not declare. */
  readonly others: readonly ReadPolicy[];
}

/**
 * @param managed null: nobody asks for what AWS itself has
 * @param meant what a value is written with stands for
 * @param decided what decides whether something is there that is named somewhere in some deployments alone
 * @param around the branches that a value stands in
 */
export function attachedPolicies(
  read: readonly ReadPolicy[],
  attached: readonly AttachedPolicy[],
  links: Links,
  document: ChangedDocument,
  managed: ManagedPolicies | null,
  meant: (node: ValueNode) => Meanings = () => new Map(),
  decided = meant,
  around: (node: ValueNode) => readonly Branch[] = () => [],
): AttachedPolicies {
  const { conditions, holders } = links;
  const groups = new Set(holders);
  const shared = new Set(
    links.links.flatMap(({ to, of }) =>
      of !== undefined && of !== to && conditions.get(of) !== null ? (to ?? []) : [],
    ),
  );
  const there = read.filter(
    ({ policy: { place } }) => conditions.get(place.label ?? "") !== null || shared.has(place.label ?? ""),
  );
  const labels = new Set(read.map(({ policy }) => policy.place.label));
  const toOwn = new Map<string, Link[]>();
  for (const link of links.links) if (link.to !== null && !groups.has(link.to)) addTo(toOwn, link.to, link);
  const found = there.flatMap((one) =>
    ofHolders(one, toOwn.get(one.policy.place.label ?? "") ?? [], links, decided, around),
  );
  const linked = new Set(links.links.map(({ node }) => node));
  for (const one of attached) {
    const made = linked.has(one.node) ? null : ofAws(one, document, managed);
    const branches = made ? around(one.node) : [];
    if (made) found.push(branches.length > 0 ? inBranches(heldBy(made, one.to ?? "", true), branches) : made);
  }
  for (const link of links.links)
    if (link.to === null || (!groups.has(link.to) && !labels.has(link.to))) {
      const one = ofElsewhere(asSaid(link), document, managed);
      const branches = one.isUnread && !link.conditional ? around(link.node) : branchesOf(link, around);
      found.push(meaning(inBranches(one, branches), asSaid(link), meant, decided));
    }
  const byHolder = new Map<string, ReadPolicy[]>();
  for (const one of found) {
    const holder = one.policy.place.principal;
    if (holder !== undefined && groups.has(holder)) addTo(byHolder, holder, one);
  }
  const ofGroups = links.links.flatMap((link) => {
    const { to, holder, node, conditional } = link;
    return to !== null && groups.has(to)
      ? (byHolder.get(to) ?? []).map((one) => {
          const chosen = inBranches(chosenBy(one, conditional ? [node] : [], decided), branchesOf(link, around));
          return throughGroup(heldBy(chosen, holder, conditional), to);
        })
      : [];
  });
  const others = groupBy(links.others, ({ to, kind, named, node }) =>
    JSON.stringify([to, kind, valueText(named, document.text), to === null && node.span.start]),
  );
  const toOthers = [...others.values()].flatMap((group): readonly ReadPolicy[] => {
    const { to, kind, named } = group[0]!;
    const isOpen = named.kind !== "string";
    const name = `${kind} ${valueText(named, document.text).slice(0, longestName)}`;
    const mayBeMissing = group.every(
      ({ conditional, of }) => conditional || conditions.get(of ?? to ?? "") !== undefined,
    );
    const policies =
      to !== null && groups.has(to)
        ? (byHolder.get(to) ?? []).map((one) => throughGroup(one, to))
        : to !== null && labels.has(to)
          ? there.filter(({ policy: { place, type } }) => place.label === to && /^(?:identity|boundary)$/.test(type))
          : [
              meaning(
                ofElsewhere(asSaid({ ...group[0]!, holder: name, conditional: false }), document, managed),
                { node: asSaid(group[0]!).node, conditional: false },
                meant,
                decided,
              ),
            ];
    return policies.map((one) => {
      const nodes = mayBeMissing ? group.flatMap(({ node, named }) => [node, named]) : [];
      const [only, ...more] = mayBeMissing ? group : [];
      const branches = only && more.length === 0 ? branchesOf({ ...only, whom: only.named }, around) : [];
      const chosen = inBranches(chosenBy(one, nodes, decided), branches);
      const held = heldBy(chosen, name, mayBeMissing, isOpen ? "open" : "known");
      return isOpen
        ? {
            ...held,
            meanings: () => withHolder(held.meanings?.(), meant(named)),
          }
        : held;
    });
  });
  return { policies: [...found, ...ofGroups], others: toOthers };
}

const longestName = 120;

/** What attaches a policy of the document that nobody can read, with what that says in place of its name. */
function asSaid<Some extends Pick<Link, "node" | "said">>(link: Some): Some {
  return link.said ? { ...link, node: link.said } : link;
}

/** A policy that nobody can read, or that is there in some deployments alone, with what the value stands for that names it. */
function meaning(
  one: ReadPolicy,
  { node, conditional, written = node }: Pick<Link, "node" | "conditional" | "written">,
  meant: (node: ValueNode) => Meanings,
  decided: (node: ValueNode) => Meanings,
): ReadPolicy {
  return one.isUnread ? { ...one, meanings: () => meant(written) } : chosenBy(one, conditional ? [node] : [], decided);
}

/** A policy with what decides whether somebody has it, where what names it stands. */
export function chosenBy(
  one: ReadPolicy,
  nodes: readonly ValueNode[],
  meant: (node: ValueNode) => Meanings,
): ReadPolicy {
  if (nodes.length === 0) return one;
  return {
    ...one,
    meanings: () => {
      const all = new Map(one.meanings?.());
      for (const node of nodes)
        for (const [said, names] of meant(node)) all.set(said, new Map([...(all.get(said) ?? []), ...names]));
      return all;
    },
  };
}

/** What a policy is written with, and what names its holder. */
function withHolder(own: Meanings | undefined, holder: Meanings): Meanings {
  return new Map([...(own ?? []), ...[...holder].map(([said, names]) => [`holder ${said}`, names] as const)]);
}

/** A policy for each of those who have it. */
function ofHolders(
  one: ReadPolicy,
  links: readonly Link[],
  { conditions }: Links,
  meant: (node: ValueNode) => Meanings,
  around: (node: ValueNode) => readonly Branch[],
): readonly ReadPolicy[] {
  const { type, place } = one.policy;
  if (type !== "identity" && type !== "boundary") return [one];
  const { label, principal } = place;
  const mayBeMissing = (holder: string, of = label): boolean => {
    const own = of === undefined ? undefined : conditions.get(of);
    return own !== undefined && own !== conditions.get(holder);
  };
  const byHolder = new Map<string, boolean>();
  for (const { holder, conditional, of } of links)
    byHolder.set(holder, (byHolder.get(holder) ?? true) && (conditional || mayBeMissing(holder, of)));
  if (type === "identity" && principal !== undefined && principal !== label && !byHolder.has(principal))
    byHolder.set(principal, mayBeMissing(principal));
  const byName = new Set(links.filter((link) => link.byName).map(({ holder }) => holder));
  const held = [...byHolder].map(([holder, conditional]) => {
    const nodes = links.flatMap((link) => (link.conditional && link.holder === holder ? [link.node] : []));
    const ways = links.filter((link) => link.holder === holder);
    const [only] = ways.length > 0 ? ways : [undefined];
    const of = only?.of ?? label;
    const own = mayBeMissing(holder, of) ? conditions.get(of ?? "") : undefined;
    // What is attached in several ways is there where any of them is.
    const branches =
      conditional && ways.length <= 1
        ? [...(own ? [presentIf(own)] : []), ...(only ? branchesOf(only, around) : [])]
        : [];
    const chosen = inBranches(one, branches);
    return heldBy(chosenBy(chosen, nodes, meant), holder, conditional, byName.has(holder) ? "known" : place.byName);
  });
  // What limits somebody may be attached to another.
  return held.length === 0 || type === "boundary" ? [one, ...held] : held;
}

/** Where somebody has what a link names. */
function branchesOf(
  { node, conditional, condition, whom }: Pick<Link, "node" | "conditional" | "condition" | "whom">,
  around: (node: ValueNode) => readonly Branch[],
): readonly Branch[] {
  if (!conditional) return [];
  return [...(condition === undefined ? [] : [presentIf(condition)]), ...around(node), ...(whom ? around(whom) : [])];
}

function inBranches(one: ReadPolicy, branches: readonly Branch[]): ReadPolicy {
  return branches.length === 0 ? one : { ...one, branches: [...(one.branches ?? []), ...branches] };
}

function heldBy(one: ReadPolicy, holder: string, conditional: boolean, byName?: Place["byName"]): ReadPolicy {
  const { policy } = one;
  const isSo = policy.place.principal === holder && policy.place.byName === byName;
  if (!conditional && isSo && policy.type === "identity") return one;
  const place: Place = {
    ...policy.place,
    policyType: "identity",
    principal: holder,
    byName,
  };
  const statements = conditional
    ? policy.statements.map((each) => ({ ...each, conditional: true }))
    : policy.statements;
  return { ...one, policy: { ...policy, type: "identity", place, statements } };
}

function throughGroup(one: ReadPolicy, group: string): ReadPolicy {
  const { policy } = one;
  return {
    ...one,
    policy: { ...policy, place: { ...policy.place, throughGroup: group } },
  };
}

function ofAws(
  attached: AttachedPolicy,
  document: ChangedDocument,
  managed: ManagedPolicies | null,
): ReadPolicy | null {
  const named = managed && namedPolicy(attached, managed)?.policy;
  const policy = named && documentOf(named);
  if (!policy) return null;
  const label = attached.to ?? undefined;
  return {
    policy: {
      ...policy,
      place: { policyType: "identity", label, principal: label },
    },
    document,
    at: attached.node.span,
    managed: { name: named.name, text: named.document! },
  };
}

/** A policy that is none of the document: of AWS, of a template of SAM, or one that nobody can read. */
export function ofElsewhere(link: Link, document: ChangedDocument, managed: ManagedPolicies | null): ReadPolicy {
  const { node, holder, by, template, granted, conditional, of } = link;
  const isText = node.kind === "string" || node.kind === "template";
  const known = by && isText && link.to === null ? ofAws({ node, by, to: holder }, document, managed) : null;
  if (known) return conditional ? heldBy(known, holder, true) : known;
  const statements =
    granted ??
    (template && samTemplate(template.name, (name) => partsOfParameter(valueAt(template.parameters, name), document)));
  const place: Place = { policyType: "identity", principal: holder };
  if (statements) {
    const policy: Policy = { ...madePolicy(statements, node.span), place };
    return heldBy({ policy, document, at: node.span }, holder, conditional);
  }
  return { ...unreadPolicy(node, place, document), of };
}
