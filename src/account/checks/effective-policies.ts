/** Which policies of the organization take something away from accounts. */
import type { Policy, Statement } from "../../analysis/policy/model";
import type { Catalog } from "../../catalog/catalog";
import {
  isClosed,
  type OrganizationPolicy,
  type OrganizationsSections,
  type PolicyTarget,
} from "../sections/organizations";
import { sectionOf, type Snapshot } from "../snapshot";
import { type DeniedActions, deniedActions, isEverything } from "./denied-actions";
import { isAnswered, type Missing, missingFrom } from "./evaluation";
import { readLive } from "./policy-documents";
import { readTagPolicy } from "./tag-policy";

export interface JudgedPolicy {
  readonly policy: OrganizationPolicy;
  /** null: it is not known. */
  readonly limits: boolean | null;
  /** A sentence. */
  readonly reason: string;
}

export interface EffectivePolicies {
  readonly policies: readonly JudgedPolicy[];
  readonly missing: readonly Missing[];
}

/** What a policy of a kind takes away where it is attached to `held`, beside the policies of `snapshot`. */
type Effect = (text: string, held: readonly PolicyTarget[], targets: Targets) => Omit<JudgedPolicy, "policy">;

type Targets = NonNullable<OrganizationsSections["organizations/policy-targets"]>;

/** Service control policies: they hold for whoever is in an account. */
export function effectivePolicies(
  snapshot: Snapshot,
  own: readonly OrganizationPolicy[],
  catalog: Catalog,
): EffectivePolicies {
  const documents = sectionOf(snapshot, "organizations/policy-documents");
  // A copy of FullAWSAccess under another name allows as much.
  const texts = isAnswered(documents) ? (documents.data ?? []) : [];
  const copies = texts.filter(({ id, document }) => own.some((policy) => policy.id === id) && allowsAllOf(document));
  const whole = ["p-FullAWSAccess", ...copies.map(({ id }) => id)];
  return judgePolicies(snapshot, own, false, (text, held, targets) => {
    const document = readLive(text, "scp");
    if (!document) return unreadable;
    const denied = deniedActions(document, catalog);
    if (denied.denying.length > 0)
      return {
        limits: true,
        reason: `${effectOf(denied.denying)} to everybody in ${namesOf(held)}, administrators and the root user too.`,
      };
    const nothing = deniesNothing(denied);
    if (allowsAll(document)) return nothing ?? { limits: false, reason: "It denies nothing, and allows everything." };
    const full = new Set(whole.flatMap((id) => targets[id] ?? []).map(({ id }) => id));
    const beside = held.filter(({ id }) => !full.has(id));
    return beside.length > 0
      ? { limits: true, reason: `It allows ${namesOf(beside)} some actions only.` }
      : (nothing ?? {
          limits: false,
          reason:
            "It denies nothing, and FullAWSAccess or a copy of it is attached beside it: what it leaves out is allowed all the same.",
        });
  });
}

/** Resource control policies: they hold for the resources of an account, whoever asks. */
export function effectiveResourcePolicies(
  snapshot: Snapshot,
  own: readonly OrganizationPolicy[],
  catalog: Catalog,
): EffectivePolicies {
  return judgePolicies(snapshot, own, false, (text, held) => {
    const document = readLive(text, "rcp");
    if (!document) return unreadable;
    const denied = deniedActions(document, catalog);
    return denied.denying.length > 0
      ? { limits: true, reason: `${effectOf(denied.denying)} on the resources of ${namesOf(held)}, whoever asks.` }
      : (deniesNothing(denied) ?? { limits: false, reason: "It denies nothing." });
  });
}

/**
 * Tag policies, which hold for the management account too. What they do not enforce for a type of resource is only reported.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies-enforcement.html
 */
export function effectiveTagPolicies(snapshot: Snapshot, own: readonly OrganizationPolicy[]): EffectivePolicies {
  return judgePolicies(snapshot, own, true, (text, held) => {
    const tags = readTagPolicy(text);
    if (!tags) return unreadable;
    if (tags.length === 0) return { limits: false, reason: "It names no tag." };
    const enforced = tags.filter((tag) => tag.enforced).map(({ key }) => key);
    return enforced.length > 0
      ? { limits: true, reason: `It enforces ${enforced.slice(0, mostNamed).join(", ")} in ${namesOf(held)}.` }
      : {
          limits: false,
          reason: "It enforces its tags for no type of resource: what is tagged otherwise is reported.",
        };
  });
}

