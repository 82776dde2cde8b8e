/** The customer's keys with which resources of a template are encrypted (AWS: "Resource and property reference"). */
import type { TemplateResource } from "../locate/cloudformation";
import { tableOf } from "../table";
import { entryOf, type TextPart, type ValueNode } from "../value";

/** What is known of the names of the template. */
interface NamesOfTemplate {
  textOf(node: ValueNode): readonly TextPart[] | null;
  typeOf(id: string): string | null;
  /** A property of a resource of the template. */
  propertyOf(id: string, name: string): ValueNode | undefined;
}

/** Where a type of resource names its key; behind each property that is a list stands one of its items. */
const keyProperties: { readonly [type: string]: readonly string[] | undefined } = tableOf({
  "AWS::S3::Bucket": [
    "BucketEncryption",
    "ServerSideEncryptionConfiguration",
    "ServerSideEncryptionByDefault",
    "KMSMasterKeyID",
  ],
  "AWS::SQS::Queue": ["KmsMasterKeyId"],
  "AWS::SNS::Topic": ["KmsMasterKeyId"],
  "AWS::DynamoDB::Table": ["SSESpecification", "KMSMasterKeyId"],
  "AWS::Kinesis::Stream": ["StreamEncryption", "KeyId"],
  "AWS::SecretsManager::Secret": ["KmsKeyId"],
});

/** The ARN of the key of a resource, with `*` where nobody can tell which it is; null where it has none, or one of AWS's. */
export function keyOf({ type, properties }: TemplateResource, names: NamesOfTemplate): readonly TextPart[] | null {
  const path = keyProperties[type];
  const value = path && valueIn(properties, path);
  if (!value) return null;
  const alias = aliasedBy(value, names);
  const parts = names.textOf(alias ?? value);
  const [first] = parts ?? [];
  if (typeof first === "string" && /(?:^|:)alias\/aws\//.test(first)) return null;
  if (typeof first === "string" && first.startsWith("arn:") && !first.includes(":alias/")) return parts;
  const own = ["arn:aws:kms:", { name: "AWS::Region" }, ":", { name: "AWS::AccountId" }, ":key/"] as const;
  const [only, ...more] = parts ?? [];
  const isKey = typeof only === "object" && more.length === 0 && names.typeOf(only.name) === "AWS::KMS::Key";
  return [...own, isKey ? only : "*"];
}

/** The key that an alias of the template stands for. */
function aliasedBy(value: ValueNode, names: NamesOfTemplate): ValueNode | undefined {
  const [only, ...more] = value.kind === "template" ? value.parts : [];
  const isAlias = typeof only === "object" && more.length === 0 && names.typeOf(only.name) === "AWS::KMS::Alias";
  return isAlias ? names.propertyOf(only.name, "TargetKeyId") : undefined;
}

function valueIn(properties: ValueNode, path: readonly string[]): ValueNode | undefined {
  return path.reduce<ValueNode | undefined>((at, key) => {
    const holder = at?.kind === "array" ? at.items[0] : at;
    // A condition of the template may leave it out.
    if (holder?.kind === "unknown") return holder;
    return holder?.kind === "object" ? entryOf(holder, key)?.value : undefined;
  }, properties);
}
