/** What the names of a CloudFormation template stand for: `Ref` and `Fn::GetAtt` of its resources as names and ARNs. */
import type { TemplateResource } from "../locate/cloudformation";
import { readPolicy } from "../policy/read";
import { tableOf } from "../table";
import { entryOf, type Hole, type TextPart, type ValueNode } from "../value";
import { keyOf } from "./declared-keys";
import type { KeyPolicy } from "./granted";

/** How a type of resource is named (AWS: "Resource and property reference", return values). */
interface NamedType {
  /** The property that gives its name; without it CloudFormation makes one up. */
  readonly property: string;
  /** Behind `arn:aws:`, with `{region}`, `{account}` and `{name}`. */
  readonly arn: string;
  /** What `Ref` gives; the name where absent. */
  readonly ref?: "arn" | "url";
  /** What `Fn::GetAtt` gives the name by. */
  readonly nameAttribute?: string;
  /** What `Fn::GetAtt` gives the ARN by; `Arn` where absent. */
  readonly arnAttribute?: string;
}

const regional = (service: string, resource: string): string => `${service}:{region}:{account}:${resource}`;
const table: NamedType = { property: "TableName", arn: regional("dynamodb", "table/{name}") };
const lambda: NamedType = { property: "FunctionName", arn: regional("lambda", "function:{name}") };
const stateMachine = (property: string): NamedType => ({
  property,
  arn: regional("states", "stateMachine:{name}"),
  ref: "arn",
  nameAttribute: "Name",
});

const types: { readonly [type: string]: NamedType | undefined } = tableOf({
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::Serverless::SimpleTable": table,
  "AWS::S3::Bucket": { property: "BucketName", arn: "s3:::{name}" },
  "AWS::SQS::Queue": {
    property: "QueueName",
    arn: regional("sqs", "{name}"),
    ref: "url",
    nameAttribute: "QueueName",
  },
  "AWS::SNS::Topic": {
    property: "TopicName",
    arn: regional("sns", "{name}"),
    ref: "arn",
    nameAttribute: "TopicName",
    arnAttribute: "TopicArn",
  },
  "AWS::Lambda::Function": lambda,
  "AWS::Serverless::Function": lambda,
  "AWS::StepFunctions::StateMachine": stateMachine("StateMachineName"),
  "AWS::Serverless::StateMachine": stateMachine("Name"),
  "AWS::IAM::Role": { property: "RoleName", arn: "iam::{account}:role/{name}" },
  "AWS::IAM::User": { property: "UserName", arn: "iam::{account}:user/{name}" },
  "AWS::Kinesis::Stream": { property: "Name", arn: regional("kinesis", "stream/{name}") },
  "AWS::KinesisFirehose::DeliveryStream": {
    property: "DeliveryStreamName",
    arn: regional("firehose", "deliverystream/{name}"),
  },
  "AWS::Events::EventBus": { property: "Name", arn: regional("events", "event-bus/{name}"), nameAttribute: "Name" },
  "AWS::KMS::Key": { property: "", arn: regional("kms", "key/{name}"), nameAttribute: "KeyId" },
  "AWS::Logs::LogGroup": { property: "LogGroupName", arn: regional("logs", "log-group:{name}:*") },
  "AWS::Cognito::UserPool": { property: "", arn: regional("cognito-idp", "userpool/{name}") },
  "AWS::SSM::Parameter": { property: "Name", arn: regional("ssm", "parameter/{name}") },
  // AWS puts six characters behind the name.
  "AWS::SecretsManager::Secret": {
    property: "Name",
    arn: regional("secretsmanager", "secret:{name}-??????"),
    ref: "arn",
    arnAttribute: "Id",
  },
});

export interface DeclaredName {
  readonly type: string;
  readonly name: readonly TextPart[];
  readonly arn: readonly TextPart[];
}

const partition = "AWS::Partition";
const region: Hole = { name: "AWS::Region" };
const account: Hole = { name: "AWS::AccountId" };

/** So deep names may stand in names. */
const deepest = 5;

export class DeclaredNames {
  private readonly resources: ReadonlyMap<string, TemplateResource>;
  private readonly made = new Map<string, DeclaredName | null>();

  /**
   * @param isLeftOpen by logical id, whether a name that the template gives is left open as well: the same one wherever it is written
   * @param open parameters that may be `*`
   */
  constructor(
    resources: readonly TemplateResource[],
    private readonly isLeftOpen: (id: string) => boolean = () => false,
    private readonly open: ReadonlySet<string> = new Set(),
  ) {
    this.resources = new Map(resources.map((resource) => [resource.id, resource]));
  }

  /** Whether a hole stands for a name that CloudFormation makes up, so that it differs from that of every other resource. */
  isGenerated(name: string): boolean {
    const [id] = splitAttribute(name);
    const type = types[this.resources.get(id)?.type ?? ""];
    return type !== undefined && name === nameHole(id, type);
  }

  mayBeStar(name: string): boolean {
    return this.open.has(name);
  }

  /** Whether the template gives a resource its name, in place of CloudFormation. */
  isNamed(id: string): boolean {
    const resource = this.resources.get(id);
    const property = resource && types[resource.type]?.property;
    return property !== undefined && property !== "" && entryOf(resource!.properties, property) !== undefined;
  }

