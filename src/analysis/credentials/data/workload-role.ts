/**
 * The role that takes the place of a key which a workload is given: where a template or manifest names none, taking the key
 * away alone would leave it without credentials.
 */
import type { Change, NewValue } from "../../locate/located";
import { lineEndOf, type TextEdit } from "../../text";
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

/** What gives a workload its role, and how the fix says so. */
export interface WorkloadRole {
  readonly changes: readonly Change[];
  readonly edits: readonly TextEdit[];
  readonly title: string;
}

/** What only a person knows. */
const annotation = "eks.amazonaws.com/role-arn";
const roleArn = "arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME";

/** Valid, and allowing nothing that is not allowed to everybody: it says where the permissions go. */
const toBeFilledIn: NewValue = {
  Sid: "ToBeFilledIn",
  Effect: "Allow",
  Action: ["sts:GetCallerIdentity"],
  Resource: "*",
};

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

interface Resource {
  /** Who assumes the role. */
  readonly service: string;
  /** The properties that lead to the one which names the role, and that one. */
  readonly within: readonly string[];
  readonly property: string;
  /** What the role is called. */
  readonly name: string;
  /** What names it: the ARN of the role, or an instance profile by its name or in an object. */
  readonly by: "role" | "profile" | "profile object";
}

const container = { service: "ecs-tasks.amazonaws.com", by: "role" } as const;
const instance = {
  service: "ec2.amazonaws.com",
  property: "IamInstanceProfile",
  name: "InstanceRole",
  by: "profile",
} as const;

/** Properties as CloudFormation's reference of each type has them. */
const ofTypes = new Map<string, Resource>([
  ["AWS::ECS::TaskDefinition", { ...container, within: [], property: "TaskRoleArn", name: "TaskRole" }],
  [
    "AWS::Batch::JobDefinition",
    { ...container, within: ["ContainerProperties"], property: "JobRoleArn", name: "JobRole" },
  ],
  ["AWS::EC2::Instance", { ...instance, within: [] }],
  ["AWS::AutoScaling::LaunchConfiguration", { ...instance, within: [] }],
  ["AWS::EC2::LaunchTemplate", { ...instance, within: ["LaunchTemplateData"], by: "profile object" }],
  [
    "AWS::AppRunner::Service",
    {
      service: "tasks.apprunner.amazonaws.com",
      within: ["InstanceConfiguration"],
      property: "InstanceRoleArn",
      name: "InstanceRole",
      by: "role",
    },
  ],
]);

/** Types that are never without a role. */
const alwaysWithRole = new Set(["AWS::Lambda::Function", "AWS::Serverless::Function", "AWS::CodeBuild::Project"]);

function ofResource(root: ObjectNode, resources: ObjectNode, before: ObjectEntry): WorkloadRole | null {
  const resource = before.value;
  const properties = resource.kind === "object" ? objectAt(resource, "Properties") : null;
  if (resource.kind !== "object" || !properties) return null;
  const type = textAt(resource, "Type") ?? "";
  if (type === "AWS::Serverless::Function") return ofServerlessFunction(root, properties);
  const kind = ofTypes.get(type);
  if (!kind || namesRole(properties, kind)) return null;
  const [outer] = kind.within;
  const there = outer === undefined ? properties : objectAt(properties, outer);
  // What is there and no object may name a role too.
  if (!there && entryOf(properties, outer!)) return null;
  const roleName = freeName(resources, kind.name);
  const profileName = freeName(resources, "InstanceProfile");
  const isRole = kind.by === "role";
  const profile: NewValue = {
    Type: "AWS::IAM::InstanceProfile",
    Properties: { Roles: [{ Ref: roleName }] },
  };
  const arn: NewValue = { "Fn::GetAtt": [isRole ? roleName : profileName, "Arn"] };
  const value: NewValue = isRole ? arn : kind.by === "profile" ? { Ref: profileName } : { Arn: arn };
  return {
    changes: [
      there
        ? { kind: "addEntry", to: there, key: kind.property, value, before: there.entries[0] }
        : {
            kind: "addEntry",
            to: properties,
            key: outer!,
            value: { [kind.property]: value },
            before: properties.entries[0],
          },
      { kind: "addEntry", to: resources, key: roleName, value: role(kind.service), before },
      ...(isRole ? [] : [{ kind: "addEntry", to: resources, key: profileName, value: profile, before } as const]),
    ],
    edits: [],
    title: "Let a role take the place of the key; fill in its permissions (statement ToBeFilledIn)",
  };
}

function namesRole(properties: ObjectNode, { within, property }: Resource): boolean {
  const holder = within.reduce<ObjectNode | null>((of, key) => of && objectAt(of, key), properties);
  return holder !== null && entryOf(holder, property) !== undefined;
}

/** Whether what the slots lead to stands in a resource of a template or in a manifest of which it is not known that it has a role. */
export function mayLackRole(path: readonly Slot[]): boolean {
  const root = path[0]?.container;
  if (root?.kind !== "object") return false;
  if (path[0]?.entry?.key === "Resources" && path[1]?.value.kind === "object") {
    const resource = path[1].value;
    const type = textAt(resource, "Type") ?? "";
    const properties = objectAt(resource, "Properties");
    const kind = ofTypes.get(type);
    return kind ? !properties || !namesRole(properties, kind) : !alwaysWithRole.has(type);
  }
  return entryOf(root, "apiVersion") !== undefined && !path.some(({ value }) => isPod(value));
}

function isPod(value: ValueNode): boolean {
  return value.kind === "object" && isList(value, "containers");
}

function role(service: string): NewValue {
  const document = (statement: NewValue): NewValue => ({ Version: "2012-10-17", Statement: [statement] });
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: document({
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
      }),
      Policies: [{ PolicyName: "permissions", PolicyDocument: document(toBeFilledIn) }],
    },
  };
}

/** SAM makes a role for each function, with the policies that are named there. */
function ofServerlessFunction(root: ObjectNode, properties: ObjectNode): WorkloadRole | null {
  const globals = objectAt(root, "Globals");
  const shared = globals && objectAt(globals, "Function");
  const has = (key: string): boolean =>
    entryOf(properties, key) !== undefined || (shared ? entryOf(shared, key) !== undefined : false);
  if (has("Role") || has("Policies")) return null;
  const value = [{ Version: "2012-10-17", Statement: [toBeFilledIn] }];
  return {
    changes: [{ kind: "addEntry", to: properties, key: "Policies", value }],
    edits: [],
    title: "Let the role of the function take the place of the key; fill in its permissions (statement ToBeFilledIn)",
  };
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

/** A pod gets its role by its service account: with the annotation of IRSA, or by an association of EKS Pod Identity. */
function ofPod(file: DataFile, root: ObjectNode, path: readonly Slot[]): WorkloadRole | null {
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
function ofChart(account: ObjectNode): WorkloadRole | null {
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

function freeName(of: ObjectNode, name: string): string {
  let free = name;
  for (let number = 2; entryOf(of, free); number++) free = `${name}${number}`;
  return free;
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
