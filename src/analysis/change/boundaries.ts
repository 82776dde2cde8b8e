/** The permissions boundaries of roles and users, where the same document has them. */
import type { ReadPolicy, Subject } from "./subject";

/** The policies that the boundary of a subject has; null where they are elsewhere. */
export function boundaryOf(
  { boundary, scope }: Subject,
  policies: readonly ReadPolicy[],
): readonly ReadPolicy[] | null {
  const name = /^\$\{([\w.:/+=,@-]{1,300}?)(?:\.(?:arn|Arn|id))?\}$/.exec(boundary ?? "")?.[1];
  if (name === undefined) return null;
  const found = policies.filter(
    ({ document, policy: { place, type } }) =>
      document.scope === scope && place.label === name && (type === "identity" || type === "boundary"),
  );
  return found.length > 0 ? found : null;
}
