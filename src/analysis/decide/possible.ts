/** Whether policies let somebody make a request that there can be: of an action that AWS has, on a resource that it is asked about. */
import type { Catalog } from "../../catalog/catalog";
import { actionsOfPattern } from "../policy/pattern-actions";
import type { PolicySets } from "./decision";
import { actionOf } from "./example";
import { findText } from "./find-text";
import { type Question, type Reach, reaches, type ReachOptions } from "./reaches";
import { TextSet } from "./text-set";
import { tokensOf } from "./tokens";

/** The same as `reaches`, but for requests that nobody can make: of those it is `no`, and `unknown` of actions that the catalogue lacks. */
export function mayReach(
  asked: Question,
  sets: PolicySets,
  options: ReachOptions & { readonly catalog: Catalog },
): Reach {
  const { catalog } = options;
  const lacking = asked.actions.filter((pattern) => namesOf(pattern, catalog)?.length === 0);
  const known = asked.actions.filter((pattern) => !lacking.includes(pattern));
  const answers = questionsOf({ ...asked, actions: known }, catalog).map((one) => reaches(one, sets, options));
  const found = ["yes", "unknown"].flatMap((verdict) => answers.find((one) => one.verdict === verdict) ?? []);
  if (found[0]) return found[0];
  // A slip must not pass for what nobody may do.
  if (lacking.length > 0)
    return {
      verdict: "unknown",
      witness: null,
      because: `As of ${catalog.date}, AWS has no action ${listed(lacking)}.`,
    };
  if (answers[0]) return answers[0];
  return { verdict: "no", witness: null, because: `${listed(known)} is never about ${listed(asked.resources)}.` };
}

/** The actions that a pattern stands for; none where there are none, null where it stands for several services. */
function namesOf(pattern: string, catalog: Catalog): readonly string[] | null {
  const [service = "", name] = pattern.split(":");
  return name === undefined || /[*?]/.test(service) ? null : (actionsOfPattern(pattern, catalog) ?? []);
}

/** One for each resource, with the actions that are about it. */
function questionsOf(asked: Question, catalog: Catalog): readonly Question[] {
  if (asked.actions.length === 0) return [];
  if (asked.resources.length === 0) return [asked];
  return asked.resources.flatMap((resource): readonly Question[] => {
    const actions = asked.actions.flatMap((pattern): readonly string[] => {
      const names = namesOf(pattern, catalog);
      const own = names?.filter((name) => isAbout(name, resource, catalog));
      return !names || own!.length === names.length ? [pattern] : own!;
    });
    return actions.length > 0 ? [{ ...asked, actions, resources: [resource] }] : [];
  });
}

function isAbout(name: string, resource: string, catalog: Catalog): boolean {
  const found = actionOf(name, catalog);
  if (!found || /^\*+$/.test(resource)) return true;
  const types = found.action.resourceTypes.map((one) => found.service.resourceType(one.name)?.arns ?? []);
  if (types.some((arns) => arns.length === 0)) return true;
  return types.flat().some((arn) => meet(arn.replace(/\$\{[^${}]*\}/g, "*"), resource));
}

/** Whether two patterns match the same text. */
function meet(one: string, other: string): boolean {
  const within = [one, other].flatMap((text) => {
    const tokens = tokensOf([text], { wildcards: true });
    return tokens ? [new TextSet([tokens], false)] : [];
  });
  return findText({ within, without: [] }, { spend: () => undefined }) !== null;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(" or ");
}
