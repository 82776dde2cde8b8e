/** The actions of AWS's that a policy means by a name with wildcards. */
import type { Catalog, Service } from '../../../catalog/catalog';
import type { Item } from '../../policy/model';
import { actionPattern } from './actions';
import { knownAction, type KnownAction } from './every-resource';

/** What an item of `Action` stands for. */
export interface Meaning {
  readonly actions: readonly KnownAction[];
  /** Set where it is every action of the service: `s3:*`. */
  readonly service: Service | null;
}

const meanings = new WeakMap<Catalog, Map<string, Meaning>>();
const nothing: Meaning = { actions: [], service: null };

/** The actions of the catalogue that an item names; none for `*` and for what is not known. */
export function actionsMeant(item: Item, catalog: Catalog): Meaning {
  const { value } = item;
  if (value === null) return nothing;
  let ofCatalog = meanings.get(catalog);
  if (!ofCatalog) meanings.set(catalog, (ofCatalog = new Map()));
  let meaning = ofCatalog.get(value);
  if (!meaning) {
    if (ofCatalog.size > 5000) ofCatalog.clear();
    ofCatalog.set(value, (meaning = lookUp(item, value, catalog)));
  }
  return meaning;
}

function lookUp(item: Item, value: string, catalog: Catalog): Meaning {
  const [prefix = '', name] = value.split(':');
  const service = catalog.service(prefix);
  if (!service || name === undefined) return nothing;
  const known = (one: string): readonly KnownAction[] => {
    const action = knownAction(`${service.prefix}:${one}`, catalog);
    return action ? [action] : [];
  };
  if (!/[*?]/.test(name)) return { actions: known(name), service: null };
  const pattern = actionPattern(item);
  const actions = service.actions.filter(one => pattern.matches(`${service.prefix}:${one.name}`.toLowerCase()) === true).flatMap(one => known(one.name));
  return { actions, service: /^\*+$/.test(name) ? service : null };
}
