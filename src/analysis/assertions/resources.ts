/** The resources of a workspace by what people call them: `table:Orders`, `bucket:Reports`. */
import type { DeclaredResource, NewValue } from "../locate/located";
import { SourceExpression } from "../locate/located";
import { tableOf } from "../table";
import type { TextPart } from "../value";

interface Kind {
  readonly types: readonly string[];
  /** What belongs to it, behind its ARN. */
  readonly parts: readonly string[];
  /** Its ARN, behind `arn:*:`. */
  readonly arn: string;
}

const kinds: { readonly [kind: string]: Kind | undefined } = tableOf({
  bucket: { types: ["AWS::S3::Bucket"], parts: ["", "/*"], arn: "s3:::{}" },
  function: {
    types: ["AWS::Lambda::Function", "AWS::Serverless::Function"],
    parts: ["", ":*"],
    arn: "lambda:*:*:function:{}",
  },
  key: { types: ["AWS::KMS::Key"], parts: [""], arn: "kms:*:*:key/{}" },
  queue: { types: ["AWS::SQS::Queue"], parts: [""], arn: "sqs:*:*:{}" },
  secret: { types: ["AWS::SecretsManager::Secret"], parts: [""], arn: "secretsmanager:*:*:secret:{}-??????" },
  statemachine: {
    types: ["AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"],
    parts: [""],
    arn: "states:*:*:stateMachine:{}",
  },
  stream: { types: ["AWS::Kinesis::Stream"], parts: [""], arn: "kinesis:*:*:stream/{}" },
  table: {
    types: ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable"],
    parts: ["", "/*"],
    arn: "dynamodb:*:*:table/{}",
  },
  topic: { types: ["AWS::SNS::Topic"], parts: [""], arn: "sns:*:*:{}" },
});

export const resourceKinds: readonly string[] = Object.keys(kinds);

const types: readonly string[] = ["AWS::IAM::", ...Object.values(kinds).flatMap((kind) => kind?.types ?? [])];

/** Whether a text may declare something that assertions name; the test is cheap and passes some that do not. */
export function mayDeclareNamed(text: string): boolean {
  return types.some((type) => text.includes(type)) || text.includes('"aws_');
}

/** The shorthand's kind for a CloudFormation type; null where there is none. */
export function kindOfResource(type: string): string | null {
  return resourceKinds.find((kind) => kinds[kind]!.types.includes(type)) ?? null;
}

/** The kind and the name of a shorthand; null for an ARN, or anything else. */
export function shorthandOf(text: string): { readonly kind: string; readonly name: string } | null {
  const [kind = "", name = ""] = text.split(/:(.*)/s);
  return kinds[kind] && name !== "" && !name.includes(":") ? { kind, name } : null;
}

/** Whether a resource of a document is called so: by its logical id, or by its address with or without its type. */
export function isCalled(name: string, asked: string): boolean {
  return name === asked || name.slice(name.lastIndexOf(".") + 1) === asked;
}

/** What a document writes for each part of the resources that have the shorthand; empty where it declares none. */
export function writtenFor(text: string, declared: readonly DeclaredResource[]): readonly (readonly TextPart[])[] {
  const shorthand = shorthandOf(text);
  const kind = shorthand && kinds[shorthand.kind];
  if (!kind) return [];
  return declared
    .filter(({ type, name }) => kind.types.includes(type) && isCalled(name, shorthand.name))
    .flatMap((one) => {
      const arn = writtenParts(one);
      return arn ? kind.parts.map((part) => (part === "" ? arn : [...arn, part])) : [];
    });
}

/** The same where nothing is declared and names are those of the account. */
export function namedResource(text: string): readonly string[] {
  const shorthand = shorthandOf(text);
  const kind = shorthand && kinds[shorthand.kind];
  return kind ? kind.parts.map((part) => `arn:*:${kind.arn.replace("{}", () => shorthand.name)}${part}`) : [];
}

/** The ARN of a resource as its document writes it. */
export function writtenParts({ arn }: DeclaredResource): readonly TextPart[] | null {
  return partsOf(arn(""));
}

/** The stretches of a value that a document would have: `Fn::GetAtt`, `Ref`, `Fn::Sub`, or a reference of Terraform. */
function partsOf(value: NewValue): readonly TextPart[] | null {
  if (typeof value === "string") return [value];
  if (value instanceof SourceExpression) return [{ name: value.source }];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const [[name, inner] = ["", null]] = Object.entries(value as Readonly<Record<string, unknown>>);
  if (name === "Ref" && typeof inner === "string") return [{ name: inner }];
  if (name === "Fn::GetAtt") return [{ name: Array.isArray(inner) ? inner.join(".") : String(inner) }];
  if (name !== "Fn::Sub" || typeof inner !== "string") return null;
  return inner
    .split(/(\$\{[^${}]{1,200}\})/)
    .filter((part) => part !== "")
    .map((part): TextPart => (part.startsWith("${") ? { name: part.slice(2, -1) } : part));
}
