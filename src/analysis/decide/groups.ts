/** Differences as a person reads them: by statement, service and access level, with the resources they are about. */
import type { AccessLevel, Catalog } from "../../catalog/catalog";
import { groupBy } from "../group-by";
import type { Statement } from "../policy/model";
import { shown } from "../policy/region";
import type { Difference } from "./decision";
import { actionOf } from "./example";
import type { Found } from "./problem";

/** More groups of one statement than this are told as one. */
const mostGroups = 12;

export function differencesOf(found: readonly Found[], catalog: Catalog | null): readonly Difference[] {
  return [...groupBy(found, (one) => one.source)].flatMap(([source, all]) => {
    const { statement, policy } = source;
    if (!statement) return [];
    const byActions = groupBy(all, (one) => one.actions);
    const rows = [...byActions].map(([actions, some]) => ({
      actions,
      resources: [...new Set(some.map((one) => one.piece.shown))],
      witness: some[0]!.witness,
    }));
    return [...groupBy(rows, (row) => row.resources.join("\n")).values()].flatMap((same) => {
      const resources = same[0]!.resources;
      const conditions = conditionText(statement);
      const make = (actions: readonly string[], witness: Difference["witness"]): Difference => ({
        actions,
        resources: resourcesOf(statement, resources),
        conditions,
        witness,
        statement: { policy, statement },
      });
      const flat = same.flatMap((row) => row.actions.map((action) => ({ action, witness: row.witness })));
      const levels = groupBy(flat, ({ action }) => `${action.split(":")[0]} ${levelOf(action, catalog)}`);
      if (levels.size > mostGroups)
        return [
          make(
            condensed(
              flat.map(({ action }) => action),
              catalog,
            ),
            same[0]!.witness,
          ),
        ];
      return [...levels.values()].map((group) => {
        const witness = group.find((one) => one.witness.action === one.action)?.witness;
        return make(
          group.map(({ action }) => action),
          witness ?? { ...group[0]!.witness, action: group[0]!.action },
        );
      });
    });
  });
}

function levelOf(name: string, catalog: Catalog | null): AccessLevel | null {
  return actionOf(name, catalog)?.action.accessLevels[0] ?? null;
}

function resourcesOf(statement: Statement, resources: readonly string[]): readonly string[] {
  if (!statement.notResource) return resources;
  return [`* except ${statement.notResource.items.map(shown).join(", ")}`];
}

function conditionText({ condition }: Statement): string | null {
  const all = (condition?.blocks ?? []).flatMap(({ operator, keys }) =>
    keys.map((key) => `${operator} ${key.name} ${key.items.map(shown).join(", ")}`),
  );
  return all.length > 0 ? all.join(" and ") : null;
}

/** Whole services as `s3:*`, and all of them as `*`. */
function condensed(actions: readonly string[], catalog: Catalog | null): readonly string[] {
  const services = groupBy(actions, (action) => action.split(":")[0]!);
  if (catalog && services.size > catalog.prefixes.length * 0.8) return ["*"];
  return [...services].flatMap(([prefix, own]) =>
    own.length > 1 && own.length === catalog?.service(prefix)?.actions.length ? [`${prefix}:*`] : own,
  );
}
