/** Reads the policies of a document of one side of a change, without judging them. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { brief } from "../brief";
import type { Problem } from "../finding";
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import type { ChosenBranch } from "../locate/chosen-branch";
import { locateLinks, locatePolicies } from "../locate/locate";
import { sizeLimit } from "../needs";
import type { Place, PolicyOption } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { SourceDocument } from "../source/document";
import type { Parsers } from "../source/grammar";
import { Source } from "../source/source";
import type { ValueNode } from "../value";
import { attachedPolicies, chosenBy } from "./attachments";
import { type Beside, whetherThere } from "./beside";
import { valueText } from "./canonical";
import { attachedInCdk } from "./cdk/attached";
import { attachedInBuilt } from "./cdk/attached-in-built";
import { openedInCdk } from "./cdk/opened";
import { isRunTimeCode } from "./code/run-time-code";
import { withComputedKeys } from "./computed-keys";
import { type Defaults, withDefaults } from "./defaults";
import { definitionsOf } from "./definitions";
import { type Branch, branchesAround, branchOf, presentIf, withinBranches } from "./deployments";
import { linksAsCompared, namesIn, sharedIn } from "./linked-documents";
import { countKey, meaningsOf } from "./meanings";
import { countKeysOf, meant, withCount } from "./meant";
import type { Meanings } from "./names";
import { spellingOf } from "./one-spelling";
import { openedIn } from "./opened-doors";
import { blockedBy, closedBuckets, isPublic } from "./public-access";
import { declaredInTerraform, fatesIn } from "./retained";
import type { BareResource, Bound, ChangedDocument, Holder, ReadPolicy, RoleUserOf, State } from "./subject";
import { targetOf } from "./targeted";
import { isKeptIn, keptIn } from "./template/kept-values";
import { branchesAt } from "./terraform/around";
import { calledIn, type KeptCalls } from "./terraform/called";
import type { NamedText } from "./terraform/join";
import { withoutUnused } from "./terraform/unused-statements";
import { unreadControls } from "./unread-policies";

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
    const keptSpans = roots.flatMap(keptIn);
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
      if (!place.label && isKeptIn(keptSpans, root)) return [];
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
    const links = linksAsCompared(found, given, spelling, isCompared);
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
    const opened = openedInCdk(whole, document);
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
      ...opened.policies,
    ];
    const others = [...held.others, ...lone.map(onTargets)];
    return {
      policies: policies.map(counted).map(withNames),
      others: others.map(counted).map(withNames),
      bounds: [...bounded, ...inCode.bounds],
      holders,
      bare: [...bare, ...opened.bare],
      roleUsers,
      fates: [...fatesIn(whole, roots, document), ...declaredInTerraform(whole, links.resources, document)],
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
