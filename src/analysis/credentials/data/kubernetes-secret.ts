/** Keys in the `data` of a Kubernetes Secret, where they stand in base64: that hides them from a search, and from nobody else. */
import { entryOf, type ObjectEntry, type ValueNode } from "../../value";
import { findAccessKeyIds } from "../access-key-id";
import { findKeyGroups, type KeyGroup } from "../key-group";
import { roleOfName } from "../names";
import { namesOtherService } from "../other-service";
import { asSecret } from "../secret";
import { findSessionTokens } from "../session-token";
import type { DataFile } from "./data-file";

/** The keys of every Secret of a file; each Secret holds one, or a file with some. */
export function findSecretKeys(file: DataFile): KeyGroup[] {
  return file.roots.flatMap((root) => {
    const entries = entriesOfSecret(root);
    const group = keyIn(entries);
    return [...(group.id || group.secret || group.token ? [group] : []), ...entries.flatMap(keysInFile)];
  });
}

function entriesOfSecret(root: ValueNode): readonly ObjectEntry[] {
  if (root.kind !== "object") return [];
  const kind = entryOf(root, "kind")?.value;
  const data = entryOf(root, "data")?.value;
  const isOther =
    data?.kind === "object" && data.entries.some(({ key }) => /endpoint/i.test(key) || namesOtherService(key));
  return kind?.kind === "string" && kind.value === "Secret" && data?.kind === "object" && !isOther ? data.entries : [];
}

function keyIn(entries: readonly ObjectEntry[]): KeyGroup {
  const group: { -readonly [part in keyof KeyGroup]: KeyGroup[part] } = { id: null, secret: null, token: null };
  for (const { key, value } of entries) {
    const decoded = value.kind === "string" ? fromBase64(value.value) : null;
    if (decoded === null) continue;
    const { span } = value;
    const whole = { start: 0, end: decoded.length };
    const [id, secret, [token]] = [
      findAccessKeyIds(decoded).find((found) => found.value === decoded),
      asSecret(decoded, whole, key),
      findSessionTokens(decoded),
    ];
    if (id) group.id ??= { ...id, span };
    else if (secret && roleOfName(key) === "secret") group.secret ??= { ...secret, span };
    else if (token?.value === decoded) group.token ??= { ...token, span };
  }
  return group;
}

/** The keys of an entry that is a whole file, such as `~/.aws/credentials`: where in it they stand does not show. */
function keysInFile({ value }: ObjectEntry): KeyGroup[] {
  const decoded = value.kind === "string" && value.value.length > 80 ? fromBase64(value.value) : null;
  if (!decoded?.includes("\n")) return [];
  const { span } = value;
  return findKeyGroups(decoded)
    .slice(0, 1)
    .map(({ id, secret, token }) => ({
      id: id && { ...id, span },
      secret: secret && { ...secret, span },
      token: token && { ...token, span },
    }));
}

function fromBase64(text: string): string | null {
  try {
    return /^[A-Za-z0-9+/]{24,4000}={0,2}$/.test(text) ? atob(text).trim() : null;
  } catch {
    return null;
  }
}
