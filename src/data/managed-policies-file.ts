/** The managed policies of AWS beside the bundles: read once, when the first of them is named. */
import { decodeManagedPolicies, type ManagedPolicies } from "../catalog/managed-policies";
import { loadCatalog } from "./catalog-file";
import { readZipped } from "./data-file";

let managed: Promise<ManagedPolicies> | undefined;

export function loadManagedPolicies(): Promise<ManagedPolicies> {
  return (managed ??= Promise.all([readZipped("managed-policies.json.gz"), loadCatalog()]).then(([json, ofCatalog]) =>
    decodeManagedPolicies(json, ofCatalog),
  ));
}
