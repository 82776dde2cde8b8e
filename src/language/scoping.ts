/** What a `*` in `Resource` can be limited to: the ARNs of what the actions of its statement work on, with places to fill in. */
import type { Policy, Statement } from "../analysis/policy/model";
import { isStar } from "../analysis/rules/support/actions";
import type { KnownAction } from "../analysis/rules/support/every-resource";
import type { Range } from "../analysis/text";
import type { ResourceType } from "../catalog/catalog";
import { patternOf } from "./completion/resources";
import { expandItem } from "./harm";
import type { Reading } from "./reading";

export interface Scoping {
  /** Of the value, with its quotes. */
  readonly range: Range;
  /** Takes its place: a snippet of VS Code, in which a place of one name is filled in once. */
  readonly snippet: string;
  /** The ARNs in it, the names of the places in them: `arn:aws:s3:::BucketName`. */
  readonly arns: readonly string[];
}

/** More are a choice that the author has to make. */
const mostArns = 4;
const mostActions = 20;

/** At the offset of a finding; null where there is no `*` for it, and where some action cannot be limited to the resources. */
export function scopingAt(reading: Reading, offset: number): Scoping | null {
  const statement = statementAt(reading.policies(), offset);
  const item = statement?.effect === "Allow" && !statement.notAction && theOnly(statement.resource?.items);
  if (!item || !isStar(item) || !statement.resource?.complete) return null;
  const { span } = item.node;
  const written = reading.document.text.slice(span.start, span.end);
  const quote = /^(["'`])\*\1$/.exec(written)?.[1];
  const types = quote === undefined ? null : typesOf(statement, reading);
  if (quote === undefined || types === null) return null;
  const places = new Map<string, number>();
  const snippets = [...types].flatMap(({ arns }) => arns.slice(0, 1)).map((arn) => numbered(arn, reading, places));
  if (snippets.length === 0 || snippets.length > mostArns) return null;
  const list = snippets.map((one) => `${quote}${one}${quote}`).join(", ");
  return {
    range: reading.lines.range(span),
    snippet: snippets.length === 1 || statement.resource.array ? list : `[${list}]`,
    arns: snippets.map((one) => one.replace(/\$\{\d+:([^{}]*)\}/g, "$1")),
  };
}

function statementAt(policies: readonly Policy[], offset: number): Statement | undefined {
  return policies
    .flatMap(({ statements }) => statements)
    .find(({ node: { span }, conditional }) => !conditional && span.start <= offset && offset <= span.end);
}

const theOnly = <T>(items: readonly T[] | undefined): T | undefined => (items?.length === 1 ? items[0] : undefined);

/** What all of its actions need, and no more; null where one of them is not known, or works on no resource that can be named. */
function typesOf({ action }: Statement, { catalog }: Reading): ReadonlySet<ResourceType> | null {
  if (!action?.complete) return null;
  const types = new Set<ResourceType>();
  const actions = action.items.map((item) => expandItem(item, catalog));
  if (actions.some((known) => known.length === 0) || actions.flat().length > mostActions) return null;
  for (const one of actions.flat()) {
    const needed = neededBy(one);
    if (needed.length === 0) return null;
    for (const type of needed) types.add(type);
  }
  return types;
}

/** The resources without which the action does nothing; of several that it may have, the author knows which. */
function neededBy({ action, types }: KnownAction): readonly ResourceType[] {
  const required = types.filter(({ name }) => action.resourceTypes.some((one) => one.name === name && one.required));
  // Objects of S3 are reached through access points too, which have ARNs of their own.
  const usual = types.filter(({ name }) => !name.startsWith("accesspoint"));
  return required.length > 0 || usual.length !== 1 ? required : usual;
}

/** A place of the same name is the same place in every ARN. */
function numbered(arn: string, { document }: Reading, places: Map<string, number>): string {
  return patternOf(arn, document.text).replace(/\$\{\d+:([^{}]*)\}/g, (_, name: string) => {
    const place = places.get(name) ?? places.size + 1;
    places.set(name, place);
    return `\${${place}:${name}}`;
  });
}
