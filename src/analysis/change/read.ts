/** Reads the policies of a document of one side of a change, without judging them. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { brief } from "../brief";
import type { Problem } from "../finding";
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import type { Link, Links } from "../locate/attached/links";
import type { ChosenBranch } from "../locate/chosen-branch";
import { locateLinks, locatePolicies } from "../locate/locate";
import { sizeLimit } from "../needs";
import type { Place, Policy, PolicyOption } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { SourceDocument } from "../source/document";
import type { Parsers } from "../source/grammar";
import { Source } from "../source/source";
import type { TextPart, ValueNode } from "../value";
import { attachedPolicies, chosenBy, openedIn, unreadControls } from "./attachments";
import { type Beside, whetherThere } from "./beside";
import { nameIn, saidAt, valueText } from "./canonical";
import { attachedInCdk } from "./cdk/attached";
import { attachedInBuilt } from "./cdk/attached-in-built";
import { urlsIn } from "./cdk/function-urls";
import { isRunTimeCode } from "./code/run-time-code";
import { withComputedKeys } from "./computed-keys";
import { type Defaults, withDefaults, withoutFilled } from "./defaults";
import { definitionsOf } from "./definitions";
import { type Branch, branchesAround, branchOf, presentIf, withinBranches } from "./deployments";
import { type CountKey, countKey, countPrefix, denialsKey, meaningsOf, type Written } from "./meanings";
import type { GivenNames } from "./named-arn";
import type { Definitions, Meanings } from "./names";
import { spellingOf } from "./one-spelling";
import { blockedBy, closedBuckets, isPublic } from "./public-access";
import { fatesIn } from "./retained";
import type { BareResource, Bound, ChangedDocument, Fate, Holder, ReadPolicy, RoleUserOf, State } from "./subject";
import { targetOf } from "./targeted";
import { branchesAt } from "./terraform/around";
import { calledIn, type KeptCalls } from "./terraform/called";
import type { NamedText } from "./terraform/join";
import { withoutUnused } from "./terraform/unused-statements";

export interface ReadOptions {
  readonly parsers: Parsers | null;
  readonly managed: ManagedPolicies | null;
  readonly policyType?: PolicyOption | undefined;
  /** The document taken apart, where that has been done. */
  readonly made?: Source | undefined;
  /** Defaults that the change gives another value. */
  readonly defaults?: Defaults | undefined;
  /** The calls of local modules that the other side has too. */
  readonly kept?: KeptCalls | undefined;
  /** Whether a call of a local module is compared as a document of its own. */
  readonly isApart?: ((call: string) => boolean) | undefined;
  /** Variables files of Terraform. */
  readonly values?: readonly NamedText[] | undefined;
  /** It is held against another: a resource that is written in several ways is the same one. */
  readonly isCompared?: boolean | undefined;
  /** Logical ids of resources that ARNs name by their texts as well. */
  readonly byText?: ReadonlySet<string> | undefined;
  /** What its values stand for in other files. */
  readonly beside?: Beside | undefined;
}

