/** Whether a statement speaks about a request: its action, its resource and its condition. */
import { namesAction } from "./action-list";
import { type ConditionContext, conditionMatches } from "./match-condition";
import type { Item, ListElement, Policy, Statement } from "./model";
import { contextOf, readPrincipal, type Request, type RequestPrincipal } from "./request";
import { and, not, or, some, type Truth } from "./truth";
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

function anyItem(element: ListElement, test: (item: Item) => Truth): Truth {
  const found = some(element.items, (item) => {
    const match = test(item);
    return match === true && item.conditional ? "unknown" : match;
  });
  return element.complete ? found : or(found, "unknown");
}

function resourceMatches(statement: Statement, policy: Policy, resource: string, context: ConditionContext): Truth {
  const matchesItem = (item: Item): Truth => {
    const written = item.completed ?? item.parts;
    const parts = context.variable ? expandVariables(written, context.variable) : written;
    return parts !== null && Pattern.of(parts).matches(resource);
  };
  if (statement.resource) return anyItem(statement.resource, matchesItem);
  if (statement.notResource)
    return and(
      !statement.notResource.items.some((item) => dependsOnMissing(item, resource, context)),
      not(anyItem(statement.notResource, matchesItem)),
    );
  if (!statement.complete) return "unknown";
  return policy.type === "trust" || policy.type === "resource";
}

/**
 * Whether only the value that a variable lacks could tell if the resource is meant. Such a statement does not match,
 * in the Not-form as well.
 */
function dependsOnMissing(item: Item, resource: string, { variable }: ConditionContext): boolean {
  if (!variable || expandVariables(item.parts, variable) !== null) return false;
  return Pattern.of(expandVariables(item.parts, variable, "*")!).matches(resource) !== false;
}
