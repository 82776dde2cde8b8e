/** What names resources and policies of a document, as a comparison takes it. */
import type { Link, Links } from "../locate/attached/links";
import type { ChosenBranch } from "../locate/chosen-branch";
import type { Place } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { TextPart, ValueNode } from "../value";
import { nameIn, saidAt } from "./canonical";
import { type Branch, withinBranches } from "./deployments";
import type { GivenNames } from "./named-arn";
import type { Meanings } from "./names";
import type { ReadPolicy } from "./subject";
import type { Spelling } from "./terraform/texts-of-names";

/** The names of resources, with no more left open in them than names. */
export function namesIn(resources: Links["resources"], text: string): GivenNames {
  return new Map(
    [...resources].flatMap(([address, { name }]) => {
      const parts = name ? partsOfName(name, text) : [];
      const isNamed = parts.every(
        (part) => typeof part === "string" || /^(?!each\.|count\.)[\w.-]{1,300}$/.test(part.name),
      );
      return parts.length > 0 && isNamed ? [[address, parts] as const] : [];
    }),
  );
}

function partsOfName(name: ValueNode, text: string): readonly TextPart[] {
  if (name.kind === "string") return [name.value];
  if (name.kind === "template") return name.parts;
  // A variable alone.
  const written = name.kind === "unknown" && name.alternatives.length === 0 ? nameIn(saidAt(name.span, text)) : null;
  return written === null ? [] : [{ name: written }];
}

/** What has the document of another resource, as a policy of its own. */
export function sharedIn(
  read: readonly ReadPolicy[],
  { shared = [] }: Links,
  chosenIn: (chosen: readonly ChosenBranch[] | undefined) => readonly Branch[],
  meantFor: (root: ValueNode, place: Place) => () => Meanings,
): readonly ReadPolicy[] {
  const documents = new Map(read.flatMap((one) => (one.use?.isTaken ? [[one.policy.place.label, one] as const] : [])));
  return shared.flatMap(({ policy: label, place, chosen }) => {
    const one = documents.get(label);
    const policy = one && readPolicy(one.policy.node, place);
    if (!policy) return [];
    const meanings = meantFor(policy.node, place);
    return [{ ...one, meanings, branches: undefined, ...withinBranches(policy, chosenIn(chosen)) }];
  });
}

/**
 * The links of a document with what defaults give in place of names, and in one spelling.
 * @param given what names a policy, with the defaults in its place
 */
export function linksAsCompared(
  found: Links,
  given: <Named extends { readonly node: ValueNode }>(one: Named) => Named,
  spelling: Spelling,
  isCompared: boolean,
): Links {
  const spelled = (one: Link): Link => ({
    ...one,
    ...(one.template && { template: { ...one.template, parameters: spelling.value(one.template.parameters) } }),
    ...(one.granted && {
      granted: one.granted.map(({ actions, resources }) => ({ actions, resources: resources.map(spelling.parts) })),
    }),
  });
  return {
    ...found,
    links: found.links
      .filter(({ isWhom = false }) => isCompared || !isWhom)
      .flatMap((one) => linksOfDefault(one, given(one).node, found.names))
      .map(spelled),
    others: found.others.map((one) => ({ ...given(one), named: given({ node: one.named }).node })),
  };
}

/** A link with what a default gives it in place of a name: a list of policies is several links, and the name of a group its group. */
function linksOfDefault(link: Link, filled: ValueNode, names: Links["names"]): readonly Link[] {
  if (filled === link.node) return [link];
  const nodes = filled.kind === "array" ? filled.items : [filled];
  return nodes.map((node): Link => {
    if (link.to !== null || node.kind !== "string" || link.by || link.template || link.granted)
      return { ...link, node };
    const [group] = [...names].find(([, name]) => name === `group ${node.value}`) ?? [];
    return { ...link, node, to: group ?? null, written: link.node };
  });
}