/** Why a policy with a Deny takes nothing away, or may take nothing away; null: it has none. */
function deniesNothing({ misspelt, unknown }: DeniedActions): Omit<JudgedPolicy, "policy"> | null {
  if (unknown.length > 0)
    return { limits: null, reason: `It denies ${listed(unknown)}, of which nothing is known: it may be misspelt.` };
  return misspelt.length > 0
    ? { limits: false, reason: `It denies only what AWS does not have: ${listed(misspelt)}.` }
    : null;
}

/** The first, and how many more. */
function listed(all: readonly string[]): string {
  const names = [...new Set(all)];
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  return `${names.slice(0, mostNamed).join(", ")}${more}`;
}

const unreadable = { limits: null, reason: "Its document cannot be read." } as const;

function namesOf(targets: readonly PolicyTarget[]): string {
  return targets.map(({ id }) => id).join(" and ");
}

/** Each of the organization's own policies: whether it is attached where accounts are, and takes away something there. */
function judgePolicies(
  snapshot: Snapshot,
  own: readonly OrganizationPolicy[],
  holdsForManagement: boolean,
  effect: Effect,
): EffectivePolicies {
  const [documents, targets, organization, accounts] = [
    sectionOf(snapshot, "organizations/policy-documents"),
    sectionOf(snapshot, "organizations/policy-targets"),
    sectionOf(snapshot, "organizations/organization"),
    sectionOf(snapshot, "organizations/accounts"),
  ];
  if (!isAnswered(documents) || !isAnswered(targets) || !isAnswered(organization) || !isAnswered(accounts))
    return {
      policies: [],
      missing: [
        missingFrom(documents, "organizations/policy-documents"),
        missingFrom(targets, "organizations/policy-targets"),
        missingFrom(organization, "organizations/organization"),
        missingFrom(accounts, "organizations/accounts"),
      ].flat(),
    };
  const members = (accounts.data ?? [])
    .filter(
      (account) => (holdsForManagement || account.id !== organization.data?.managementAccount) && !isClosed(account),
    )
    .map(({ id }) => id);
  const holds = ({ accounts: below }: PolicyTarget) =>
    below === null ? members.length > 0 : below.some((id) => members.includes(id));
  const texts = new Map((documents.data ?? []).map(({ id, document }) => [id, document]));
  return {
    policies: own.map((policy): JudgedPolicy => {
      const text = texts.get(policy.id);
      const attached = targets.data?.[policy.id];
      if (text === undefined || attached === undefined)
        return { policy, limits: null, reason: "It is one of more than are read." };
      if (attached.length === 0) return { policy, limits: false, reason: "It is attached to nothing." };
      const held = attached.filter(holds);
      if (held.length === 0)
        return {
          policy,
          limits: false,
          reason: `It is attached to ${namesOf(attached)}, where no account is that it could limit.`,
        };
      return { policy, ...effect(text, held, targets.data ?? {}) };
    }),
    missing: [],
  };
}

function allBut([first = "nothing", ...more]: readonly string[]): string {
  return `everything but ${first}${more.length > 0 ? ` and ${more.length} more` : ""}`;
}

/** Actions that are named. */
const mostNamed = 3;

/** `It denies a:B, c:D and 2 more`, and for whom: service control policies hold for administrators and the root user too. */
function effectOf(denying: readonly Statement[]): string {
  const named = denying.flatMap(({ action, notAction }) => [
    ...(action?.items.map(({ value }) => value ?? "an action") ?? []),
    ...(notAction ? [allBut(notAction.items.map(({ value }) => value ?? "an action"))] : []),
  ]);
  const conditions = denying.filter(({ condition }) => condition !== null).length;
  const when =
    conditions === 0
      ? ""
      : conditions === denying.length
        ? ", where its conditions hold,"
        : ", some of it under conditions,";
  return `It denies ${listed(named)}${when}`;
}

function allowsAllOf(text: string): boolean {
  const document = readLive(text, "scp");
  return document !== null && allowsAll(document);
}

function allowsAll({ statements }: Policy): boolean {
  return statements.some(
    ({ effect, action, resource, condition }) =>
      effect === "Allow" &&
      condition === null &&
      (action?.items.some(isEverything) ?? false) &&
      (resource?.items.some(isEverything) ?? false),
  );
}
