/** The actions of AWS's that a policy means by a name with wildcards. */
import type { Catalog, Service } from "../../../catalog/catalog";
import { MemoOf } from "../../memo";
import type { Item } from "../../policy/model";
import { actionPattern } from "./actions";
import { type KnownAction, knownAction } from "./every-resource";

/** What an item of `Action` stands for. */
export interface Meaning {
  readonly actions: readonly KnownAction[];
  /** Those of the actions that can be limited to resources. */
  readonly scopable: readonly KnownAction[];
  /** Set where it is every action of the service: `s3:*`. */
  readonly service: Service | null;
}

const meanings = new MemoOf<Catalog, Meaning>(5000);
const nothing: Meaning = { actions: [], scopable: [], service: null };

function meaning(actions: readonly KnownAction[], service: Service | null): Meaning {
  return { actions, scopable: actions.filter((one) => one.types.length > 0), service };
}

/** The actions of the catalogue that an item names; none for `*` and for what is not known. */
export function actionsMeant(item: Item, catalog: Catalog): Meaning {
  const { value } = item;
  if (value === null) return nothing;
  return meanings.get(catalog, value, () => lookUp(item, value, catalog));
}

function lookUp(item: Item, value: string, catalog: Catalog): Meaning {
  const [prefix = "", name] = value.split(":");
  const service = catalog.service(prefix);
  if (!service || name === undefined) return nothing;
  const known = (one: string): readonly KnownAction[] => {
    const action = knownAction(`${service.prefix}:${one}`, catalog);
    return action ? [action] : [];
  };
  if (!/[*?]/.test(name)) return meaning(known(name), null);
  const pattern = actionPattern(item);
  const actions = service.actions
    .filter((one) => pattern.matches(`${service.prefix}:${one.name}`.toLowerCase()) === true)
    .flatMap((one) => known(one.name));
  return meaning(actions, /^\*+$/.test(name) ? service : null);
}
