/** The permissions that the posture view takes: read-only, and no more than its checks need. */
import type { Check } from "./checks/check";
import { checks } from "./checks/generated/index";
import type { PermissionsInUse } from "./posture";
import { type AnySection, sectionActions, type SectionName } from "./snapshot";

export interface PermissionsPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly [
    { readonly Sid: string; readonly Effect: "Allow"; readonly Action: readonly string[]; readonly Resource: "*" },
  ];
}

/** None of these calls can be limited to a resource of an account that is not known yet. GetCallerIdentity needs no permission. */
export function readOnlyPolicy(needed: readonly Check[] = checks): PermissionsPolicy {
  // The alias names the account, and the Regions say where to ask.
  return policyOf([
    ...needed.flatMap((check) => check.actions),
    ...sectionActions["iam/account-aliases"],
    ...sectionActions["ec2/regions"],
  ]);
}

/** A policy of these actions, each once, sorted. */
export function policyOf(actions: readonly string[]): PermissionsPolicy {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "PlaneguardPosture", Effect: "Allow", Action: [...new Set(actions)].sort(), Resource: "*" }],
  };
}

/** What the profile may do, as far as the answers of a collection tell. An action that was denied anywhere counts as denied. */
export function permissionsInUse(sections: readonly AnySection[]): PermissionsInUse {
  const denied = new Set(sections.flatMap((section) => (section.status === "denied" ? section.missingActions : [])));
  const answered = new Set(
    sections.flatMap((section) => (section.status === "ok" ? [sectionActions[section.name as SectionName][0]] : [])),
  );
  const needed = readOnlyPolicy().Statement[0].Action;
  return {
    allowed: needed.filter((action) => answered.has(action) && !denied.has(action)),
    denied: needed.filter((action) => denied.has(action)),
    unknown: needed.filter((action) => !answered.has(action) && !denied.has(action)),
  };
}
