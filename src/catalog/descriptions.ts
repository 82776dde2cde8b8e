/** What the service reference says about actions and condition keys, in a sentence; for hovers only, so kept apart. */
import type { Catalog } from "./catalog";

export interface Descriptions {
  /** "Grants permission to retrieve objects from Amazon S3" */
  action(prefix: string, name: string): string | undefined;
  /** For a key of a service as a policy writes it, global ones included where the service describes them. */
  conditionKey(prefix: string, name: string): string | undefined;
}

/** In the order of the catalogue's own lists: the two files are made together. */
interface PackedDescriptions {
  readonly services: Readonly<Record<string, { readonly a: readonly string[]; readonly k: readonly string[] }>>;
}

/** The descriptions out of the text of dist/catalog-descriptions.json.gz, unzipped; `catalog` is the one made with it. */
export function decodeDescriptions(json: string, catalog: Catalog): Descriptions {
  const { services } = JSON.parse(json) as PackedDescriptions;
  return {
    action(prefix, name) {
      const service = catalog.service(prefix);
      const action = service?.action(name);
      return service && action && services[service.prefix]?.a[service.actions.indexOf(action)];
    },
    conditionKey(prefix, name) {
      const service = catalog.service(prefix);
      const key = service?.conditionKey(name);
      return service && key && services[service.prefix]?.k[service.conditionKeys.indexOf(key)];
    },
  };
}
