/** Whether a statement leaves open which resources an action touches. */
import type { Action, Catalog, ResourceType } from "../../../catalog/catalog";
import { MemoOf } from "../../memo";
import { mayBeEmpty, type Parts, readArn, textOf } from "../../policy/arn";
import type { Item, Statement } from "../../policy/model";
import { Pattern } from "../../policy/wildcard";
import { isStar } from "./actions";
import { readItem } from "./arns";

/** An action of the catalogue, with its service. */
export interface KnownAction {
  /** `iam:PassRole`, in AWS's spelling. */
  readonly name: string;
  readonly action: Action;
  /** What it can be limited to. */
  readonly types: readonly ResourceType[];
  /** In lower case. */
  readonly service: string;
  readonly shortName: string;
}

const known = new MemoOf<Catalog, KnownAction | null>();

/** What the catalogue says of an action; null where it does not know it. */
export function knownAction(name: string, catalog: Catalog): KnownAction | null {
  return known.get(catalog, name, () => lookUp(name, catalog));
}

function lookUp(name: string, catalog: Catalog): KnownAction | null {
  const [prefix = "", rest = ""] = name.split(":");
  const service = catalog.service(prefix);
  const action = service?.action(rest);
  if (!service || !action) return null;
  const types = action.resourceTypes.flatMap((one) => service.resourceType(one.name) ?? []);
  return {
    name: `${service.prefix}:${action.name}`,
    action,
    types,
    service: service.prefix.toLowerCase(),
    shortName: action.name.toLowerCase(),
  };
}

/** The item that stands for every resource of one of the types; the whole of `NotResource` is none. */
export function everyResource({ resource }: Statement, types: readonly ResourceType[]): Item | null {
  return resource?.items.find((item) => isStar(item) || types.some((type) => coversType(item, type))) ?? null;
}

/** Whether the statement speaks about every resource of one of the types, or all but a few. */
export function coversEvery(statement: Statement, types: readonly ResourceType[]): boolean {
  const { notResource } = statement;
  if (notResource)
    return (
      notResource.complete &&
      !notResource.items.some((item) => isStar(item) || types.some((type) => coversType(item, type)))
    );
  return everyResource(statement, types) !== null;
}

/** Whether a resource is the user who calls: `arn:aws:iam::*:user/${aws:username}`. */
export function isOwnUser(resource: string): boolean {
  const variable = "${aws:username}";
  const text = resource.toLowerCase();
  const before = text.slice(0, -variable.length);
  return text.endsWith(variable) && before.endsWith("/") && before.includes(":user/");
}

function coversType(item: Item, type: ResourceType): boolean {
  const reading = item.completed ? readArn(item.completed) : readItem(item);
  if (reading.kind !== "arn") return false;
  const { service, region, account, resource } = reading.arn;
  // What stands where the Region belongs is none: `arn:aws:s3:invoices`.
  if (item.completed && !mayBeEmpty(region) && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(textOf(region) ?? "")) return false;
  const named = textOf(service);
  const pattern = Pattern.of(resource);
  return type.arns.some((arn) => {
    const [, , owner, itsRegion, itsAccount, ...rest] = arn.split(":");
    return (
      (named === owner || named === "*") &&
      (itsRegion !== "" || mayBeEmpty(region)) &&
      (itsAccount !== "" || mayBeEmpty(account)) &&
      pattern.covers(Pattern.of(rest.join(":").replace(/\$\{[^{}]*\}/g, "*")))
    );
  });
}

/** The account of examples: AWS's own in its documentation. */
export const exampleAccount = "111122223333";

/** A resource of the type, to make a request of, where the item says so in its partition, Region and account: `arn:aws:iam::111122223333:role/admin`. */
export function exampleArn(type: ResourceType | undefined, name: string, item: Item | null): string {
  const [format] = type?.arns ?? [];
  if (format === undefined) return "*";
  const reading = item ? readItem(item) : null;
  const arn = reading?.kind === "arn" ? reading.arn : null;
  const knownOr = (parts: Parts | undefined, otherwise: string): string => {
    const text = parts ? textOf(parts) : null;
    return text && !/[*?]/.test(text) ? text : otherwise;
  };
  const segments: Readonly<Record<string, string>> = {
    Partition: knownOr(arn?.partition, "aws"),
    Region: knownOr(arn?.region, "us-east-1"),
    Account: knownOr(arn?.account, exampleAccount),
  };
  return format.replace(/\$\{([^{}]*)\}/g, (_, hole: string) => segments[hole] ?? name);
}
