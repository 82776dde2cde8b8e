/** What the service reference says about actions and condition keys, in a sentence; for hovers only, so kept apart. */
import type { Catalog } from "./catalog";
import { type PackedWords, Words } from "./words";

export interface Descriptions {
  /** "Grants permission to retrieve objects from Amazon S3" */
  action(prefix: string, name: string): string | undefined;
  /** For a key of a service as a policy writes it, global ones included where the service describes them. */
  conditionKey(prefix: string, name: string): string | undefined;
}

/** In the order of the catalogue's own lists: the two files are made together. */
interface PackedDescriptions {
  readonly words: PackedWords;
  /** Of the actions and the keys of a service, with a space between two. */
  readonly services: Readonly<Record<string, { readonly a: string; readonly k: string }>>;
}

/** The descriptions out of the text of dist/catalog-descriptions.json.gz, unzipped; `catalog` is the one made with it. */
export function decodeDescriptions(json: string, catalog: Catalog): Descriptions {
  const { words, services } = JSON.parse(json) as PackedDescriptions;
  const texts = new Words(words);
  const lists = new Map<string, readonly string[]>();
  const described = (prefix: string, list: "a" | "k", index: number): string | undefined => {
    const name = `${prefix} ${list}`;
    let packed = lists.get(name);
    if (!packed) lists.set(name, (packed = services[prefix]?.[list].split(" ") ?? []));
    const text = packed[index];
    return text === undefined ? undefined : texts.unpack(text);
  };
  return {
    action(prefix, name) {
      const service = catalog.service(prefix);
      const action = service?.action(name);
      return service && action && described(service.prefix, "a", service.actions.indexOf(action));
    },
    conditionKey(prefix, name) {
      const service = catalog.service(prefix);
      const key = service?.conditionKey(name);
      return service && key && described(service.prefix, "k", service.conditionKeys.indexOf(key));
    },
  };
}
