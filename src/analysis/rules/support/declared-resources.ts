/** Limits what is allowed on every resource to the resources that the same document declares. */
import type { Catalog } from "../../../catalog/catalog";
import { andOf, say } from "../../../wording/sentence";
import type { DeclaredResource, NewValue } from "../../locate/located";
import { servicePrefixOf } from "../../policy/action-name";
import type { Statement } from "../../policy/model";
import type { PolicyFix } from "../rule";
import { type KnownAction, knownAction } from "./every-resource";
import { suggestion } from "./fixes";
import type { UnscopedStatement } from "./unscoped";

interface Declarable {
  /** The service and resource type of the service reference. */
  readonly of: string;
  readonly types: readonly string[];
  /** What stands behind the ARN of the declared resource. */
  readonly suffix: string;
}

const declarable: readonly Declarable[] = [
  { of: "s3:bucket", types: ["AWS::S3::Bucket"], suffix: "" },
  { of: "s3:object", types: ["AWS::S3::Bucket"], suffix: "/*" },
  {
    of: "dynamodb:table",
    types: ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable"],
    suffix: "",
  },
  {
    of: "dynamodb:index",
    types: ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable"],
    suffix: "/index/*",
  },
  { of: "sqs:queue", types: ["AWS::SQS::Queue"], suffix: "" },
  { of: "sns:topic", types: ["AWS::SNS::Topic"], suffix: "" },
  { of: "lambda:function", types: ["AWS::Lambda::Function", "AWS::Serverless::Function"], suffix: "" },
  { of: "kms:key", types: ["AWS::KMS::Key"], suffix: "" },
  { of: "secretsmanager:secret", types: ["AWS::SecretsManager::Secret"], suffix: "" },
  { of: "kinesis:stream", types: ["AWS::Kinesis::Stream"], suffix: "" },
  {
    of: "states:statemachine",
    types: ["AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"],
    suffix: "",
  },
];

/** One fix where each action of the statement touches something that is declared; none else. */
export function scopedToDeclared(
  { element, items, statement: { resource } }: UnscopedStatement,
  declared: readonly DeclaredResource[],
): readonly PolicyFix[] {
  if (declared.length === 0 || items.length !== element.items.length || resource?.items.length !== 1) return [];
  const wanted = new Map<string, { readonly resource: DeclaredResource; readonly suffix: string }>();
  for (const { actions } of items) {
    for (const action of actions) {
      const fitting = kindsOf(action).flatMap(({ types, suffix }) =>
        declared.filter(({ type }) => types.includes(type)).map((one) => ({ resource: one, suffix })),
      );
      if (fitting.length === 0) return [];
      for (const one of fitting) wanted.set(`${one.resource.name} ${one.suffix}`, one);
    }
  }
  const values = [...wanted.values()].map((one) => one.resource.arn(one.suffix));
  const names = [...new Set([...wanted.values()].map((one) => one.resource.name))];
  return [
    suggestion(say`Limit it to ${andOf(names)}`, {
      kind: "replace",
      node: resource.entry.value,
      value: values.length === 1 ? values[0]! : values,
    }),
  ];
}

/**
 * The ARN of a resource of the document that a statement calls by its name alone, as its actions touch it.
 * @returns null where no resource has the name, 'unclear' where the actions touch it in several ways or not at all
 */
export function arnOfDeclared(
  name: string,
  statement: Statement,
  declared: readonly DeclaredResource[],
  catalog: Catalog,
): NewValue | "unclear" | null {
  const meant = declared.find((one) => one.name === name);
  if (!meant) return null;
  const suffixes = new Set<string>();
  for (const { value } of statement.action?.items ?? []) {
    const action = value === null ? null : knownAction(value, catalog);
    const touched = action ? kindsOf(action).filter(({ types }) => types.includes(meant.type)) : [];
    if (touched.length === 0) return "unclear";
    for (const { suffix } of touched) suffixes.add(suffix);
  }
  const [only, ...others] = suffixes;
  return only === undefined || others.length > 0 ? "unclear" : meant.arn(only);
}

function kindsOf({ name, types }: KnownAction): readonly Declarable[] {
  const prefix = servicePrefixOf(name);
  return declarable.filter(({ of }) => types.some((type) => of === `${prefix}:${type.name.toLowerCase()}`));
}
