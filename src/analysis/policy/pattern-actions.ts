/** The actions that a pattern stands for today. */
import type { Catalog } from "../../catalog/catalog";
import { Pattern } from "./wildcard";

/** By catalogue and pattern: a document is compared as often as it has fixes. */
const known = new WeakMap<Catalog, Map<string, readonly string[] | null>>();
const mostKnown = 2_000;

/** The actions that `s3:Get*` stands for; null where the service itself is open or unknown. */
export function actionsOfPattern(pattern: string, catalog: Catalog): readonly string[] | null {
  let patterns = known.get(catalog);
  if (!patterns || patterns.size >= mostKnown) known.set(catalog, (patterns = new Map<string, string[] | null>()));
  let actions = patterns.get(pattern);
  if (actions === undefined) patterns.set(pattern, (actions = findActions(pattern, catalog)));
  return actions;
}

function findActions(pattern: string, catalog: Catalog): readonly string[] | null {
  const colon = pattern.indexOf(":");
  const service = colon < 0 ? undefined : catalog.service(pattern.slice(0, colon));
  if (!service) return null;
  const names = Pattern.of(pattern.slice(colon + 1), { ignoreCase: true });
  return service.actions
    .filter((action) => names.matches(action.name.toLowerCase()) === true)
    .map((action) => `${service.prefix}:${action.name}`);
}
