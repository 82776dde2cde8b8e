/** Names of actions and condition keys, such as `s3:GetObject`. */

/** The prefix of the service, as it is written, of a name that has one. */
export function servicePrefixOf(name: string): string {
  return name.slice(0, name.indexOf(":"));
}
