/** The list of a key, made where there is none. */
export function listIn<Key, Item>(groups: Map<Key, Item[]>, key: Key): Item[] {
  let list = groups.get(key);
  if (!list) groups.set(key, (list = []));
  return list;
}

/** Adds an item to those of a key. */
export function addTo<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  listIn(groups, key).push(item);
}

/** The items by what `key` says of each, both in the order of the list. */
export function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) addTo(groups, key(item), item);
  return groups;
}
