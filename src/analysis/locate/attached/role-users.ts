/** What works with the rights of a role: functions, tasks, instances, pipelines. */
import { tableOf } from "../../table";
import { entryOf, type ObjectNode, textAt, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { holeOf, type Leaf, leavesOf } from "./leaves";
import { mayHavePlugin } from "./serverless-roles";

export interface RoleUser {
  /** The logical id or address of what works, with the property that names the role. */
  readonly id: string;
  /** As a report calls it. */
  readonly name: string;
  /** The role, as the document calls it; null: the document does not declare it. */
  readonly role: string | null;
  /** What names the role; null: it is made for the user alone. */
  readonly node: ValueNode | null;
}

/** Names of properties that take the name or ARN of a role, or of the instance profile that has it. */
export function takesRole(property: string): boolean {
  return /^(?:\w{0,40}Role(?:Arns?|ARN)?|(?:Iam)?Roles|ExecutionRoleName|(?:Authorizer)?CredentialsArn|AuthorizerCredentials|SnsCallerArn|DeliverLogsPermissionArn|(?:Iam)?InstanceProfile(?:Name|Arn)?|\w{0,40}role(?:_arns?)?|iam_roles|iam_instance_profile)$/.test(
    property,
  );
}

/** Whether a document may say who works as which role; the test is cheap. */
export function mayUseRole(text: string): boolean {
  return /(?:Roles?(?:Arns?|ARN)?|ExecutionRoleName|Credentials(?:Arn)?|SnsCallerArn|DeliverLogsPermissionArn)["']?\s{0,20}:|InstanceProfile\w{0,10}["']?\s{0,20}:|OptionName|roles?(?:_arns?)?\s{0,40}=|iam_instance_profile\s{0,40}=/.test(
    text,
  );
}

/** Whether a value that no role of the document has may name one: an ARN, or what the document is given. */
export function mayNameRole(node: ValueNode): boolean {
  const [first] = node.kind === "template" ? node.parts : [];
  const text = node.kind === "string" ? node.value : typeof first === "string" ? first : "";
  return node.kind === "unknown" || holeOf(node) !== null || /^arn:[^:]{0,40}:iam::/.test(text);
}

const deepest = 3;
/** By type where it is deeper: of a pipeline `Stages`, `Actions`, `Configuration`, of a rule `TopicRulePayload`, `Actions`, of an API of SAM `Auth`, `Authorizers`. */
const deeper: { readonly [type: string]: number | undefined } = tableOf({
  "AWS::CodePipeline::Pipeline": 5,
  "AWS::Cognito::IdentityPoolRoleAttachment": 6,
  "AWS::EC2::SpotFleet": 5,
  "AWS::IoT::TopicRule": 5,
  "AWS::SES::ReceiptRule": 5,
  "AWS::Serverless::Api": 4,
  "AWS::Serverless::Function": 4,
  "AWS::Serverless::HttpApi": 4,
  "AWS::Serverless::StateMachine": 4,
});

/**
 * What works as a role in a CloudFormation template.
 * @param roleAt the role of the template that a value names
 */
export function roleUsersInTemplate(
  resources: readonly TemplateResource[],
  root: ValueNode,
  roleAt: (node: ValueNode) => string | null,
): readonly RoleUser[] {
  const byId = new Map(resources.map((one) => [one.id, one]));
  const profiles = new Set<string>();
  const named = ({ node }: Leaf): string | null => {
    const isId = node.kind === "string" && byId.get(node.value)?.type === "AWS::IAM::Role";
    const own = isId ? node.value : roleAt(node);
    const profile = own === null ? byId.get(holeOf(node)?.split(".", 1)[0] ?? "") : undefined;
    if (profile?.type !== "AWS::IAM::InstanceProfile") return own;
    profiles.add(profile.id);
    const [role, ...others] = leavesOf(entryOf(profile.properties, "Roles")?.value);
    return role && others.length === 0 ? roleAt(role.node) : null;
  };
  const inTemplate = resources.flatMap(({ id, type, properties }): RoleUser[] => {
    if (/^AWS::IAM::(?!InstanceProfile$)/.test(type)) return [];
    const isSam = type === "AWS::Serverless::Function" || type === "AWS::Serverless::StateMachine";
    const found = [...rolesIn(properties, [], deeper[type] ?? deepest)];
    if (isSam && !found.some(([path]) => path === "Role")) {
      const shared = type === "AWS::Serverless::Function" ? valueAt(root, "Globals", "Function", "Role") : undefined;
      if (!shared) return [{ id: `${id} Role`, name: id, role: id, node: null }];
      found.push(["Role", shared]);
    }
    return found.flatMap(([path, value]) =>
      leavesOf(value).flatMap((leaf): RoleUser[] => {
        const role = named(leaf);
        return role === null && type !== "AWS::IAM::InstanceProfile" && !mayNameRole(leaf.node)
          ? []
          : [{ id: `${id} ${path}`, name: id, role, node: leaf.node }];
      }),
    );
  });
  // Whoever has a profile is told itself.
  return [...inTemplate.filter(({ name }) => !profiles.has(name)), ...roleUsersInServerless(root, named)];
}

/** As `Place.principal` calls the role that the framework makes for the service. */
const roleOfService = "provider";

/** The functions of the Serverless Framework: with a role of the file by its logical id or ARN, with that of the service, or with one that a plug-in makes. */
function roleUsersInServerless(root: ValueNode, named: (leaf: Leaf) => string | null): readonly RoleUser[] {
  const [functions, provider] = [valueAt(root, "functions"), valueAt(root, "provider")];
  if (!provider || !valueAt(root, "service")) return [];
  const ofService = [valueAt(provider, "iam", "role"), valueAt(provider, "role")].find(
    (one) => one && one.kind !== "object",
  );
  // Whatever they are called, functions of other files have it.
  if (functions?.kind !== "object")
    return leavesOf(ofService).map((leaf) => ({
      id: "functions role",
      name: "functions",
      role: named(leaf),
      node: leaf.node,
    }));
  return functions.entries.flatMap(({ key: name, value }): readonly RoleUser[] => {
    const node = valueAt(value, "role") ?? ofService;
    const isOwn = valueAt(value, "iamRoleStatements") !== undefined;
    // With a plug-in the function has a role of its own.
    if (isOwn && mayHavePlugin(root)) return [{ id: `${name} role`, name, role: name, node: null }];
    if (!node) return [{ id: `${name} role`, name, role: roleOfService, node: null }];
    return leavesOf(node).map((leaf) => ({ id: `${name} role`, name, role: named(leaf), node: leaf.node }));
  });
}

/** Of a method of an API Gateway, what its integration works as. */
function isCredentials(path: readonly string[]): boolean {
  return path.at(-1) === "Credentials" && path.at(-2) === "Integration";
}

/** The properties of an object that take a role, those of objects in it included, each with its path. */
function* rolesIn(
  object: ObjectNode,
  path: readonly string[],
  depth: number,
): Generator<readonly [path: string, value: ValueNode]> {
  for (const { key, value } of object.entries) {
    const at = [...path, key];
    // The roles of an identity pool, by who signs in.
    if (value.kind === "object") {
      if (depth > 1) yield* rolesIn(value, at, depth - 1);
      if (takesRole(key) && key !== "Roles") {
        for (const name of ["Name", "Arn"]) {
          const named = entryOf(value, name)?.value;
          if (named) yield [at.join("."), named];
        }
        // What a remediation of AWS Config gives its automation.
        const fixed = valueAt(value, "StaticValue", "Values");
        if (fixed) yield [at.join("."), fixed];
      }
      if (key === "Roles") for (const entry of value.entries) yield [[...at, entry.key].join("."), entry.value];
    } else if (value.kind === "array" && depth > deepest - 1 && !takesRole(key)) {
      for (const item of value.items)
        if (item.kind === "object") {
          const [option, given] = [textAt(item, "OptionName") ?? "", entryOf(item, "Value")?.value];
          // Elastic Beanstalk Developer Guide: "General options for all environments".
          if (given && takesRole(option)) yield [[...at, option].join("."), given];
          else yield* rolesIn(item, [...at, textAt(item, "Name") ?? ""], depth - 1);
        }
    } else if (takesRole(key) || isCredentials(at)) yield [at.join("."), value];
  }
}
