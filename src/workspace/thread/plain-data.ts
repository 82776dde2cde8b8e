/**
 * What may be sent to a thread. A structured clone takes data alone: it refuses functions and promises, and the proxies as
 * which VS Code hands out settings.
 */

/** Data as JSON has it. */
export type PlainData =
  | null
  | boolean
  | number
  | string
  | readonly PlainData[]
  | { readonly [name: string]: PlainData | undefined };

/** `T` itself where a structured clone takes all of it; `never` in place of whatever it refuses, or of which nothing is known. */
export type Sendable<T> = unknown extends T
  ? never
  : T extends null | undefined | boolean | number | string | Uint8Array | Int32Array | PlainData
    ? T
    : T extends symbol | Promise<unknown> | ((...values: never) => unknown)
      ? never
      : T extends ReadonlyMap<infer Key, infer Value>
        ? ReadonlyMap<Sendable<Key>, Sendable<Value>>
        : { [Name in keyof T]: Sendable<T[Name]> };

/** A copy of what could as well be JSON, such as the value of a setting; null of what could not. */
export function plainCopy(value: unknown): PlainData {
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined ? null : (JSON.parse(json) as PlainData);
}
