/**
 * A table by names that documents bring along: without the members that every object has, or a key called
 * `constructor` would find one.
 */
export function tableOf<T extends Readonly<Record<string, unknown>>>(entries: T): T {
  return Object.assign(Object.create(null), entries) as T;
}
