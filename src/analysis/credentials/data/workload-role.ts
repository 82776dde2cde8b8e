/**
 * The role that takes the place of a key which a workload is given: where a template or manifest names none, taking the key
 * away alone would leave it without credentials.
 */
import { entryOf, objectAt, type ObjectNode } from "../../value";
import type { DataFile, Slot } from "./data-file";
import { roleArn, toBeFilledIn, type WorkloadRole } from "./role-fix";
import { isPod, ofChart, ofPod } from "./service-account-role";
import { mayResourceLackRole, ofResource } from "./template-role";

/** The role for the workload around a place that the slots lead to; null where it names one, or has one by itself, or is none. */
export function missingRole(file: DataFile, path: readonly Slot[]): WorkloadRole | null {
  const root = path[0]?.container;
  if (root?.kind !== "object") return null;
  if (entryOf(root, "containerDefinitions")) return ofDefinition(root, "taskRoleArn");
  const container = entryOf(root, "jobDefinitionName") ? objectAt(root, "containerProperties") : null;
  if (container) return ofDefinition(container, "jobRoleArn");
  if (entryOf(root, "apiVersion")) return ofPod(file, root, path);
  if (entryOf(root, "service") && entryOf(root, "provider")) return ofServerless(root);
  const account = objectAt(root, "serviceAccount");
  if (account) return ofChart(account);
  const resources = objectAt(root, "Resources");
  const resource = path[0]?.entry?.key === "Resources" ? path[1] : undefined;
  return resources && resource?.entry ? ofResource(root, resources, resource.entry) : null;
}

/** A task or job definition as the AWS CLI registers it. */
function ofDefinition(holder: ObjectNode, property: "taskRoleArn" | "jobRoleArn"): WorkloadRole | null {
  if (entryOf(holder, property)) return null;
  return {
    changes: [{ kind: "addEntry", to: holder, key: property, value: roleArn }],
    edits: [],
    title:
      property === "taskRoleArn"
        ? "Let a task role take the place of the key; fill in its ARN (ecs-tasks.amazonaws.com assumes it)"
        : "Let a job role take the place of the key; fill in its ARN (ecs-tasks.amazonaws.com assumes it)",
  };
}

/** Whether what the slots lead to stands in a resource of a template or in a manifest of which it is not known that it has a role. */
export function mayLackRole(path: readonly Slot[]): boolean {
  const root = path[0]?.container;
  if (root?.kind !== "object") return false;
  if (path[0]?.entry?.key === "Resources" && path[1]?.value.kind === "object")
    return mayResourceLackRole(path[1].value);
  return entryOf(root, "apiVersion") !== undefined && !path.some(({ value }) => isPod(value));
}

/** The Serverless Framework makes one role for all functions, with the statements of `provider.iam.role`. */
function ofServerless(root: ObjectNode): WorkloadRole | null {
  const provider = objectAt(root, "provider");
  const isNamed = ["iam", "role", "iamRoleStatements"].some((key) => provider && entryOf(provider, key));
  if (!provider || isNamed) return null;
  const value = { role: { statements: [toBeFilledIn] } };
  return {
    changes: [{ kind: "addEntry", to: provider, key: "iam", value }],
    edits: [],
    title: "Let the role of the functions take the place of the key; fill in its permissions (statement ToBeFilledIn)",
  };
}
