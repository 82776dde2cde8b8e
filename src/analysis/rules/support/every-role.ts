/** Statements that allow something on roles without saying which: shared by iam:PassRole and iam:CreateServiceLinkedRole. */
import type { PolicyPath } from "../../finding";
import { namesAction } from "../../policy/action-list";
import { arnOf, textOf } from "../../policy/arn";
import type { ConditionBlock, ConditionKey, Item, ListElement, Operator, Policy, Statement } from "../../policy/model";
import { operatorInfo } from "../../policy/operators";
import type { Span } from "../../text";
import type { PolicyContext } from "../rule";
import { actionPattern } from "./actions";
import { knownAction } from "./every-resource";
import { permissionsOf } from "./permissions";
import { atItem } from "./trust-rule";

/** How the action and the resource are said; each pair is a code of its own in Access Analyzer. */
export type ActionForm = "named" | "wildcard" | "notAction";
export type ResourceForm = "every" | "notResource";

export interface Grant {
  readonly statement: Statement;
  readonly actionForm: ActionForm;
  readonly resourceForm: ResourceForm;
  /** What grants the action, as written. */
  readonly written: string;
  /** Where: an item of `Action`, or the whole `NotAction`. */
  readonly action: GrantPlace;
  /** An item of `Resource`, or the whole `NotResource`. */
  readonly resource: GrantPlace;
}

interface GrantPlace {
  readonly at: Span;
  readonly path: PolicyPath;
}

export interface RoleAction {
  /** `iam:PassRole` */
  readonly action: string;
  /** The condition key that limits it: `iam:PassedToService`. */
  readonly guard: string;
  /** Beginnings of the resource part of an ARN that stand for every role the action is about: `role/`. */
  readonly everyRole: readonly string[];
}

const grants = new WeakMap<Policy, Map<RoleAction, readonly Grant[]>>();

/** The statements that allow the action on every role, unguarded; found once for all the forms. */
export function grantsOnEveryRole(policy: Policy, about: RoleAction, context: PolicyContext): readonly Grant[] {
  let ofPolicy = grants.get(policy);
  if (!ofPolicy) grants.set(policy, (ofPolicy = new Map()));
  let found = ofPolicy.get(about);
  if (!found) ofPolicy.set(about, (found = [...findGrants(policy, about, context)]));
  return found;
}

function* findGrants(policy: Policy, about: RoleAction, context: PolicyContext): Iterable<Grant> {
  const types = knownAction(about.action, context.catalog)?.types;
  const permissions = permissionsOf(policy, context);
  if (permissions.isDenied(about.action, types) || permissions.isLimited(about.action, types)) return;
  for (const statement of policy.statements) {
    if (statement.effect !== "Allow") continue;
    const action = actionOf(statement, about.action);
    const resource = action && resourceOf(statement, about.everyRole);
    if (!action || !resource || isGuarded(statement, about.guard)) continue;
    yield {
      statement,
      actionForm: action.form,
      resourceForm: resource.form,
      written: action.written,
      action: action.place,
      resource: resource.place,
    };
  }
}

function wholeOf(element: ListElement): GrantPlace {
  return { at: element.entry.keySpan, path: element.path };
}

function actionOf(
  { action, notAction }: Statement,
  name: string,
): { readonly form: ActionForm; readonly written: string; readonly place: GrantPlace } | null {
  const wanted = name.toLowerCase();
  if (notAction) {
    const leftOut = notAction.complete && namesAction(notAction.items, wanted) === false;
    return leftOut ? { form: "notAction", written: name, place: wholeOf(notAction) } : null;
  }
  const items = action?.items ?? [];
  // Most statements name neither, which their list of actions tells at once.
  if (namesAction(items, wanted) === false) return null;
  const named = items.find((item) => item.value?.toLowerCase() === wanted);
  if (named) return { form: "named", written: name, place: atItem(named) };
  const wildcard = items.find((item) => item.value !== null && actionPattern(item).matches(wanted) === true);
  return wildcard ? { form: "wildcard", written: wildcard.value!, place: atItem(wildcard) } : null;
}

function resourceOf(
  { resource, notResource }: Statement,
  everyRole: readonly string[],
): { readonly form: ResourceForm; readonly place: GrantPlace } | null {
  if (notResource)
    return notResource.complete && !notResource.items.some((item) => isEveryRole(item, everyRole))
      ? { form: "notResource", place: wholeOf(notResource) }
      : null;
  const every = resource?.items.find((item) => isEveryRole(item, everyRole));
  return every ? { form: "every", place: atItem(every) } : null;
}

/** `*`, or an ARN of IAM whose resource part is `*` or a beginning that all roles share: of whichever account, for only its own can be used. */
function isEveryRole({ value }: Item, beginnings: readonly string[]): boolean {
  if (value === null) return false;
  if (/^\*+$/.test(value)) return true;
  const arn = arnOf(value);
  if (!arn || (textOf(arn.service) !== "iam" && textOf(arn.service) !== "*")) return false;
  const resource = textOf(arn.resource);
  return resource !== null && ["", ...beginnings].some((beginning) => resource === `${beginning}*`);
}

/** Whether a condition on the key, one that lists what is allowed, applies or may apply. */
function isGuarded({ condition }: Statement, guard: string): boolean {
  if (!condition) return false;
  if (!condition.complete) return true;
  return condition.blocks.some(
    (block) =>
      !block.complete ||
      (isGuard(block.parsed) &&
        block.keys.some((key) => key.name.toLowerCase() === guard.toLowerCase() && namesServices(block, key))),
  );
}

/** A request always has the key, and yet Access Analyzer takes `StringEqualsIfExists` for no guard; `StringLikeIfExists` is one. */
function isGuard(operator: Operator | null): boolean {
  const info = operator && operatorInfo(operator.name);
  if (!operator || !info || info.negated || info.type === "Null") return false;
  return operator.qualifier !== "ForAllValues" && (!operator.ifExists || info.wildcards);
}

/** Whether every value begins with the name of a service, or is open: `*.amazonaws.com` is all of them. */
function namesServices({ parsed }: ConditionBlock, { items }: ConditionKey): boolean {
  const wildcards = parsed !== null && operatorInfo(parsed.name)?.wildcards === true;
  return items.every(({ parts: [first] }) => !(wildcards && typeof first === "string" && /^[*?]/.test(first)));
}
