/** What boto3's resources are made of, by the table of them. */
import { rows } from "../knowledge/boto3-resources";
import { Memo } from "../memo";

/** What a member of a resource is. */
export type ResourceMember =
  | { readonly kind: "method"; readonly operation: string; readonly returns: string | null }
  | { readonly kind: "collection"; readonly operation: string; readonly of: string }
  | { readonly kind: "resource"; readonly type: string }
  | { readonly kind: "waiter"; readonly waiter: string };

export interface ResourceModel {
  readonly parameters: readonly string[];
  readonly members: ReadonlyMap<string, ResourceMember>;
  /** Methods of its collections. */
  readonly batches: ReadonlyMap<string, string>;
}

const read = new Memo<ResourceModel>();

/** The model of a resource; `''` is the service itself. Null for what boto3 has no model of. */
export function resourceModel(service: string, type: string): ResourceModel | null {
  const key = `${service}.${type}`;
  const row = rows[key];
  if (row === undefined) return null;
  return read.get(key, () => readRow(row));
}

function readRow(row: string): ResourceModel {
  const [, list = ""] = /^\(([\w,]*)\)/.exec(row) ?? [];
  const members = new Map<string, ResourceMember>();
  const batches = new Map<string, string>();
  for (const entry of row.split(/\s+/)) {
    const [name = "", sign = "", rest = ""] = entry.split(/([=*/~+])/);
    const [operation = "", type] = rest.split(">");
    if (sign === "+") batches.set(name, operation);
    else if (sign === "*") members.set(name, { kind: "collection", operation, of: type ?? "" });
    else if (sign === "/") members.set(name, { kind: "resource", type: operation });
    else if (sign === "~") members.set(name, { kind: "waiter", waiter: operation });
    else if (sign === "=") members.set(name, { kind: "method", operation, returns: type ?? null });
  }
  return { parameters: list === "" ? [] : list.split(","), members, batches };
}
