/** The role of a pod of Kubernetes, by its service account. */
import { lineEndOf } from "../../text";
import {
  type ArrayNode,
  entryOf,
  objectAt,
  type ObjectEntry,
  type ObjectNode,
  textAt,
  type ValueNode,
} from "../../value";
import type { DataFile, Slot } from "./data-file";
import { roleArn, type WorkloadRole } from "./role-fix";

const annotation = "eks.amazonaws.com/role-arn";

export function isPod(value: ValueNode): boolean {
  return value.kind === "object" && isList(value, "containers");
}

/** A pod gets its role by its service account: with the annotation of IRSA, or by an association of EKS Pod Identity. */
export function ofPod(file: DataFile, root: ObjectNode, path: readonly Slot[]): WorkloadRole | null {
  const spec = path
    .map(({ value }) => value)
    .findLast((value) => value.kind === "object" && isList(value, "containers"));
  const pod =
    spec ?? path.map(({ container }) => container).find((one) => one.kind === "object" && isList(one, "containers"));
  const metadata = objectAt(root, "metadata");
  if (pod?.kind !== "object") return null;
  const account = textAt(pod, "serviceAccountName") ?? textAt(pod, "serviceAccount");
  if (account !== null) return ofServiceAccount(file, account);
  if (entryOf(pod, "serviceAccountName")) return ofServiceAccount(file, null);
  // Another document has no place in JSON.
  if (/^\s*\{/.test(file.text)) return null;
  const named = metadata && textAt(metadata, "name");
  const name = named && /^[a-z0-9][a-z0-9.-]{0,62}$/.test(named) ? named : "app";
  const written = metadata && textAt(metadata, "namespace");
  const namespace = written && /^[a-z0-9][a-z0-9-]{0,62}$/.test(written) ? written : null;
  const end = file.text.length;
  const there = serviceAccountIn(file, name);
  const annotated = there ? ofServiceAccount(file, name) : null;
  return {
    changes: [
      ...(annotated?.changes ?? []),
      { kind: "addEntry", to: pod, key: "serviceAccountName", value: name, before: firstEntry(pod) },
    ],
    edits: there ? [] : [{ span: { start: end, end }, newText: serviceAccount(file.text, name, namespace) }],
    title: "Let the role of a service account take the place of the key; fill in its ARN (IRSA)",
  };
}

/** The service account of this name in the same file. */
function serviceAccountIn(file: DataFile, name: string): ObjectNode | null {
  const found = file.roots.find(
    (one) =>
      one.kind === "object" && textAt(one, "kind") === "ServiceAccount" && textIn(one, "metadata", "name") === name,
  );
  return found?.kind === "object" ? found : null;
}

/** The service account that a pod names, which may be another file's: null where it has a role. */
function ofServiceAccount(file: DataFile, name: string | null): WorkloadRole | null {
  const account = name === null ? null : serviceAccountIn(file, name);
  const metadata = account && objectAt(account, "metadata");
  const annotations = metadata && objectAt(metadata, "annotations");
  if (annotations && entryOf(annotations, annotation)) return null;
  if (!metadata || (!annotations && entryOf(metadata, "annotations")))
    return {
      changes: [],
      edits: [],
      title: "Let the role of the service account take the place of the key; give it one by IRSA or EKS Pod Identity",
    };
  return {
    changes: [
      annotations
        ? { kind: "addEntry", to: annotations, key: annotation, value: roleArn }
        : { kind: "addEntry", to: metadata, key: "annotations", value: { [annotation]: roleArn } },
    ],
    edits: [],
    title: "Let the role of the service account take the place of the key; fill in its ARN (IRSA)",
  };
}

/** The values of a Helm chart: its service account gets the annotation of IRSA. */
export function ofChart(account: ObjectNode): WorkloadRole | null {
  const annotations = objectAt(account, "annotations");
  if (annotations ? entryOf(annotations, annotation) : entryOf(account, "annotations")) return null;
  return {
    changes: [
      annotations
        ? { kind: "addEntry", to: annotations, key: annotation, value: roleArn }
        : { kind: "addEntry", to: account, key: "annotations", value: { [annotation]: roleArn } },
    ],
    edits: [],
    title: "Let the role of the service account take the place of the key; fill in its ARN (IRSA)",
  };
}

/** Whether a document is the values of a Helm chart with a service account: then it matters not what the key is called in it. */
export function isChart(root: ValueNode | undefined): boolean {
  return (
    root?.kind === "object" && objectAt(root, "serviceAccount") !== null && entryOf(root, "apiVersion") === undefined
  );
}

/** The trust policy is that of IRSA (AWS, "Assign IAM roles to Kubernetes service accounts"). */
function serviceAccount(text: string, name: string, namespace: string | null): string {
  const subject = `system:serviceaccount:${namespace ?? "NAMESPACE"}:${name}`;
  return [
    ...(text === "" || text.endsWith("\n") ? [] : [""]),
    "---",
    "# To be filled in: the role, and the permissions that the key had. OIDC_PROVIDER is the issuer of the cluster without https://. Its trust policy:",
    '# {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",',
    '#   "Principal": {"Federated": "arn:aws:iam::ACCOUNT_ID:oidc-provider/OIDC_PROVIDER"},',
    `#   "Condition": {"StringEquals": {"OIDC_PROVIDER:aud": "sts.amazonaws.com", "OIDC_PROVIDER:sub": "${subject}"}}}]}`,
    "# With EKS Pod Identity the annotation goes, and an association of the service account with the role takes its place. The role trusts",
    "# pods.eks.amazonaws.com for sts:AssumeRole and sts:TagSession then.",
    "apiVersion: v1",
    "kind: ServiceAccount",
    "metadata:",
    `  name: ${name}`,
    ...(namespace === null ? [] : [`  namespace: ${namespace}`]),
    "  annotations:",
    `    ${annotation}: ${roleArn}`,
    "",
  ].join(lineEndOf(text));
}

function firstEntry(of: ObjectNode): ObjectEntry | undefined {
  return of.entries[0];
}

function isList(of: ObjectNode, key: string): boolean {
  const value: ValueNode | ArrayNode | undefined = entryOf(of, key)?.value;
  return value?.kind === "array";
}

function textIn(of: ObjectNode, outer: string, key: string): string | null {
  const value = objectAt(of, outer);
  return value && textAt(value, key);
}
