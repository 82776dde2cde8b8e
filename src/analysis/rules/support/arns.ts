/** The ARNs of `Resource` and `NotResource`, taken apart and compared with what the catalogue knows. */
import type { Catalog, ResourceType } from "../../../catalog/catalog";
import { furtherArns } from "../../knowledge/documented-arns";
import { longestKept, Memo, MemoOf, oncePer } from "../../memo";
import { type Arn, type ArnReading, type Parts, readArn, textOf } from "../../policy/arn";
import type { Item, ListElement, Policy, Statement } from "../../policy/model";
import { variablesIn } from "../../policy/variables";
import { Pattern } from "../../policy/wildcard";
import type { PolicyFix } from "../rule";

export interface ResourceItem {
  readonly statement: Statement;
  readonly element: ListElement;
  readonly item: Item;
}

const items = new WeakMap<Policy, readonly ResourceItem[]>();
const arns = new WeakMap<Policy, readonly (ResourceItem & { readonly arn: Arn })[]>();

/** Every value of `Resource` and `NotResource`, once. */
export function resourceItems(policy: Policy): readonly ResourceItem[] {
  let found = items.get(policy);
  if (!found) items.set(policy, (found = readItems(policy)));
  return found;
}

function readItems(policy: Policy): readonly ResourceItem[] {
  const found: ResourceItem[] = [];
  for (const statement of policy.statements) {
    for (const element of [statement.resource, statement.notResource]) {
      for (const item of element?.items ?? []) found.push({ statement, element: element!, item });
    }
  }
  return found;
}

const readings = new WeakMap<Item, ArnReading>();

const readingsOfTexts = new Memo<ArnReading>();

/** The item as an ARN; policy variables are holes in it. Made once for a text. */
export function readItem(item: Item): ArnReading {
  const read = () => readArn(withoutVariables(item.parts));
  if (item.value !== null && item.value.length <= longestKept) return readingsOfTexts.get(item.value, read);
  let reading = readings.get(item);
  if (!reading) readings.set(item, (reading = read()));
  return reading;
}

/** Those that are ARNs with all their segments. */
export function resourceArns(policy: Policy): readonly (ResourceItem & { readonly arn: Arn })[] {
  let found = arns.get(policy);
  if (!found) {
    arns.set(
      policy,
      (found = resourceItems(policy).flatMap(({ statement, element, item }) => {
        const reading = readItem(item);
        return reading.kind === "arn" ? { statement, element, item, arn: reading.arn } : [];
      })),
    );
  }
  return found;
}

/** What a policy variable stands for is not known: it becomes a hole. */
function withoutVariables(parts: Parts): Parts {
  return parts.flatMap((part) => {
    if (typeof part !== "string" || !part.includes("${")) return [part];
    const pieces: Parts[number][] = [];
    let at = 0;
    for (const { start, end, name } of variablesIn(part)) {
      pieces.push(part.slice(at, start), { name });
      at = end;
    }
    return [...pieces, part.slice(at)].filter((piece) => piece !== "");
  });
}

const segmentNames = ["arn", "partition", "service", "region", "account", "resource"] as const;
export type SegmentName = (typeof segmentNames)[number];

/** An ARN of the reference: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
export interface Format {
  /** As AWS writes it. */
  readonly text: string;
  /** From the service reference, not only from a guide. */
  readonly isReference: boolean;
  readonly service: string;
  readonly hasRegion: boolean;
  readonly hasAccount: boolean;
  /** What the resource part begins with before anything that is left open. */
  readonly start: string;
  readonly resource: Pattern;
}

/** The forms of the ARNs of a type. */
export const formatsOf = oncePer((type: ResourceType): readonly Format[] =>
  type.arns.map((text) => formatOf(text, true)),
);

const further = new Memo<readonly Format[]>();

function furtherFormats(service: string): readonly Format[] {
  return further.get(service, () => furtherArns(service).map((text) => formatOf(text, false)));
}

function formatOf(text: string, isReference: boolean): Format {
  const [, , service = "", region, account, ...rest] = text.split(":");
  const resource = rest.join(":").replace(/\$\{[^{}]*\}/g, "*");
  return {
    text,
    isReference,
    service,
    hasRegion: region !== "",
    hasAccount: account !== "",
    start: fixedStart([resource]),
    resource: Pattern.of(resource),
  };
}

/** The text before the first wildcard or hole. */
function fixedStart([first]: Parts): string {
  return typeof first === "string" ? /^[^*?]*/.exec(first)![0] : "";
}

