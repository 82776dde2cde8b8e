/** What in the manifests of a file reads an entry of a Kubernetes Secret: without the entry a pod that asks for it does not start. */
import { entryOf, type ValueNode } from "../../value";
import { type DataFile, type Slot, slotsOf } from "./data-file";

/** An entry of a Secret, by the names that others call both by. */
export interface SecretEntry {
  readonly secret: string;
  readonly key: string;
}

const deepest = 40;

/** The name of the Secret that a document is; null where it is something else. */
export function secretNameOf(root: ValueNode): string | null {
  if (root.kind !== "object" || textAt(root, "kind") !== "Secret") return null;
  const metadata = entryOf(root, "metadata")?.value;
  return (metadata && textAt(metadata, "name")) ?? "";
}

/** The places of the variables that are filled from one of these entries. */
export function referencesTo(file: DataFile, entries: readonly SecretEntry[]): (readonly Slot[])[] {
  const search = (node: ValueNode, path: readonly Slot[]): (readonly Slot[])[] => {
    if (path.length > deepest) return [];
    const own = readsOneOf(node, entries) ? [path] : [];
    return own.length > 0 ? own : slotsOf(node).flatMap((slot) => search(slot.value, [...path, slot]));
  };
  return entries.length === 0 ? [] : file.roots.flatMap((root) => search(root, []));
}

/** `{ name: …, valueFrom: { secretKeyRef: { name, key } } }`. */
function readsOneOf(node: ValueNode, entries: readonly SecretEntry[]): boolean {
  const from = node.kind === "object" ? entryOf(node, "valueFrom")?.value : undefined;
  const reference = from?.kind === "object" ? entryOf(from, "secretKeyRef")?.value : undefined;
  return (
    reference !== undefined &&
    entries.some(({ secret, key }) => textAt(reference, "name") === secret && textAt(reference, "key") === key)
  );
}

function textAt(node: ValueNode, key: string): string | null {
  const value = node.kind === "object" ? entryOf(node, key)?.value : undefined;
  return value?.kind === "string" ? value.value : null;
}
