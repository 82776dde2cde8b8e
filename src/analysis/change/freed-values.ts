/** Actions, resources and principals that one side has in some deployments alone, and the other in all. */
import type { Item, ListElement, PrincipalElement, Statement } from "../policy/model";
import { valueText } from "./canonical";
import type { Part, Sides } from "./parts";

type Values = ReadonlySet<string>;

/**
 * With the deployments in which those are not there: what an Allow then newly lets through, and a Deny no longer keeps back.
 * @param changed the statements that one side alone has
 */
export function withFreed(deployments: readonly Sides[], changed: Sides): readonly Sides[] {
  const freed = new Set([...freedIn(changed.from, changed.to, "Allow"), ...freedIn(changed.to, changed.from, "Deny")]);
  if (freed.size === 0) return deployments;
  return deployments.flatMap((one) => [one, { from: without(one.from, freed), to: without(one.to, freed) }]);
}

function freedIn(some: readonly Part[], all: readonly Part[], effect: Statement["effect"]): readonly string[] {
  const of = (parts: readonly Part[]) => parts.filter(({ statement }) => statement.effect === effect);
  const always = new Set(of(all).flatMap((part) => (isAlways(part) ? valuesIn(part, false) : [])));
  const before = new Set(of(some).flatMap((part) => valuesIn(part, false)));
  return of(some).flatMap((part) => valuesIn(part, true).filter((one) => always.has(one) && !before.has(one)));
}

function isAlways({ branches = [] }: Part): boolean {
  return branches.length === 0;
}

function valuesIn({ statement, text }: Part, conditional: boolean): readonly string[] {
  const { effect, action, resource, principal } = statement;
  const lists: readonly Listed[] = [action, resource].flatMap((one) => one ?? []);
  return [...lists, ...(principal?.groups ?? [])].flatMap((list) =>
    list.items.filter((one) => one.conditional === conditional).map((one) => keyOf(effect, list, one, text)),
  );
}

/** The values of an element, or the principals of a type. */
type Listed = Pick<ListElement, "items"> & ({ readonly name: string } | { readonly type: string | null });

function keyOf(effect: Statement["effect"], list: Listed, { node }: Item, text: string): string {
  return `${effect} ${"name" in list ? list.name : list.type} ${valueText(node, text)}`;
}

/** Statements without such values, where they are not there in any case. */
function without(parts: readonly Part[], freed: Values): readonly Part[] {
  return parts.flatMap((part) => {
    const { statement, text, said } = part;
    const { effect, action, resource, principal } = statement;
    const left = <Element extends Listed>(element: Element): Element => {
      const items = element.items.filter((one) => !one.conditional || !freed.has(keyOf(effect, element, one, text)));
      return items.length === element.items.length ? element : { ...element, items };
    };
    const [actions, resources] = [action && left(action), resource && left(resource)];
    const named = principal && namedIn(principal, left);
    if (actions === action && resources === resource && named === principal) return [part];
    if ([actions, resources].some((one) => one?.items.length === 0)) return [];
    if (named !== principal && named?.groups.length === 0) return [];
    const less = { ...statement, action: actions, resource: resources, principal: named };
    return [{ ...part, said: `${said} without`, statement: less }];
  });
}

function namedIn(element: PrincipalElement, left: <List extends Listed>(list: List) => List): PrincipalElement {
  const groups = element.groups.map(left);
  if (groups.every((one, at) => one === element.groups[at])) return element;
  return { ...element, groups: groups.filter(({ items }) => items.length > 0) };
}
