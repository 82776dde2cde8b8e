/** How much harm an action can do, for lists that show the risky ones first. */
import { escalationPaths } from "../analysis/knowledge/escalation-paths";
import { changesWhatIsThere, givesCredentials, letsOthersIn, takesData } from "../analysis/knowledge/harmful-actions";
import { MemoOf } from "../analysis/memo";
import type { Item } from "../analysis/policy/model";
import { Pattern } from "../analysis/policy/wildcard";
import { type KnownAction, knownAction } from "../analysis/rules/support/every-resource";
import type { AccessLevel, Catalog, Service } from "../catalog/catalog";
import { literal, type Sentence } from "../wording/sentence";

export type Harm = "escalation" | "credentials" | "exposure" | "data" | "change";

/** The worst first. */
const harms: readonly Harm[] = ["escalation", "credentials", "exposure", "data", "change"];

/** What it does, as the end of a line. */
export const harmNotes: Readonly<Record<Harm, string>> = {
  escalation: "leads to more permissions",
  credentials: "gives credentials",
  exposure: "changes who may do what",
  data: "reads what resources hold",
  change: "changes or deletes what is there",
};

/** What one request is enough for, or begins. */
const escalating = new Set([
  ...escalationPaths
    .filter(({ kind, actions }) => kind !== "pass-role" && actions.length === 1)
    .flatMap(({ actions }) => actions),
  "iam:PassRole",
]);

export function harmOf({ name, action }: KnownAction): Harm | null {
  if (escalating.has(name)) return "escalation";
  if (givesCredentials.has(name)) return "credentials";
  if (action.accessLevels.includes("Permissions management") && letsOthersIn(name)) return "exposure";
  if (takesData.has(name)) return "data";
  return changesWhatIsThere(name) ? "change" : null;
}

/** AWS's access levels, the riskiest first. */
export const levels: readonly AccessLevel[] = ["Permissions management", "Write", "Tagging", "Read", "List"];

/** As a sentence of its own: AWS's console has a word for each in its languages. */
export function levelWord(level: AccessLevel): Sentence {
  return literal(level);
}

/** The riskiest of its levels, as an index of `levels`: the reference gives some actions two. */
export function levelRank({ action }: KnownAction): number {
  return Math.min(levels.length - 1, ...action.accessLevels.map((level) => levels.indexOf(level)));
}

const ranks = new WeakMap<KnownAction, number>();

function rankOf(action: KnownAction): number {
  let rank = ranks.get(action);
  if (rank === undefined) {
    const harm = harmOf(action);
    ranks.set(
      action,
      (rank = (harm === null ? harms.length : harms.indexOf(harm)) * levels.length + levelRank(action)),
    );
  }
  return rank;
}

/** The risky ones first, then by name. */
export function riskyFirst(actions: readonly KnownAction[]): readonly KnownAction[] {
  return [...actions].sort((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1));
}

/** How many there are of each access level, the riskiest level first. */
export function byLevel(actions: readonly KnownAction[]): ReadonlyMap<AccessLevel, number> {
  const counts = levels.map(
    (level) => [level, actions.filter((one) => levels[levelRank(one)] === level).length] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

const ofServices = new WeakMap<Service, readonly KnownAction[]>();

export function actionsOf(service: Service, catalog: Catalog): readonly KnownAction[] {
  let known = ofServices.get(service);
  if (!known)
    ofServices.set(
      service,
      (known = service.actions.flatMap(({ name }) => knownAction(`${service.prefix}:${name}`, catalog) ?? [])),
    );
  return known;
}

/** The services whose actions a pattern such as `s3:Get*` or `*` may name. */
function servicesFor(prefix: string, catalog: Catalog): readonly Service[] {
  if (!/[*?]/.test(prefix)) return [catalog.service(prefix) ?? []].flat();
  const pattern = Pattern.of(prefix.toLowerCase());
  return catalog.prefixes.filter((one) => pattern.matches(one)).flatMap((one) => catalog.service(one) ?? []);
}

const expansions = new MemoOf<Catalog, readonly KnownAction[]>(2000);

/** The actions of the catalogue that an action as written stands for: one, or all that its wildcards match. */
export function expand(written: string, catalog: Catalog): readonly KnownAction[] {
  return expansions.get(catalog, written, () => lookUp(written, catalog));
}

function lookUp(written: string, catalog: Catalog): readonly KnownAction[] {
  if (!/[*?]/.test(written)) return [knownAction(written, catalog) ?? []].flat();
  const colon = written.indexOf(":");
  if (colon < 0 && !/^\*+$/.test(written)) return [];
  const pattern = Pattern.of(written, { ignoreCase: true });
  return servicesFor(colon < 0 ? "*" : written.slice(0, colon), catalog)
    .flatMap((service) => actionsOf(service, catalog))
    .filter(({ name }) => pattern.matches(name.toLowerCase()) === true);
}

/** The same for an item of a policy; empty where a template leaves some of it open. */
export function expandItem(item: Item, catalog: Catalog): readonly KnownAction[] {
  return item.value === null ? [] : expand(item.value, catalog);
}
