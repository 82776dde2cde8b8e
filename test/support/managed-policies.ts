/** The managed policies as built, for tests that need them; read once. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { decodeManagedPolicies, type ManagedPolicies } from "../../src/catalog/managed-policies";
import { builtCatalog } from "./catalog";

export const managedPoliciesFile = join(__dirname, "../../dist/managed-policies.json.gz");

let managed: ManagedPolicies | undefined;

export function builtManagedPolicies(): ManagedPolicies {
  if (!existsSync(managedPoliciesFile))
    throw new Error("dist/managed-policies.json.gz is missing: run npm run build first");
  return (managed ??= decodeManagedPolicies(
    gunzipSync(readFileSync(managedPoliciesFile)).toString("utf8"),
    builtCatalog(),
  ));
}
