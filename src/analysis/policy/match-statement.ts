/** Whether a statement speaks about a request: its action, its resource and its condition. */
import { lazily } from "../lazily";
import { namesAction } from "./action-list";
import { type ConditionContext, conditionMatches } from "./match-condition";
import type { Item, ListElement, Policy, Statement } from "./model";
import { contextOf, readPrincipal, type Request, type RequestPrincipal } from "./request";
import { and, not, or, type Truth } from "./truth";
import { expandVariables, variableVersion } from "./variables";
import { Pattern } from "./wildcard";

/** A request with what is asked of it often. */
export interface PreparedRequest {
  readonly request: Request;
  readonly principal: RequestPrincipal;
  readonly action: string;
  readonly values: (key: string) => readonly string[] | null;
}

export function prepare(request: Request): PreparedRequest {
  return {
    request,
    principal: readPrincipal(request.principal),
    action: request.action.toLowerCase(),
    values: contextOf(request),
  };
}

/** Action, resource and condition together; the principal is a matter of its own. */
export function statementMatches(statement: Statement, policy: Policy, prepared: PreparedRequest): Truth {
  const action = actionMatches(statement, prepared.action);
  if (action === false) return false;
  const context: ConditionContext = {
    values: prepared.values,
    variable: hasVariables(policy) ? (key) => single(prepared.values(key)) : null,
  };
  const matched = and(
    action,
    and(
      resourceMatches(statement, policy, prepared.request.resource, context),
      statement.condition ? conditionMatches(statement.condition, context) : true,
    ),
  );
  // What a template leaves open may limit the statement, and a conditional one may not stand there at all.
  return matched === true && (statement.conditional || !statement.complete) ? "unknown" : matched;
}

/** Whether the policy is written in the version that has variables. */
export function hasVariables(policy: Policy): boolean {
  return policy.version !== null && policy.version.value === variableVersion;
}

function single(values: readonly string[] | null): string | null {
  return values?.length === 1 ? values[0]! : null;
}

/** Whether a statement names an action, which is given in lower case. */
export function actionMatches(statement: Statement, action: string): Truth {
  if (statement.action) return names(statement.action, action);
  if (statement.notAction) return not(names(statement.notAction, action));
  return statement.complete ? false : "unknown";
}

function names({ items, complete }: ListElement, action: string): Truth {
  const found = namesAction(items, action);
  return complete ? found : or(found, "unknown");
}

function anyItem(element: ListElement, test: (item: Item, at: number) => Truth): Truth {
  let found: Truth = false;
  for (let at = 0; at < element.items.length && found !== true; at++) {
    const item = element.items[at]!;
    const match = test(item, at);
    found = or(found, match === true && item.conditional ? "unknown" : match);
  }
  return element.complete ? found : or(found, "unknown");
}

function resourceMatches(statement: Statement, policy: Policy, resource: string, context: ConditionContext): Truth {
  const anyMatches = (element: ListElement): Truth => {
    const patterns = patternsOf(element);
    return anyItem(element, (item, at) => {
      const { plain, pattern, mayVary } = patterns[at]!;
      if (plain !== null) return plain === resource;
      if (!context.variable || !mayVary) return pattern().matches(resource);
      const parts = expandVariables(item.completed ?? item.parts, context.variable);
      return parts !== null && Pattern.of(parts).matches(resource);
    });
  };
  if (statement.resource) return anyMatches(statement.resource);
  if (statement.notResource)
    return and(
      !statement.notResource.items.some((item) => dependsOnMissing(item, resource, context)),
      not(anyMatches(statement.notResource)),
    );
  if (!statement.complete) return "unknown";
  return policy.type === "trust" || policy.type === "resource";
}

/** A resource as it is written, taken apart. */
interface WrittenResource {
  /** Null where wildcards, variables or holes may stand in it. */
  readonly plain: string | null;
  readonly pattern: () => Pattern;
  /** Variables stand in it. */
  readonly mayVary: boolean;
}

const taken = new WeakMap<ListElement, readonly WrittenResource[]>();

/** The items of an element in their order, each taken apart once. */
function patternsOf(element: ListElement): readonly WrittenResource[] {
  let found = taken.get(element);
  if (!found) {
    found = element.items.map((item): WrittenResource => {
      const written = item.completed ?? item.parts;
      const [text] = written;
      return {
        plain: written.length === 1 && typeof text === "string" && !/[*?]|\$\{/.test(text) ? text : null,
        pattern: lazily(() => Pattern.of(written)),
        mayVary: written.some((part) => typeof part === "string" && part.includes("${")),
      };
    });
    taken.set(element, found);
  }
  return found;
}

/**
 * Whether only the value that a variable lacks could tell if the resource is meant. Such a statement does not match,
 * in the Not-form as well.
 */
function dependsOnMissing(item: Item, resource: string, { variable }: ConditionContext): boolean {
  if (!variable || expandVariables(item.parts, variable) !== null) return false;
  return Pattern.of(expandVariables(item.parts, variable, "*")!).matches(resource) !== false;
}
