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

/** A link with what a default gives it in place of a name: a list of policies is several links, and the name of a group its group. */
export function linksOfDefault(link: Link, filled: ValueNode, names: Links["names"]): readonly Link[] {
  if (filled === link.node) return [link];
  const nodes = filled.kind === "array" ? filled.items : [filled];
  return nodes.map((node): Link => {
    if (link.to !== null || node.kind !== "string" || link.by || link.template || link.granted)
      return { ...link, node };
    const [group] = [...names].find(([, name]) => name === `group ${node.value}`) ?? [];
    return { ...link, node, to: group ?? null, written: link.node };
  });
}