/** The policies of a document. What it cannot read is a problem; it never throws. */
export function readChanged(
  document: ChangedDocument,
  source: SourceDocument,
  {
    parsers,
    managed,
    policyType,
    made,
    defaults,
    values,
    kept,
    isApart,
    beside,
    isCompared = false,
    byText,
  }: ReadOptions,
): State & { readonly problems: readonly Problem[] } {
  const problem = (message: string, span = { start: 0, end: 0 }): Problem => ({
    ...document.placeOf(span),
    message: brief(message),
  });
  if (source.text.length > sizeLimit)
    return {
      policies: [],
      bounds: [],
      problems: [problem("The file is longer than 2 million characters and was not compared.")],
    };
  try {
    const whole = made ?? new Source(source, parsers, true);
    const located = locatePolicies(whole);
    const definitions = lazily(() => definitionsOf(whole, values, beside));
    const spelling = spellingOf(whole, isCompared, byText);
    const found = located.links?.() ?? locateLinks(whole);
    const roots = whole.form === "json" ? [whole.json.root] : whole.form === "yaml" ? whole.yaml.roots : [];
    const isTemplate = whole.form === "json" || whole.form === "yaml";
    const tree = whole.form === "hcl" ? whole.syntax("hcl") : null;
    const branchesOf = ({ span }: ValueNode) =>
      tree
        ? branchesAt(tree, span.start, (name) => definitions()?.of(name, span.start)[0]?.text)
        : branchesAround(roots, span.start, source.text);
    const chosenIn = (chosen: readonly ChosenBranch[] = []): readonly Branch[] =>
      chosen.map(({ of, branch }) => branchOf(of, branch, source.text));
    const isIgnored = (place: Place) =>
      place.resourceType === "AWS::Serverless::Function" && found.withRole?.has(place.label ?? "") === true;
    // What is given to a local module whose call is compared is told of what the module makes of it.
    const isOfCall = (label: string | null | undefined) =>
      label?.startsWith("module.") === true && isApart?.(label) === true;
    const meantFor = (root: ValueNode, { label }: Place) =>
      meant(root, source.text, isTemplate ? undefined : label, definitions, defaults);
    const own = located.policies.flatMap(({ root, place, unread, chosen }): ReadPolicy[] => {
      if ((place.policyType !== "resource" && isIgnored(place)) || isOfCall(place.label)) return [];
      const filled = withComputedKeys(spelling.value(withDefaults(root, defaults, source.text)), source.text);
      const policy = unread || filled.kind !== "object" ? null : readPolicy(filled, place, policyType);
      return policy
        ? [
            {
              ...withinBranches(policy, [...(tree ? [] : branchesOf(root)), ...chosenIn(chosen)]),
              document,
              at: root.span,
              // Of templates, what counts is added to all that stands in them.
              meanings: meantFor(filled, place),
              use: found.documents?.get(root.span.start),
            },
          ]
        : [];
    });
    const used = isCompared ? withoutUnused(own, whole) : own;
    const read = [...used, ...sharedIn(own, found, chosenIn, meantFor)];
    const given = <Named extends { readonly node: ValueNode }>(one: Named): Named => ({
      ...one,
      node: withDefaults(one.node, defaults, source.text),
    });
    const strangers = found.others.map((one) => ({
      ...given(one),
      named: withDefaults(one.named, defaults, source.text),
    }));
    const filledLinks = (one: Link): readonly Link[] => linksOfDefault(one, given(one).node, found.names);
    const spelled = (one: Link): Link => ({
      ...one,
      ...(one.template && {
        template: {
          ...one.template,
          parameters: spelling.value(one.template.parameters),
        },
      }),
      ...(one.granted && {
        granted: one.granted.map(({ actions, resources }) => ({
          actions,
          resources: resources.map(spelling.parts),
        })),
      }),
    });
    const links = {
      ...found,
      links: found.links
        .filter(({ isWhom = false }) => isCompared || !isWhom)
        .flatMap(filledLinks)
        .map(spelled),
      others: strangers,
    };
    const countOf = (at: number) => (isTemplate ? definitions()?.countAt?.(at) : undefined);
    const inDeployments = ({ span }: ValueNode, found: Meanings): Meanings =>
      withCount(found, source.text.slice(span.start, span.end), countOf(span.start));
    // Of several stacks nobody knows which one has gone.
    const stacks = beside?.given?.get(whetherThere) ?? [];
    const ofStack = stacks.length === 1 ? stacks[0] : undefined;
    // A resource under another condition has what it is given in other deployments.
    const counted = (one: ReadPolicy): ReadPolicy => {
      const { label, principal } = one.policy.place;
      const named = one.managed?.name ?? label ?? principal;
      if (!isTemplate || named === undefined || (!one.isUnread && one.policy.statements.length === 0)) return one;
      return {
        ...one,
        meanings: lazily(() => {
          const keys = countKeysOf(one.policy);
          const own = keys.reduce(
            (found, key) => withCount(found, named, countOf(one.at.start), key),
            one.meanings?.() ?? (new Map() as Meanings),
          );
          return keys.reduce((found, key) => withCount(found, named, ofStack, key === countKey ? "stack" : key), own);
        }),
      };
    };
    const meantBy = (node: ValueNode): Meanings => {
      const known = definitions();
      return known ? inDeployments(node, meaningsOf(node, node.span.start, source.text, known)) : new Map();
    };
    const named = isRunTimeCode(whole) ? [] : (located.attached ?? []);
    const attached = named.filter(({ to }) => !found.withRole?.has(to ?? "") && !isOfCall(to)).map(given);
    const targets = groupBy(
      links.targets.map((one) => ({
        ...one,
        nodes: one.nodes.map((node) => withDefaults(node, defaults, source.text)),
      })),
      ({ policy, by }) => policy ?? by,
    );
    const closed = lazily(() => closedBuckets(whole, (node) => withDefaults(node, defaults, source.text)));
    const closedOr = (one: ReadPolicy): ReadPolicy => {
      const on = (one.targets ?? []).map(({ shown }) => shown);
      if (on.some((name) => closed().closed.has(name)))
        return { ...one, isClosed: true, isRestricted: on.some((name) => closed().restricted.has(name)) };
      const open = one.policy.statements.some(isPublic) ? on.flatMap((name) => closed().open.get(name) ?? []) : [];
      return chosenBy(one, open, (node) => blockedBy(node, source.text, meantBy(node)));
    };
    const onTargets = (one: ReadPolicy): ReadPolicy => {
      const found = one.policy.type === "identity" ? [] : (targets.get(one.policy.place.label ?? "") ?? []);
      return found.length === 0
        ? one
        : closedOr({
            ...one,
            condition: links.conditions.get(one.policy.place.label ?? "") ?? undefined,
            targets: found.map((target) => ({
              ...targetOf(target, source.text, links.resources),
              branches: target.nodes.flatMap(branchesOf),
            })),
          });
    };
    const bare = [...links.resources].flatMap(([name, { bare, body }]): BareResource[] =>
      bare ? [{ ...bare, name, document, at: body }] : [],
    );
    // Of Terraform that is computed before anything is read.
    const decided = whole.form === "hcl" ? () => new Map() : meantBy;
    const held = attachedPolicies(
      read.map(onTargets),
      attached,
      links,
      document,
      managed,
      meantBy,
      decided,
      branchesOf,
    );
    const inCode = attachedInCdk(whole, document, held.policies, managed, meantBy);
    // Where a policy is not there that denies, the resource may be.
    const inSome = (one: ReadPolicy): ReadPolicy => {
      const { policy, targets = [], condition, branches = [] } = one;
      const isApart = targets.some(({ shown }) => links.conditions.get(shown) !== condition);
      if (
        !isTemplate ||
        condition === undefined ||
        !isApart ||
        policy.statements.every(({ effect }) => effect !== "Deny")
      )
        return one;
      const within = [...branches, presentIf(condition)];
      return { ...one, ...withinBranches(policy, within) };
    };
    const policies = [
      ...inCode.policies.map(inSome),
      ...attachedInBuilt(whole, document, managed),
      ...calledIn(whole, document, {
        policyType,
        defaults,
        kept,
        definitions,
        isApart,
      }),
    ];
    const names = tree ? lazily(() => namesIn(links.resources, source.text)) : undefined;
    const withNames = (one: ReadPolicy): ReadPolicy => (names ? { ...one, names } : one);
    const holders = links.holders.map((name): Holder => {
      const given = links.identities?.get(name);
      const said = given?.name && valueText(withDefaults(given.name, defaults, source.text), source.text);
      const identity = given && { kind: given.kind, name: said ?? null };
      return { name, called: links.names.get(name), identity, document };
    });
    const bounded = (located.bounded ?? []).map(({ holder, boundary }): Bound => ({
      holder,
      scope: document.scope,
      boundary: valueText(withDefaults(boundary, defaults, source.text), source.text),
      meanings: () => decided(boundary),
    }));
    const bounds = [...bounded, ...inCode.bounds];
    const roleUsers = links.roleUsers.map(({ id, name, role, node }): RoleUserOf => {
      const said = node ? valueText(spelling.value(withDefaults(node, defaults, source.text)), source.text) : "";
      const meanings = () => (node ? decided(node) : new Map());
      const branches = node ? branchesOf(node) : [];
      return {
        id,
        name,
        role,
        said,
        isName: node?.kind === "string",
        meanings,
        branches,
        document,
        at: node?.span ?? { start: 0, end: 0 },
      };
    });
    const lone = [
      ...unreadControls(links, document),
      ...openedIn(links, document, (root) => withDefaults(root, defaults, source.text), decided, branchesOf, meantBy),
      ...urlsIn(whole, document),
    ];
    const others = [...held.others, ...lone.map(onTargets)];
    return {
      policies: policies.map(counted).map(withNames),
      others: others.map(counted).map(withNames),
      bounds,
      holders,
      bare,
      roleUsers,
      fates: [
        ...fatesIn(whole, roots, document),
        ...(whole.form === "hcl"
          ? [...links.resources.keys()].map((name): Fate => ({ scope: document.scope, name, fate: "declared" }))
          : []),
      ],
      problems: located.problems.map(({ message, span }) => problem(message, span)),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      policies: [],
      bounds: [],
      problems: [problem(`It could not be read to the end (${reason}). Please report it.`)],
    };
  }
}

