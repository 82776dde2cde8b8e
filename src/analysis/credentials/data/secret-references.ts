/** What in the manifests of a file reads an entry of a Secret or ConfigMap of Kubernetes: without the entry a pod that asks for it does not start. */
import { entryOf, textAt, type ValueNode } from "../../value";
import { type DataFile, type Slot, slotsOf } from "./data-file";

/** A Secret or ConfigMap, by how others call it. */
export interface Store {
  readonly kind: "Secret" | "ConfigMap";
  readonly name: string;
}

/** An entry of one. */
export interface StoredEntry {
  readonly store: Store;
  readonly key: string;
}

const deepest = 40;

/** What a document is, if it is a Secret or ConfigMap. */
export function storeOf(root: ValueNode): Store | null {
  const kind = textAt(root, "kind");
  if (root.kind !== "object" || (kind !== "Secret" && kind !== "ConfigMap")) return null;
  const metadata = entryOf(root, "metadata")?.value;
  return { kind, name: (metadata && textAt(metadata, "name")) ?? "" };
}

const references = { Secret: "secretKeyRef", ConfigMap: "configMapKeyRef" } as const;

/** The places of the variables that are filled from one of these entries. */
export function referencesTo(file: DataFile, entries: readonly StoredEntry[]): (readonly Slot[])[] {
  const emptied = file.roots.flatMap((root) => {
    const store = storeOf(root);
    const own = entries.filter((entry) => entry.store.kind === store?.kind && entry.store.name === store.name);
    return store && own.length > 0 && own.length === sizeOf(root) ? [store] : [];
  });
  const search = (node: ValueNode, path: readonly Slot[]): (readonly Slot[])[] => {
    if (path.length > deepest) return [];
    const own = readsOneOf(node, entries) || emptied.some((store) => takesAllOf(node, store)) ? [path] : [];
    return own.length > 0 ? own : slotsOf(node).flatMap((slot) => search(slot.value, [...path, slot]));
  };
  return entries.length === 0 ? [] : file.roots.flatMap((root) => search(root, []));
}

/** How many entries a Secret or ConfigMap has. */
function sizeOf(root: ValueNode): number {
  return ["data", "stringData", "binaryData"].reduce((sum, key) => {
    const value = root.kind === "object" ? entryOf(root, key)?.value : undefined;
    return sum + (value?.kind === "object" ? value.entries.length : 0);
  }, 0);
}

/** `- secretRef: { name: … }` of `envFrom`. */
function takesAllOf(node: ValueNode, { kind, name }: Store): boolean {
  const reference = node.kind === "object" && entryOf(node, kind === "Secret" ? "secretRef" : "configMapRef")?.value;
  return reference ? textAt(reference, "name") === name : false;
}

/** `{ name: …, valueFrom: { secretKeyRef: { name, key } } }`. */
function readsOneOf(node: ValueNode, entries: readonly StoredEntry[]): boolean {
  const from = node.kind === "object" ? entryOf(node, "valueFrom")?.value : undefined;
  if (from?.kind !== "object") return false;
  return entries.some(({ store, key }) => {
    const reference = entryOf(from, references[store.kind])?.value;
    return reference !== undefined && textAt(reference, "name") === store.name && textAt(reference, "key") === key;
  });
}
