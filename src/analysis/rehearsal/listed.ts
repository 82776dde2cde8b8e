/** Control policies that list what they allow: what of a loss they still list. */
import { conditionText } from "../decide/groups";
import { servicePrefixOf } from "../policy/action-name";
import { hasStar } from "../policy/elements";
import type { Statement } from "../policy/model";
import { shown } from "../policy/pattern-set";
import { type ControlPolicy, replacesFullAccess } from "./control-policy";

/** The statements of an SCP that lists what it allows. */
export function listedBy(control: ControlPolicy): readonly Statement[] {
  if (!replacesFullAccess(control)) return [];
  return control.policies.flatMap(({ statements }) => statements.filter(({ effect }) => effect === "Allow"));
}

export function isOfEverything({ action, resource }: Statement): boolean {
  return hasStar(action) && hasStar(resource);
}

/** Whether it allows its actions on some resources or under a condition alone. */
export function isPartial(statement: Statement): boolean {
  return !hasStar(statement.resource) || conditionText(statement) !== null;
}

/** Whether a statement names actions of a service of which some are lost. */
export function mayNameService({ action }: Statement, lost: readonly string[]): boolean {
  const services = new Set(lost.map(servicePrefixOf));
  return (action?.items ?? []).some(({ value }) => {
    const service = servicePrefixOf((value ?? "*").toLowerCase());
    return /[*?]/.test(service) || services.has(service);
  });
}

/** The actions of a statement, each as far as it is allowed. */
export function listedText(statement: Statement): readonly string[] {
  const { action, notAction, resource, notResource } = statement;
  const condition = conditionText(statement);
  const of = (notResource ?? resource)?.items.map(shown).join(", ") ?? "";
  const on = !isPartial(statement) || of === "*" ? "" : ` on ${notResource ? "* except " : ""}${of}`;
  const where = condition === null ? "" : ` where ${condition}`;
  if (!action) return [`what is none of ${notAction?.items.map(shown).join(", ") ?? ""}${on}${where}`];
  return action.items.map((item) => `${shown(item)}${on}${where}`);
}