  /** The customer's keys of the resources in which a resource of a call lies. */
  keysOf(resource: readonly TextPart[]): readonly (readonly TextPart[])[] {
    const written = writtenParts(resource);
    return [...this.resources.values()].flatMap((one) => {
      const declared = this.declared(one.id);
      const arn = declared && writtenParts(declared.arn);
      const isIn = arn !== null && (written === arn || written.startsWith(`${arn}/`));
      const key = isIn ? keyOf(one, this) : null;
      return key ? [key] : [];
    });
  }

  typeOf(id: string): string | null {
    return this.resources.get(id)?.type ?? null;
  }

  propertyOf(id: string, name: string): ValueNode | undefined {
    const resource = this.resources.get(id);
    return resource && entryOf(resource.properties, name)?.value;
  }

  /** The policy of a key of the template by its ARN. */
  keyPolicyOf(key: readonly TextPart[]): KeyPolicy {
    const [before, last] = [key.at(-2), key.at(-1)];
    const isKey = typeof before === "string" && before.endsWith(":key/") && typeof last === "object";
    if (!isKey || this.typeOf(last.name) !== "AWS::KMS::Key") return null;
    const given = this.propertyOf(last.name, "KeyPolicy");
    if (!given) return "default";
    return given.kind === "object"
      ? readPolicy(given, { policyType: "resource", resourceType: "AWS::KMS::Key" })
      : null;
  }

  /** A resource of the template by its logical id; null where its ARN is not known. */
  declared(id: string, depth = 0): DeclaredName | null {
    const known = this.made.get(id);
    if (known !== undefined) return known;
    const resource = this.resources.get(id);
    const type = resource && types[resource.type];
    if (!type) return null;
    const path = type.arn.startsWith("iam::") ? entryOf(resource.properties, "Path")?.value : undefined;
    const folder = path === undefined || depth >= deepest ? [] : this.textOf(path, depth + 1);
    if (folder === null) return null;
    const given =
      type.property === "" || this.isLeftOpen(id) ? undefined : entryOf(resource.properties, type.property)?.value;
    const name =
      given === undefined ? [{ name: nameHole(id, type) }] : depth < deepest ? this.textOf(given, depth + 1) : null;
    const made = name && { type: resource.type, name, arn: arnWith(type.arn, [...withoutSlash(folder), ...name]) };
    this.made.set(id, made);
    return made;
  }

  /** The stretches of a value with its names filled in; null where it is no text. */
  textOf(node: ValueNode, depth = 0): readonly TextPart[] | null {
    switch (node.kind) {
      case "string":
        return [node.value];
      case "number":
      case "boolean":
        return [String(node.value)];
      case "template":
        return this.resolve(node.parts, depth);
      default:
        return null;
    }
  }

  /** The same text with what is known of its names; partitions are taken for `aws`, wherever they are. */
  resolve(parts: readonly TextPart[], depth = 0): readonly TextPart[] {
    return joined(parts.flatMap((part) => (typeof part === "string" ? [part] : this.filled(part, depth))));
  }

  private filled(hole: Hole, depth: number): readonly TextPart[] {
    if (hole.name === partition) return ["aws"];
    const [id = "", attribute] = splitAttribute(hole.name);
    const declared = depth > deepest ? null : this.declared(id, depth);
    const type = declared && types[declared.type]!;
    if (!type) return [hole];
    if (attribute === null) {
      if (type.ref === "arn") return declared.arn;
      return type.ref === "url"
        ? ["https://sqs.", region, ".amazonaws.com/", account, "/", ...declared.name]
        : declared.name;
    }
    if (attribute === (type.arnAttribute ?? "Arn")) return declared.arn;
    if (hole.name === nameHole(id, type) || attribute === type.nameAttribute) return declared.name;
    return [hole];
  }
}

/** What stands in a template for the name itself, where `Ref` gives something else. */
function nameHole(id: string, { ref, nameAttribute = "Name" }: NamedType): string {
  return ref === undefined ? id : `${id}.${nameAttribute}`;
}

function splitAttribute(name: string): [string, string | null] {
  const dot = name.indexOf(".");
  return dot < 0 ? [name, null] : [name.slice(0, dot), name.slice(dot + 1)];
}

function arnWith(pattern: string, name: readonly TextPart[]): readonly TextPart[] {
  const parts = pattern.split(/(\{\w+\})/).flatMap((part): readonly TextPart[] => {
    if (part === "{region}") return [region];
    if (part === "{account}") return [account];
    // The ARN of a parameter has one slash before its name, which may begin with one itself.
    if (part === "{name}") return pattern.startsWith("ssm:") ? withoutSlash(name) : name;
    return [part];
  });
  return joined(["arn:aws:", ...parts]);
}

function withoutSlash(parts: readonly TextPart[]): readonly TextPart[] {
  const [first, ...others] = parts;
  return typeof first === "string" ? [first.replace(/^\//, ""), ...others] : parts;
}

/** Neighbouring known parts as one. */
export function joined(parts: readonly TextPart[]): readonly TextPart[] {
  const all: TextPart[] = [];
  for (const part of parts) {
    const last = all.length - 1;
    if (typeof part === "string" && typeof all[last] === "string") all[last] += part;
    else if (part !== "") all.push(part);
  }
  return all;
}

/** As it is written in `Fn::Sub`: `arn:aws:sqs:${AWS::Region}:…`; `*` for what has no name. */
export function writtenParts(parts: readonly TextPart[]): string {
  return parts.map((part) => (typeof part === "string" ? part : part.name === "" ? "*" : `\${${part.name}}`)).join("");
}