export interface DocumentedFormats {
  /** The formats whose resource part may be that of the ARN. */
  readonly fitting: readonly Format[];
  readonly known: boolean;
}

const documented = new MemoOf<Catalog, DocumentedFormats | null>();

/** By their ARNs, which are made once for a text: no text has to be put together to ask again. */
const ofArns = new WeakMap<Catalog, WeakMap<Arn, DocumentedFormats | null>>();

/** What the reference says about ARNs whose resource part may be this one; null where it does not know the service. */
export function documentedFormats(arn: Arn, catalog: Catalog): DocumentedFormats | null {
  let known = ofArns.get(catalog);
  if (!known) ofArns.set(catalog, (known = new WeakMap()));
  let formats = known.get(arn);
  if (formats === undefined) known.set(arn, (formats = lookUp(arn, catalog)));
  return formats;
}

function lookUp(arn: Arn, catalog: Catalog): DocumentedFormats | null {
  const [service, resource] = [textOf(arn.service), textOf(arn.resource)];
  if (service === null || resource === null) return compareFormats(arn, catalog);
  return documented.get(catalog, `${service}:${resource}`, () => compareFormats(arn, catalog));
}

function compareFormats({ service, resource }: Arn, catalog: Catalog): DocumentedFormats | null {
  const name = textOf(service);
  if (name === null || /[*?]/.test(name)) return null;
  const types = catalog.arnTypes(name);
  if (!types || types.length === 0) return null;
  const pattern = Pattern.of(resource);
  const start = fixedStart(resource);
  const fitting = [...types.flatMap(formatsOf), ...furtherFormats(name)].filter(
    (format) => (format.start.startsWith(start) || start.startsWith(format.start)) && format.resource.overlaps(pattern),
  );
  return { fitting, known: fitting.length > 0 };
}

/** A suggestion that writes one segment of an ARN anew; none where not all of it is known. */
export function rewritten(
  { value, node }: Item,
  segment: SegmentName,
  text: string,
  title: string,
): readonly PolicyFix[] {
  if (value === null) return [];
  const segments = value.split(":");
  const at = segmentNames.indexOf(segment);
  segments[at] = text;
  return [{ title, kind: "suggestion", changes: [{ kind: "replace", node, value: segments.join(":") }] }];
}

/** The ARN with `*` for the Region or the account that was left out, where that makes one that the reference knows. */
export function withAllFields(text: string, catalog: Catalog): string | null {
  const [, partition, service, ...rest] = text.split(":");
  const types = catalog.arnTypes(service ?? "") ?? [];
  for (const { hasRegion, hasAccount, resource: pattern } of types.flatMap(formatsOf)) {
    const left = [...rest];
    const region =
      left.length > 1 && (left[0] === "" || left[0] === "*" || catalog.partitionOf(left[0]!) !== undefined)
        ? left.shift()!
        : "";
    const account = left.length > 1 && /^(\d{12}|\*?)$/.test(left[0]!) ? left.shift()! : "";
    const resource = left.join(":");
    const written = `arn:${partition}:${service}:${hasRegion ? region || "*" : region}:${hasAccount ? account || "*" : account}:${resource}`;
    if (pattern.overlaps(Pattern.of(resource)) && (hasRegion || region === "") && (hasAccount || account === ""))
      return written;
  }
  return null;
}

/** The ARN of a resource of which only the name is written, where the actions of the statement tell what it is. */
export function resourceNamed(name: string, { action }: Statement, catalog: Catalog): string | null {
  if (!/^[\w.*-]+$/.test(name)) return null;
  const formats = new Set<string>();
  for (const { value } of action?.items ?? []) {
    const [prefix = "", rest = ""] = value?.split(":") ?? [];
    const service = catalog.service(prefix);
    const types =
      service?.action(rest)?.resourceTypes.flatMap((one) => service.resourceType(one.name)?.arns.slice(0, 1) ?? []) ??
      [];
    if (types.length === 0) return null;
    for (const type of types) formats.add(type);
  }
  const [only, ...more] = formats;
  const holes =
    only
      ?.split(":")
      .slice(5)
      .join(":")
      .match(/\$\{[^{}]*\}/g) ?? [];
  if (only === undefined || more.length > 0 || holes.length !== 1) return null;
  return only.replace(/\$\{([^{}]*)\}/g, (hole, meaning: string) =>
    hole === holes[0] ? name : meaning === "Partition" ? "aws" : "*",
  );
}