/** The names of resources, with no more left open in them than names. */
function namesIn(resources: Links["resources"], text: string): GivenNames {
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
function sharedIn(
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

/** Gives policies what the names that they are written with stand for. */
export function meantIn(source: Source, beside: Beside | undefined): (read: ReadPolicy) => ReadPolicy {
  const definitions = lazily(() => definitionsOf(source, [], beside));
  return (read) => {
    if (read.meanings) return read;
    const meanings = lazily((): Meanings => {
      const known = definitions();
      return known ? meaningsOf(read.policy.node, read.at.start, source.text, known) : new Map();
    });
    return { ...read, meanings };
  };
}

/**
 * What a value is written with stands for, once that is asked.
 * @param root with the defaults in place of their names
 */
function meant(
  root: ValueNode,
  text: string,
  label: string | undefined,
  definitions: () => Definitions | null,
  defaults: Defaults | undefined,
): () => Meanings {
  const writtenOf = ({ kind, span }: ValueNode): Written => {
    const said = text.slice(span.start, span.end);
    return { said: kind === "template" ? withoutFilled(said, defaults) : said, at: span.start };
  };
  return lazily(() => {
    const known = definitions();
    if (!known) return new Map();
    const { start } = root.span;
    const found = meaningsOf(root, start, text, known, writtenOf, label);
    if (label === undefined) return found;
    const keys = /\bDeny\b/.test(text.slice(start, root.span.end)) ? [countKey, denialsKey] : [countKey];
    return keys.reduce((all, key) => withCount(all, label, known.countAt?.(start, label), key), found);
  });
}

/** Whatever allows and is there less often allows less, and what denies, more; a boundary does both. */
function countKeysOf({ type, statements }: Policy): readonly CountKey[] {
  const denies = type === "boundary" || statements.some(({ effect }) => effect !== "Allow");
  const allows = statements.length === 0 || statements.some(({ effect }) => effect !== "Deny");
  return [...(allows || type === "boundary" ? [countKey] : []), ...(denies ? [denialsKey] : [])];
}

/** What something is written with, and what decides how often it is there, where that is known: by itself, or by the stack of its template. */
function withCount(
  found: Meanings,
  name: string,
  count: string | undefined,
  by: CountKey | "stack" = countKey,
): Meanings {
  const known = found.get(by);
  if (count === undefined || [...(known?.values() ?? [])].includes(count)) return found;
  const counts = new Map([...(known ?? []), [`${countPrefix}${name}`, count] as const]);
  return new Map([...found, [by, counts]]);
}
