/** Actions and resources that one side has in some deployments alone, and the other in all. */
import type { Item, ListElement, Statement } from "../policy/model";
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

function valuesIn({ statement: { effect, action, resource }, text }: Part, conditional: boolean): readonly string[] {
  return [action, resource].flatMap((element) =>
    (element?.items ?? [])
      .filter((one) => one.conditional === conditional)
      .map((one) => keyOf(effect, element!, one, text)),
  );
}

function keyOf(effect: Statement["effect"], { name }: ListElement, { node }: Item, text: string): string {
  return `${effect} ${name} ${valueText(node, text)}`;
}

/** Statements without such values, where they are not there in any case. */
function without(parts: readonly Part[], freed: Values): readonly Part[] {
  return parts.flatMap((part) => {
    const { statement, text, said } = part;
    const { effect, action, resource } = statement;
    const left = (element: ListElement | null): ListElement | null => {
      const items = element?.items.filter((one) => !one.conditional || !freed.has(keyOf(effect, element, one, text)));
      return !items || items.length === element!.items.length ? element : { ...element!, items };
    };
    const [actions, resources] = [left(action), left(resource)];
    if (actions === action && resources === resource) return [part];
    if ([actions, resources].some((one) => one?.items.length === 0)) return [];
    return [{ ...part, said: `${said} without`, statement: { ...statement, action: actions, resource: resources } }];
  });
}
