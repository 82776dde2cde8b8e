/** The role of a workload in a template of CloudFormation or SAM. */
import type { NewValue } from "../../locate/located";
import { entryOf, objectAt, type ObjectEntry, type ObjectNode, textAt } from "../../value";
import { toBeFilledIn, type WorkloadRole } from "./role-fix";

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

export function ofResource(root: ObjectNode, resources: ObjectNode, before: ObjectEntry): WorkloadRole | null {
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

/** Whether a resource has no role, or is of a type of which it is not known whether it has one. */
export function mayResourceLackRole(resource: ObjectNode): boolean {
  const type = textAt(resource, "Type") ?? "";
  const properties = objectAt(resource, "Properties");
  const kind = ofTypes.get(type);
  return kind ? !properties || !namesRole(properties, kind) : !alwaysWithRole.has(type);
}

function namesRole(properties: ObjectNode, { within, property }: Resource): boolean {
  const holder = within.reduce<ObjectNode | null>((of, key) => of && objectAt(of, key), properties);
  return holder !== null && entryOf(holder, property) !== undefined;
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

function freeName(of: ObjectNode, name: string): string {
  let free = name;
  for (let number = 2; entryOf(of, free); number++) free = `${name}${number}`;
  return free;
}
