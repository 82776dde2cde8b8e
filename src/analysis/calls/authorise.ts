/** What AWS authorises a call by, and on what. */
import type { Catalog } from "../../catalog/catalog";
import type { CallGrant, CallResource } from "./call";
import type { Operation } from "./operations";
import type { Use } from "./uses";

/** What a call needs, and what it needs beside that if the resource is encrypted with a key of the customer's. */
export interface Authorised {
  readonly grants: readonly CallGrant[];
  readonly ifEncrypted: readonly CallGrant[];
}

const anything: CallResource = { type: null, pattern: "*", variables: [] };

export function authorised(operation: Operation, use: Use, catalog: Catalog): Authorised {
  void use;
  void catalog;
  return { grants: operation.actions.map((action) => ({ action, resources: [anything], via: null })), ifEncrypted: [] };
}
