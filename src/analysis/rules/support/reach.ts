/** Whether the actions of a statement ever meet a resource that it names. */
import type { Catalog, ResourceType } from "../../../catalog/catalog";
import { checkedResources, ownArns } from "../../knowledge/checked-resources";
import { type Arn, canBeAccount, mayBeEmpty, type Parts, textOf } from "../../policy/arn";
import type { Item, ListElement, Statement } from "../../policy/model";
import { Pattern } from "../../policy/wildcard";
import { documentedFormats, type Format, formatsOf, readItem } from "./arns";
import type { KnownAction } from "./every-resource";
import { actionsMeant } from "./meant-actions";

/** An item of `Action` of which no action meets a resource of the statement. */
export interface Unmet {
  readonly item: Item;
  /** At least one. */
  readonly actions: readonly KnownAction[];
}

export interface Reach {
  readonly statement: Statement;
  readonly action: ListElement;
  readonly resource: ListElement;
  readonly unmet: readonly Unmet[];
}

/** The statement's actions that never meet its resources; null where all may, and where that cannot be told. */
export function reachOf(statement: Statement, catalog: Catalog): Reach | null {
  const { action, resource, complete } = statement;
  if (!action || !resource?.complete || resource.items.length === 0 || !complete) return null;
  const named = NamedResources.of(resource.items, catalog);
  if (!named) return null;
  const unmet = action.items.flatMap((item): Unmet[] => {
    const { actions } = actionsMeant(item, catalog);
    return actions.length > 0 && !actions.some((one) => named.meet(one)) ? [{ item, actions }] : [];
  });
  return unmet.length === 0 ? null : { statement, action, resource, unmet };
}

/** The form of ARN that is nearest to what is written, of those that the actions work on; null where they have none. */
export function closestForm({ actions }: Unmet, items: readonly Item[]): string | null {
  const formats = actions.flatMap(({ types }) => types.flatMap(formatsOf));
  const [first] = items;
  const reading = first ? readItem(first) : null;
  const alike = formats.find(
    ({ hasRegion, hasAccount }) =>
      reading?.kind === "arn" &&
      hasRegion === reading.arn.region.length > 0 &&
      hasAccount === reading.arn.account.length > 0,
  );
  return (alike ?? formats[0])?.text ?? null;
}

interface NamedResource {
  readonly arn: Arn;
  readonly pattern: Pattern;
  /** Has neither Region nor account, as some form that fits has none: forms with them are others. */
  readonly isBare: boolean;
}

/**
 * In these the name holds no slash, though the ARNs of other types go on with one: an object is no bucket, an index no
 * table. Of other types the reference does not say what a name may hold.
 */
const unslashed = new Set([
  "arn:${Partition}:s3:::${BucketName}",
  "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}",
]);

/** ARNs of which each is known to be of some service's form. */
export class NamedResources {
  private readonly met = new Map<ResourceType, boolean>();

  private constructor(private readonly byService: ReadonlyMap<string, readonly NamedResource[]>) {}

  /** Null where one of them may be a resource of any kind, or has a form that the reference does not know. */
  static of(items: readonly Item[], catalog: Catalog): NamedResources | null {
    const byService = new Map<string, NamedResource[]>();
    for (const item of items) {
      const reading = readItem(item);
      const service = reading.kind === "arn" ? textOf(reading.arn.service) : null;
      const named = reading.kind === "arn" ? namedResource(reading.arn, catalog) : null;
      if (service === null || named === null) return null;
      byService.set(service, [...(byService.get(service) ?? []), named]);
    }
    return new NamedResources(byService);
  }

  /** Whether some resource on which the action works may be among these. */
  meet({ name, types }: KnownAction): boolean {
    const [service = "", action = ""] = name.toLowerCase().split(":");
    const own = this.byService.get(ownArns(service)) ?? [];
    // Of tags the reference often lacks types that have them; and some actions it lists with what they give only.
    if (own.length > 0 && (action.includes("tag") || isForeign(service, types))) return true;
    if (types.length > 0) return types.some((type) => this.hold(type));
    const checked = checkedResources(service, action);
    return checked === null
      ? own.length > 0
      : own.some(({ pattern }) => checked.some((resource) => pattern.matches(resource) !== false));
  }

  private hold(type: ResourceType): boolean {
    let held = this.met.get(type);
    if (held === undefined) this.met.set(type, (held = formatsOf(type).some((format) => this.fit(format))));
    return held;
  }

  private fit(format: Format): boolean {
    // The reference leaves the form open.
    if (format.service.includes("$") || format.service === "*") return true;
    const tokens = unslashed.has(format.text);
    return (this.byService.get(format.service) ?? []).some(
      ({ arn, pattern, isBare }) =>
        agrees(arn, format) &&
        (!isBare || isBareForm(format)) &&
        !(tokens && hasFurtherSlash(arn.resource, format)) &&
        format.resource.overlaps(pattern),
    );
  }
}

/** Whether the reference knows resources of other services only. */
function isForeign(service: string, types: readonly ResourceType[]): boolean {
  return types.length > 0 && !types.some((type) => formatsOf(type).some((format) => format.service === service));
}

/** Null for what is wrong in other ways than this, which is for other rules to say, and for what AWS and its partners own. */
function namedResource(arn: Arn, catalog: Catalog): NamedResource | null {
  if (!canBeAccount(arn.account) || /[a-z]/.test(textOf(arn.account) ?? "")) return null;
  const fitting = (documentedFormats(arn, catalog)?.fitting ?? []).filter(
    (format) => format.isReference && agrees(arn, format),
  );
  const isPublic = arn.account.length === 0 && fitting.every(({ hasAccount }) => hasAccount);
  if (fitting.length === 0 || isPublic) return null;
  return {
    arn,
    pattern: Pattern.of(arn.resource),
    isBare: arn.region.length + arn.account.length === 0 && fitting.some(isBareForm),
  };
}

/** Whether the account and the Region of an ARN are none where the form has none. */
function agrees(arn: Arn, { hasRegion, hasAccount }: Format): boolean {
  return (hasRegion || mayBeEmpty(arn.region)) && (hasAccount || mayBeEmpty(arn.account));
}

function isBareForm({ hasRegion, hasAccount }: Format): boolean {
  return !hasRegion && !hasAccount;
}

function hasFurtherSlash(resource: Parts, { start }: Format): boolean {
  const written = resource.map((part) => (typeof part === "string" ? part : "")).join("");
  return written.slice(start.length).includes("/");
}
