/** Answers about texts that come again with every change of a document: kept, up to a number. */

const most = 10_000;

/** What the map has for the key, made where it has nothing. */
export function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    if (map.size >= most) map.clear();
    map.set(key, (value = make()));
  }
  return value;
}
