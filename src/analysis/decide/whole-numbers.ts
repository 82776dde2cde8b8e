/** Numbers that AWS puts into a request: sizes, counts, ages and durations, which are all whole. */

/**
 * Whether the numbers of a key are whole ones (docs.aws.amazon.com/service-authorization: keys of the type Numeric). What people
 * give, tags and the claims of identity providers, may be any number.
 * @param key in small letters
 */
export function isWhole(key: string): boolean {
  return /^[a-z0-9-]{1,100}:[^/]*$/.test(key);
}
